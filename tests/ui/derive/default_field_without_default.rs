use syncpool::Poolable;

struct Socket;

#[derive(Poolable)]
struct Request {
    #[poolable(default)]
    socket: Socket,
}

fn main() {}
