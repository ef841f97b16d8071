use syncpool::Poolable;

#[derive(Poolable)]
#[poolable(crate = syncpool)]
#[poolable(bound = 3)]
struct Request<T> {
    #[poolable(skip)]
    id: T,
    #[poolable(max_capacity = "4096")]
    body: Vec<u8>,
    #[poolable(with = "clear")]
    path: String,
}

fn main() {}
