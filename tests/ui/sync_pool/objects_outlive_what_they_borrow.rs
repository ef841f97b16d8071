//! Idle objects that borrow from what is dropped before their pool.

use syncpool::prelude::*;

fn main() {
    let pool = SyncPool::builder().init(|| Vec::<&str>::new()).reset(|_| {}).build();
    {
        let text = String::from("to be");
        pool.get().push(&text);
    }
}
