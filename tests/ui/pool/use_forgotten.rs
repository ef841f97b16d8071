pool!(static JOBS: Vec<u8> = 64);

fn main() {}
