//! Two owners on two threads would change one cell at once.

use std::cell::Cell;
use std::thread;

use syncpool::prelude::*;

pool!(static CELLS: Shareable<Cell<u8>> = 64);

fn main() {
    let cell = Pooled::share(CELLS.get());
    let other = cell.clone();
    thread::spawn(move || other.set(1));
    cell.set(2);
}
