//! Owners on many threads. The contents are plain memory, so ThreadSanitizer sees each ordering that is missing.

use std::sync::mpsc;
use std::thread;

use syncpool::prelude::*;
use syncpool_tests::{Census, Counted, join, scaled};

const THREADS: usize = 3;
const ROUNDS: u64 = scaled(if cfg!(debug_assertions) { 2_000 } else { 20_000 }, 40) as u64;

/// Each message goes to all threads. One of them, which nobody chooses, gives it back.
#[test]
fn a_message_goes_to_all_and_comes_back_once() {
    pool!(static MESSAGES: Shareable<Vec<u64>> = 64);

    let (connections, threads): (Vec<_>, Vec<_>) = (0..THREADS)
        .map(|_| {
            let (sender, receiver) = mpsc::sync_channel::<PooledArc<MESSAGES>>(16);
            let read = move || {
                for (number, message) in (0..).zip(receiver) {
                    assert_eq!(message, [number; 5]);
                    drop(message.clone());
                }
            };
            (sender, thread::spawn(read))
        })
        .unzip();
    for number in 0..ROUNDS {
        let mut message = MESSAGES.get();
        assert!(message.is_empty(), "another thread has it");
        message.extend([number; 5]);
        let message = Pooled::share(message);
        for connection in &connections {
            connection.send(message.clone()).unwrap();
        }
    }
    drop(connections);
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(MESSAGES.stats().in_use, 0);
    let most = (THREADS * 18 + 1) as u64;
    assert!(MESSAGES.miss_count() <= most, "{} messages were made", MESSAGES.miss_count());
}

/// Threads that only share an object: each reads it, adds and drops owners, and then changes it if it is the only
/// owner, or changes a copy.
#[test]
fn only_owners_that_are_alone_change_an_object() {
    #[derive(Default)]
    struct Page {
        lines: [u64; 8],
    }
    impl Clone for Page {
        fn clone(&self) -> Self {
            let [first, ..] = self.lines;
            assert_eq!(self.lines, [first; 8], "it is changed while it is copied");
            Page { lines: self.lines }
        }
    }
    impl Poolable for Page {
        fn reset(&mut self) {
            self.lines = [0; 8];
        }
    }
    pool!(static PAGES: Shareable<Page> = 64);

    for round in 1..=ROUNDS / 10 {
        let mut page = PAGES.get();
        assert_eq!(page.lines, [0; 8]);
        page.lines = [round; 8];
        let page = Pooled::share(page);
        let owners: Vec<_> = (1..THREADS).map(|_| page.clone()).collect();
        let uses = move |mut page: PooledArc<PAGES>, own: u64| {
            assert_eq!(page.lines, [round; 8]);
            drop((page.clone(), page.clone()));
            if let Some(page) = PooledArc::get_mut(&mut page) {
                page.lines = [round; 8];
            }
            PooledArc::make_mut(&mut page).lines = [own; 8];
            assert_eq!(page.lines, [own; 8]);
        };
        let threads = owners.into_iter().zip(1_000_000..);
        let threads: Vec<_> =
            threads.map(|(page, own)| thread::spawn(move || uses(page, own))).collect();
        uses(page, 2_000_000);
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    }
    assert_eq!(PAGES.stats().in_use, 0);
}

/// Threads that share one guard by reference, and clone it.
#[test]
fn a_guard_is_cloned_through_a_reference() {
    static CENSUS: Census = Census::new();
    pool!(static OBJECTS: Shareable<Counted> = 8, init = || Shareable::new(CENSUS.object()));

    for _ in 0..ROUNDS / 20 {
        let owner = Pooled::share(OBJECTS.get());
        owner.check_out();
        thread::scope(|scope| {
            let clone = || {
                let owners = [owner.clone(), owner.clone()];
                owners.iter().for_each(|owner| owner.assert_out());
            };
            join((0..THREADS).map(|_| scope.spawn(clone)));
        });
        assert_eq!(PooledArc::strong_count(&owner), 1);
    }
    assert_eq!((OBJECTS.len(), OBJECTS.miss_count(), CENSUS.live()), (1, 1, 1));
}
