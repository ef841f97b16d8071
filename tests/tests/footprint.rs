//! The memory of a pool: its bytes, and that none of them is touched before the first use.

use std::mem::size_of_val;

use syncpool::prelude::*;

pool! {
    static ONE: Vec<u8> = 1;
    static EIGHT: Vec<u8> = 8;
    static USUAL: Vec<u8> = 64;
    static MEDIUM: Vec<u8> = 128;
    static THOUSAND: Vec<u8> = 1024;
    static MANY: Vec<u8> = 65_536;
    static MILLION: Vec<u8> = 1_048_576;
}

/// The names of the pools, their capacities, and the bytes that each takes.
fn footprints() -> [(&'static str, usize, usize); 7] {
    macro_rules! footprints {
        ($($pool:ident)+) => {
            [$((stringify!($pool), $pool.capacity(), size_of_val(&$pool))),+]
        };
    }
    footprints![ONE EIGHT USUAL MEDIUM THOUSAND MANY MILLION]
}

#[test]
fn a_static_pool_takes_at_most_16_bytes_an_object_and_1024() {
    for (_, capacity, bytes) in footprints() {
        assert!(bytes <= 16 * capacity + 1024, "{bytes} bytes for {capacity} objects");
    }
}

/// The table of `docs/performance.md`.
#[test]
#[cfg(target_pointer_width = "64")]
fn the_documented_sizes_are_these() {
    let sizes = footprints().map(|(_, capacity, bytes)| (capacity, bytes));
    let documented = [
        (1, 512),
        (8, 1152),
        (64, 1152),
        (128, 1920),
        (1024, 10_880),
        (65_536, 656_128),
        (1_048_576, 10_490_368),
    ];
    assert_eq!(sizes, documented);
}

#[test]
fn a_guard_is_one_pointer() {
    assert_eq!(size_of::<Pooled<USUAL>>(), size_of::<usize>());
    assert_eq!(size_of::<Option<Pooled<USUAL>>>(), size_of::<usize>());
    assert_eq!(size_of::<Pooled<&SyncPool<Vec<u8>>>>(), 2 * size_of::<usize>());
}

/// A declared pool lies in memory that the system zeroes at the first access. So the pool adds
/// nothing to the program's file, and nothing to the time of its start.
#[test]
#[cfg(all(feature = "checks", target_os = "linux"))]
fn a_declared_pool_lies_in_zeroed_memory() {
    use object::{Object, ObjectSection, ObjectSymbol, SectionKind};

    let program =
        std::fs::read(std::env::current_exe().expect("Linux knows it")).expect("readable");
    let file = object::File::parse(&*program).expect("an object file");
    for (pool, _, bytes) in footprints() {
        let is_it = |symbol: &object::Symbol<'_, '_>| {
            let named = |name: &str| name.contains("footprint") && name.contains(pool);
            symbol.size() == bytes as u64 && symbol.name().is_ok_and(named)
        };
        let symbol = file.symbols().find(is_it).expect("each pool has a symbol");
        let section = symbol.section_index().expect("it is defined");
        let section = file.section_by_index(section).expect("its section exists");
        assert_eq!(section.kind(), SectionKind::UninitializedData, "{pool}");
    }
}
