syncpool::pool!(static BUFFERS: Vec<u8> = 64);
syncpool::pool!(static BUFFERS: Vec<u8> = 64);

fn main() {}
