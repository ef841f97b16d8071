use syncpool::pool;

pool!(static BUFFERS: Vec<u8> = 64, sizes = 4096);

fn main() {
    let _buffer = BUFFERS.get_with_capacity(1);
}
