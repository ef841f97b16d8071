use syncpool::prelude::*;

pool! {
    static mut BUFFERS: Vec<u8> = 64;
    static LINES: String = 64;
    static WORDS: String = 0;
}

fn main() {
    let _line = LINES.get();
}
