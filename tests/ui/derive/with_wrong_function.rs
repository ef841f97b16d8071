use syncpool::Poolable;

#[derive(Poolable)]
struct Request {
    #[poolable(with = clear)]
    id: u64,
}

fn clear(id: u64) {
    let _ = id;
}

fn main() {}
