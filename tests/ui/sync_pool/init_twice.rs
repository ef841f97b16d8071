//! Two ways to make an object.

use syncpool::prelude::*;

fn main() {
    let _ = SyncPool::builder().init(String::new).init_boxed(Box::<String>::default).build();
}
