//! Threads that share nothing but pools.
//!
//! The content of the objects is plain memory. Only the pool orders one thread's writes before the
//! next thread's reads: the test has no lock, no channel and no counter. So ThreadSanitizer reports
//! each ordering that the pool lacks as a data race, and nothing has to be suppressed. Without
//! ThreadSanitizer this is a stress test.

use std::thread;

use syncpool::prelude::*;
use syncpool_tests::join;

const THREADS: u64 = 4;

/// Plain memory, in the object and behind it.
#[derive(Debug)]
struct Page {
    owner: u64,
    lines: Vec<u64>,
}

impl Page {
    fn blank() -> Self {
        Page { owner: 0, lines: Vec::with_capacity(8) }
    }

    /// Writes to the page, as its only owner.
    fn fill(&mut self, stamp: u64) {
        assert!(self.owner == 0 && self.lines.is_empty(), "it was not reset: {self:?}");
        self.owner = stamp;
        self.lines.extend([stamp; 6]);
    }

    fn check(&self, stamp: u64) {
        assert_eq!((self.owner, &self.lines[..]), (stamp, &[stamp; 6][..]), "two owners");
    }
}

impl Poolable for Page {
    fn reset(&mut self) {
        self.owner = 0;
        self.lines.clear();
    }
}

macro_rules! share {
    ($pages:ident of $size:literal) => {{
        let life = |thread: u64| {
            for round in 0..2_000 {
                let stamp = thread << 32 | (round + 1);
                // From a single object to a few magazines.
                let count = [1, 1, 2, 1, 5, 1, 20, 1, 1, 70][round as usize % 10];
                let mut pages: Vec<_> = (0..count).map(|_| $pages.get()).collect();
                for page in &mut pages {
                    page.fill(stamp);
                }
                if round % 7 == 0 {
                    thread::yield_now();
                }
                pages.iter().for_each(|page| page.check(stamp));
                match round % 200 {
                    10 => _ = $pages.trim($size / 2),
                    20 => _ = $pages.refill($size / 2),
                    30 => drop($pages.put(Pooled::into_box(pages.swap_remove(0)))),
                    40 => assert!($pages.len() <= $size && $pages.stats().idle <= $size),
                    _ => {}
                }
            }
        };
        // Twice, so that the second threads take over the objects that the first ones left.
        for _ in 0..2 {
            thread::scope(|scope| {
                join((1..=THREADS).map(|thread| scope.spawn(move || life(thread))));
            });
        }
        assert!((1..=$size).contains(&$pages.len()), "{}", $pages.stats());
    }};
}

#[test]
fn through_a_small_pool() {
    pool!(static PAGES: Page = 8, init = Page::blank);
    share!(PAGES of 8);
}

#[test]
fn through_one_block() {
    pool!(static PAGES: Page = 64, init = Page::blank);
    share!(PAGES of 64);
}

#[test]
fn through_many_blocks() {
    pool!(static PAGES: Page = 1024, init = Page::blank);
    share!(PAGES of 1024);
}

/// A run-time pool of `size` that was expanded. std's `OnceLock` orders an expansion, so it is done
/// before the threads start.
fn run_time(size: usize) -> SyncPool<Page> {
    let first = size - size / 3;
    let pool = SyncPool::builder().init(Page::blank).capacity(first).build();
    assert!(pool.allow_expansion(true).expand(size - first));
    pool
}

#[test]
fn through_a_small_run_time_pool() {
    let pages = &run_time(8);
    share!(pages of 8);
}

#[test]
fn through_a_run_time_pool() {
    let pages = &run_time(300);
    share!(pages of 300);
}

/// Threads start and end while others are at work: a magazine gets a new owner without a join between.
#[test]
fn through_magazines_that_change_hands() {
    pool!(static PAGES: Page = 128, init = Page::blank);
    thread::scope(|scope| {
        let life = |spawner: u64| {
            for round in 0..100 {
                // The other spawners do not join it: only the pool orders them.
                let short = scope.spawn(move || {
                    let stamp = spawner << 32 | (round + 1);
                    let mut pages: Vec<_> = (0..10).map(|_| PAGES.get()).collect();
                    pages.iter_mut().for_each(|page| page.fill(stamp));
                    pages.iter().for_each(|page| page.check(stamp));
                });
                if round % 2 == 0 {
                    short.join().unwrap();
                }
            }
        };
        join((1..=THREADS).map(|spawner| scope.spawn(move || life(spawner))));
    });
    assert!(PAGES.len() <= 128);
}

/// A page that one thread gets and another gives back. Only a second pool, whose object holds the
/// page, hands it over.
#[test]
fn through_a_pool_in_a_pool() {
    pool! {
        static PAGES: Page = 64, init = Page::blank;
        static FOLDERS: Option<Pooled<PAGES>> = 64, init = || None, reset = |_| ();
    }
    let life = |thread: u64| {
        for round in 0..4_000 {
            let stamp = thread << 32 | (round + 1);
            let mut folder = FOLDERS.get();
            // The page that another thread has put into the folder.
            if let Some(page) = folder.take() {
                page.check(page.owner);
            }
            let mut page = PAGES.get();
            page.fill(stamp);
            *folder = Some(page);
        }
    };
    thread::scope(|scope| {
        join((1..=THREADS).map(|thread| scope.spawn(move || life(thread))));
    });
}
