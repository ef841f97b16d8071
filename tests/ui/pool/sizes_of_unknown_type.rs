use syncpool::pool;

pool!(static BUFFERS: Buffer = 64, sizes = [1024, 4096]);

fn main() {
    let _buffer = BUFFERS.get_with_capacity(1);
}
