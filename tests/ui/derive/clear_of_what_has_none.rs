use syncpool::Poolable;

struct Bounded(u64);

impl Bounded {
    fn clear(&mut self) {
        self.0 = 0;
    }
}

#[derive(Poolable)]
struct Request {
    #[poolable(clear)]
    id: u64,
    #[poolable(clear, max_capacity = 4096)]
    bounded: Bounded,
}

#[derive(Poolable)]
struct Reply<T> {
    #[poolable(clear)]
    items: T,
}

fn main() {}
