use syncpool::pool;

pool!(static BUFFERS: Vec<u8> = 64, init = || Vec::new(), sizes = [1024, 4096]);

fn main() {
    let _buffer = BUFFERS.get_with_capacity(1);
}
