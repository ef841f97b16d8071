use syncpool::Poolable;

#[derive(Poolable)]
struct Request {
    #[poolable(skip, default)]
    id: u64,
    #[poolable(value = 3, with = clear)]
    retries: u32,
    #[poolable(skip, max_capacity = 10)]
    body: Vec<u8>,
    #[poolable(max_capacity = 10, default)]
    path: String,
}

fn clear(retries: &mut u32) {
    *retries = 0;
}

fn main() {}
