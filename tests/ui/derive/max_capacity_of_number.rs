use syncpool::Poolable;

#[derive(Poolable)]
struct Request {
    #[poolable(max_capacity = 4096)]
    id: u64,
}

fn main() {}
