use syncpool::Poolable;

#[derive(Poolable)]
#[poolable(bound = "")]
#[poolable(bound = "T: Clone")]
struct Request<T> {
    #[poolable(skip, skip)]
    id: T,
    #[poolable(max_capacity = 1)]
    #[poolable(max_capacity = 2)]
    body: Vec<u8>,
}

fn main() {}
