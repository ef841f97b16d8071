use syncpool::Poolable;

#[derive(Poolable)]
struct Request {
    #[poolable(bound = "")]
    body: Vec<u8>,
}

fn main() {}
