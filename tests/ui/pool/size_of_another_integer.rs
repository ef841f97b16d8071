const SIZE: u32 = 64;

syncpool::pool!(static BUFFERS: Vec<u8> = SIZE);

fn main() {}
