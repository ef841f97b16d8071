//! The counters of the classes, and their sums.

use syncpool::prelude::*;
use syncpool::{Stats, WithCapacity};

#[test]
fn the_total_is_the_sum_of_the_classes() {
    pool!(static LINES: String = 8, sizes = [100, 1000, 10_000]);

    drop([LINES.get_with_capacity(1), LINES.get_with_capacity(1), LINES.get_with_capacity(500)]);
    let mut grown = LINES.get_with_capacity(1);
    grown.reserve_exact(1000);
    drop(grown);
    let used = LINES.get_with_capacity(10_000);

    let stats = LINES.stats();
    let of_classes: Vec<_> = stats
        .classes
        .iter()
        .map(|class| (class.size, class.stats.idle, class.stats.hits, class.stats.misses))
        .collect();
    assert_eq!(of_classes, [(100, 1, 1, 2), (1000, 2, 0, 1), (10_000, 0, 0, 1)]);
    let total = stats.total();
    assert_eq!((total.capacity, total.idle, total.in_use), (24, 3, 1));
    assert_eq!((total.hits, total.misses, total.returned), (1, 4, 4));
    assert_eq!((stats.idle_bytes, stats.max_bytes), (None, None));
    drop(used);

    let text = LINES.stats().to_string();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert!(lines[1].starts_with("1000: 2 of 8 idle"), "{text}");
    assert!(lines[3].starts_with("total: 4 of 24 idle, 0 in use"), "{text}");
}

/// Each counter of the total is the sum of the classes', none of which is nought.
#[test]
fn the_total_sums_each_counter() {
    #[derive(Default)]
    struct Line(String);
    impl WithCapacity for Line {
        fn with_capacity(capacity: usize) -> Self {
            Line(String::with_capacity(capacity))
        }
        fn capacity(&self) -> usize {
            self.0.capacity()
        }
    }
    pool! {
        static LINES: Line = 64, sizes = [100, 1000],
            reset = |line| line.0.clear(),
            reusable = |line| line.0.capacity() % 2 == 0;
    }

    for capacity in [100, 1000] {
        for _ in 0..3 {
            drop((0..100).map(|_| LINES.get_with_capacity(capacity)).collect::<Vec<_>>());
        }
        let mut unfit = LINES.get_with_capacity(capacity);
        unfit.0 = String::with_capacity(101);
        drop(unfit);
        let unwinds = || {
            let _line = LINES.get_with_capacity(capacity);
            panic!("while it is in use");
        };
        assert!(std::panic::catch_unwind(unwinds).is_err());
    }
    let stats = LINES.stats();
    let [first, second] = [&stats.classes[0].stats, &stats.classes[1].stats];
    let total = stats.total();
    let counters = |stats: &Stats| {
        [stats.hits, stats.misses, stats.returned, stats.discarded_full, stats.transfers]
    };
    let sums: Vec<_> = counters(first)
        .iter()
        .zip(counters(second))
        .map(|(first, second)| first + second)
        .collect();
    assert_eq!(counters(&total), *sums);
    assert!(counters(first).iter().chain(&counters(second)).all(|&count| count > 0));
    assert_eq!(total.high_water, first.high_water + second.high_water);
    // What is not kept has no class: it counts in the first.
    assert_eq!((total.discarded_unfit, total.discarded_unwinding), (2, 2));
}

#[test]
fn a_discarded_object_is_counted() {
    let pool = SizedPool::<String>::builder().largest(1024).build();
    Pooled::discard(pool.get_with_capacity(1));
    let total = pool.stats().total();
    assert_eq!((pool.len(), total.discarded_unfit, total.in_use), (0, 1, 0));
}

#[test]
fn a_limit_is_printed() {
    let pool = SizedPool::<String>::builder().largest(1024).max_bytes(5000).build();
    drop(pool.get_with_capacity(1));
    assert!(pool.stats().to_string().ends_with(", 1024 of 5000 bytes"), "{}", pool.stats());
}

#[test]
fn debug_output() {
    pool!(static LINES: String = 8, sizes = [100, 1000], max_bytes = 1 << 20);
    assert_eq!(format!("{:?}", LINES.handle()), "LINES");
    let text = format!("{LINES:?}");
    assert!(text.contains("LINES") && text.contains("[100, 1000]"), "{text}");
    let pool = SizedPool::<String>::builder().name("lines").build();
    assert!(format!("{pool:?}").contains("lines"));
}
