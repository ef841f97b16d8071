use syncpool::Poolable;

#[derive(Poolable)]
struct Request {
    #[poolable(skip = true)]
    id: u64,
    #[poolable(default = 3)]
    retries: u32,
}

fn main() {}
