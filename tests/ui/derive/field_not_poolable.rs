use syncpool::Poolable;

struct Socket;

#[derive(Poolable)]
struct Request {
    id: u64,
    socket: Socket,
}

fn main() {}
