fn main() {
    let size = 64;
    syncpool::pool!(static BUFFERS: Vec<u8> = size);
}

fn serve(size: usize) {
    syncpool::pool!(static BUFFERS: Vec<u8> = size * 2);
}
