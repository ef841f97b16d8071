fn main() {
    let size = 4096;
    syncpool::pool!(static BUFFERS: Vec<u8> = 64, init = || Vec::with_capacity(size));
}
