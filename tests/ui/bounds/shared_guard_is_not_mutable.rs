//! An owner can only read the object.

use syncpool::prelude::*;

pool!(static LINES: Shareable<String> = 64);

fn main() {
    let line = Pooled::share(LINES.get());
    line.push('x');
}
