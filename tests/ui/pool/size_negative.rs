syncpool::pool! {
    static BUFFERS: Vec<u8> = -1;
    static LINES: String = (-64);
}

fn main() {}
