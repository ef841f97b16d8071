use syncpool::Poolable;

#[derive(Poolable)]
#[poolable(crate = "not a path")]
struct Request {
    body: Vec<u8>,
}

fn main() {}
