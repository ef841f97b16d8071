use syncpool::Poolable;

#[derive(Poolable)]
struct Request {
    #[poolable(value)]
    id: u64,
    #[poolable(max_capacity =)]
    body: Vec<u8>,
    #[poolable(with(clear))]
    path: String,
}

fn main() {}
