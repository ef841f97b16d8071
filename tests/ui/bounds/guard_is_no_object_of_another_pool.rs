use syncpool::prelude::*;

pool! {
    static NAMES: String = 64;
    static LINES: String = 64;
}

fn main() {
    let name: Pooled<NAMES> = LINES.get();
    drop(name);
}
