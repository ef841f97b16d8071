use syncpool::pool;

pool!(static BUFFERS: Vec<u8> = 64, max_bytes = 1 << 20);

fn main() {
    let _buffer = BUFFERS.get();
}
