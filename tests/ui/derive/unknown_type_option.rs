use syncpool::Poolable;

#[derive(Poolable)]
#[poolable(bounds = "")]
struct Request<T> {
    body: Vec<T>,
}

fn main() {}
