use std::sync::Arc;
use std::thread;

use syncpool::SyncPool;

fn main() {
    let pool = Arc::new(SyncPool::<String>::new());
    let line = pool.get();
    thread::spawn(move || drop(line));
}
