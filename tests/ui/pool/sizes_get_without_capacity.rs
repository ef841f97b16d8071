use syncpool::pool;

pool!(static BUFFERS: Vec<u8> = 64, sizes = [1024, 4096]);

fn main() {
    let _buffer = BUFFERS.get();
}
