use syncpool::pool;

pool!(static BUFFERS: Vec<u8> = 64, sizes);

fn main() {}
