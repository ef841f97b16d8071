//! A borrowed guard that is kept longer than its pool.

use syncpool::prelude::*;

fn main() {
    let line = {
        let pool = SyncPool::<String>::new();
        pool.get()
    };
    drop(line);
}
