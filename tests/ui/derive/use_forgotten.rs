#[derive(Default, Poolable)]
struct Job {
    #[poolable(skip)]
    id: u64,
    body: Vec<u8>,
}

syncpool::pool!(static JOBS: Job = 64);

fn main() {}
