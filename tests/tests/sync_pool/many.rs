//! `SyncPool`: many pools at once keep their objects apart.

use std::thread;

use syncpool::SyncPool;

#[test]
fn many_pools_at_once_keep_their_objects_apart() {
    // More pools than a thread has cached entries for: most of them share one.
    let pools: Vec<_> = (0..500).map(|_| SyncPool::<Vec<usize>>::builder().build()).collect();
    for _ in 0..3 {
        for (number, pool) in pools.iter().enumerate() {
            pool.reset_handle(|_| {});
            let mut numbers = pool.get();
            assert!(numbers.iter().all(|&found| found == number));
            numbers.push(number);
        }
    }
    assert!(pools.iter().all(|pool| (pool.len(), pool.miss_count()) == (1, 1)));
}

#[test]
fn pools_that_share_an_entry_lose_nothing_when_a_thread_ends() {
    let pools: Vec<_> = (0..500).map(|_| SyncPool::<String>::builder().build()).collect();
    // Often enough for a magazine of each pool.
    let use_often = |pool: &SyncPool<String>| {
        (0..10).for_each(|_| drop([pool.get(), pool.get()]));
    };
    thread::scope(|scope| {
        for _ in 0..3 {
            let uses = || pools.iter().for_each(use_often);
            scope.spawn(uses).join().unwrap();
        }
    });
    assert!(pools.iter().all(|pool| (pool.len(), pool.miss_count()) == (2, 2)));
    let all = |pool: &SyncPool<String>| std::iter::from_fn(|| pool.try_take()).count() == 2;
    assert!(pools.iter().all(all), "every object can be had");
}
