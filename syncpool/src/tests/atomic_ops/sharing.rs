//! The atomic operations of shared guards.

use super::{Cost, cost, updates};
use crate::{Pooled, PooledArc, Shareable, SyncPool};

#[test]
fn a_guard_with_one_owner_costs_no_update() {
    let pool = SyncPool::<Shareable<Vec<u8>>>::with_size(64);
    let own = pool.register().expect("the thread is not about to end");
    drop(pool.get());
    for _ in 0..100 {
        let cost = cost(own, || {
            let mut owner = Pooled::share(pool.get());
            PooledArc::make_mut(&mut owner).push(1);
            let guard = PooledArc::try_into_pooled(owner).expect("it is the only owner");
            drop(Pooled::share(guard));
        });
        assert_eq!((cost.updates, cost.lines), (0, 0));
    }
}

#[test]
fn an_owner_costs_one_update_each_way_and_the_last_one_none() {
    let pool = SyncPool::<Shareable<Vec<u8>>>::with_size(64);
    let own = pool.register().expect("the thread is not about to end");
    let owner = Pooled::share(pool.get());
    for _ in 0..100 {
        let mut others = Vec::with_capacity(4);
        let clones: Vec<_> = (0..4).map(|_| cost(own, || others.push(owner.clone()))).collect();
        assert_eq!(clones, [Cost { updates: 1, lines: 1, loads: 0 }; 4]);
        let drops = others.into_iter().map(|other| cost(own, || drop(other)));
        assert_eq!(updates(drops), [1; 4]);
    }
    let last = cost(own, || drop(owner));
    assert_eq!((last.updates, last.lines, pool.len()), (0, 0, 64));
}
