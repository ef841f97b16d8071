use syncpool::Poolable;

#[derive(Poolable)]
enum State {
    #[poolable(default)]
    Idle,
    #[poolable(skip)]
    Busy(Vec<u8>),
}

fn main() {}
