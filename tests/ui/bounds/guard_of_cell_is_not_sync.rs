use std::cell::Cell;
use syncpool::prelude::*;

pool!(static CELLS: Cell<u8> = 64);

fn main() {
    let cell = CELLS.get();
    std::thread::scope(|scope| {
        scope.spawn(|| cell.set(1));
    });
}
