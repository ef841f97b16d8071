//! `get` is called on the type that has the pool's name in place of the static.

use syncpool::prelude::*;

pool!(static LINES: String = 64);

fn main() {
    drop(LINES::get());
}
