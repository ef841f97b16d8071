//! `max_capacity` on a pool whose objects have none.

use syncpool::prelude::*;

fn main() {
    let _ = SyncPool::<u64>::builder().max_capacity(4096).build();
}
