fn main() {
    let size = 4096;
    syncpool::pool!(static BUFFERS: Vec<u8> = 64, reset = |buffer| buffer.truncate(size));
}
