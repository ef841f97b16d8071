//! A function that must stay on its thread.

use std::rc::Rc;
use syncpool::prelude::*;

fn main() {
    let prefix = Rc::new(String::from("log: "));
    let _ = SyncPool::builder().init(move || String::clone(&prefix)).build();
}
