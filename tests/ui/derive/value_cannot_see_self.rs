use syncpool::Poolable;

#[derive(Poolable)]
struct Request {
    #[poolable(skip)]
    first: u64,
    #[poolable(value = self.first)]
    id: u64,
}

fn main() {}
