use syncpool::pool;

const NONE: usize = 0;

pool!(static BUFFERS: Vec<u8> = NONE, sizes = [1024, 4096]);

fn main() {
    let _buffer = BUFFERS.get_with_capacity(1);
}
