use syncpool::Poolable;

#[derive(Poolable)]
struct Request {
    #[poolable]
    id: u64,
    #[poolable = "skip"]
    body: Vec<u8>,
    #[poolable("skip")]
    path: String,
}

fn main() {}
