//! A few huge buffers that pin memory for ever.

use syncpool::prelude::*;
use syncpool_tests::scaled;

const USUAL: usize = 4 << 10;
const HUGE: usize = scaled(8 << 20, 32 << 10);

/// The cure: `max_capacity` shrinks the field after its reset.
#[test]
fn max_capacity_gives_the_excess_back() {
    #[derive(Default, Poolable)]
    struct Job {
        #[poolable(max_capacity = USUAL)]
        body: Vec<u8>,
        name: String,
    }
    pool!(static JOBS: Job = 64);

    let mut job = JOBS.get();
    job.body.resize(HUGE, 1);
    job.name.push_str("huge");
    drop(job);

    let job = JOBS.try_get().expect("the job was kept");
    assert!((1..=USUAL).contains(&job.body.capacity()), "{}", job.body.capacity());
    assert!(job.name.capacity() >= 4, "only what is limited shrinks");
}

/// The cure: an object whose `is_reusable` says no is not kept.
#[test]
fn is_reusable_drops_the_object() {
    struct Frame(Vec<u8>);
    impl Poolable for Frame {
        fn reset(&mut self) {
            self.0.clear();
        }
        fn is_reusable(&self) -> bool {
            self.0.capacity() <= USUAL
        }
    }
    pool!(static FRAMES: Frame = 64, init = || Frame(Vec::new()));

    let (mut usual, mut huge) = (FRAMES.get(), FRAMES.get());
    usual.0.reserve_exact(USUAL);
    huge.0.reserve_exact(HUGE);
    drop((usual, huge));

    assert_eq!((FRAMES.len(), FRAMES.stats().discarded_unfit), (1, 1));
    assert_eq!(FRAMES.get().0.capacity(), USUAL);
    let refused = FRAMES.put(Box::new(Frame(Vec::with_capacity(HUGE))));
    assert_eq!(refused.expect("it is not kept").0.capacity(), HUGE);
}

/// The cure: `trim` drops the idle objects in the depot and in this thread's magazine.
#[test]
fn trim_frees_what_is_idle() {
    use syncpool_tests::{Census, Counted};
    static CENSUS: Census = Census::new();
    pool!(static POOL: Counted = 256, init = || CENSUS.object());

    POOL.refill(200);
    drop((0..100).map(|_| POOL.get()).collect::<Vec<_>>());
    assert_eq!((POOL.trim(150), POOL.len(), CENSUS.live()), (50, 150, 150));
    assert_eq!((POOL.trim(150), POOL.len()), (0, 150));
    assert_eq!((POOL.trim(0), POOL.len(), CENSUS.live()), (150, 0, 0));
    // Trimmed objects do not count as gets.
    assert_eq!((POOL.stats().hits, POOL.stats().misses), (100, 0));
}
