use syncpool::pool;

const LARGE: usize = 4096;

pool!(static BUFFERS: Vec<u8> = 64, sizes = [1024, LARGE, 4 * 1024]);

fn main() {
    let _buffer = BUFFERS.get_with_capacity(1);
}
