use syncpool::Poolable;

#[derive(Poolable)]
struct Secrets {
    #[poolable(zeroize = true)]
    key: [u8; 32],
    #[poolable(zeroize, default)]
    token: Vec<u8>,
}

#[derive(Poolable)]
#[poolable(zeroize)]
struct Everything {
    key: [u8; 32],
}

fn main() {}
