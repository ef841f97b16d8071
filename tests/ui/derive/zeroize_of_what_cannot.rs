use syncpool::Poolable;

#[derive(Poolable)]
struct Secrets {
    #[poolable(zeroize)]
    by_name: std::collections::HashMap<String, String>,
}

fn main() {}
