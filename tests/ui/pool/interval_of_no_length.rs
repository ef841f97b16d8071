use std::time::Duration;

use syncpool::pool;

pool!(static LINES: String = 64, retain = adaptive(Duration::ZERO));

fn main() {
    let _line = LINES.get();
}
