use syncpool::Poolable;

#[derive(Poolable)]
enum State {
    #[poolable(default)]
    Idle,
    #[poolable(default)]
    Busy(u32),
}

#[derive(Default, Poolable)]
enum Other {
    #[poolable(default)]
    Idle,
    #[default]
    Busy,
}

fn main() {}
