//! The counters of the classes, and their sums.

use syncpool::prelude::*;

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
