//! A guard of an object that must stay on its thread.

use std::rc::Rc;
use std::sync::Arc;
use std::thread;
use syncpool::prelude::*;

fn main() {
    let pool = Arc::new(SyncPool::builder().init(|| Rc::new(0)).reset(|_| {}).build());
    let guard = pool.get_owned();
    thread::spawn(move || drop(guard));
}
