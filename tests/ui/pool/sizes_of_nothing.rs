use syncpool::pool;

pool!(static BUFFERS: Vec<u8> = 64, sizes = [0, 1024]);

fn main() {
    let _buffer = BUFFERS.get_with_capacity(1);
}
