use syncpool::pool;

pool!(static BUFFERS: Vec<u8> = 64, sizes = [1024], max_bytes = 0);

fn main() {
    let _buffer = BUFFERS.get_with_capacity(1);
}
