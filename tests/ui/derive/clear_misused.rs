use syncpool::Poolable;

#[derive(Poolable)]
struct Request {
    #[poolable(clear = true)]
    body: Vec<u8>,
    #[poolable(clear, with = start_over)]
    twice: Vec<u8>,
}

fn start_over(_: &mut Vec<u8>) {}

fn main() {}
