//! A function that borrows from what ends before the pool may.

use syncpool::prelude::*;

fn main() {
    let prefix = String::from("log: ");
    let pool = SyncPool::<String>::new();
    pool.reset_handle(|line| line.clone_from(&prefix));
}
