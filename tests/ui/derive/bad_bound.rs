use syncpool::Poolable;

#[derive(Poolable)]
#[poolable(bound = "T Clone")]
struct Request<T> {
    body: Vec<T>,
}

fn main() {}
