use syncpool::Poolable;

#[derive(Poolable)]
#[poolable(max_capacity = 4096)]
struct Request {
    body: Vec<u8>,
}

fn main() {}
