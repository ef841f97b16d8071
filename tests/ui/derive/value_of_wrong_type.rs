use syncpool::Poolable;

#[derive(Poolable)]
struct Request {
    #[poolable(value = "none")]
    id: u64,
}

fn main() {}
