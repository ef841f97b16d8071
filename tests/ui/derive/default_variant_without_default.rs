use syncpool::Poolable;

#[derive(Poolable)]
struct Socket;

#[derive(Poolable)]
enum State {
    #[poolable(default)]
    Idle(Socket),
    Busy,
}

fn main() {}
