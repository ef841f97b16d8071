use syncpool::Poolable;

#[derive(Poolable)]
struct Request {
    #[poolable(skp)]
    id: u64,
    #[poolable(lifetime = 3)]
    body: Vec<u8>,
}

fn main() {}
