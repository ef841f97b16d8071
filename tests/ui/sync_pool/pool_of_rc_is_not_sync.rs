//! Objects that must stay on their thread, in a pool that threads share.

use std::rc::Rc;
use std::thread;
use syncpool::prelude::*;

fn main() {
    let pool = SyncPool::builder().init(|| Rc::new(0)).reset(|_| {}).build();
    thread::scope(|scope| {
        scope.spawn(|| drop(pool.get()));
    });
}
