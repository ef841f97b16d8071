//! The options of a pool, `pool!`'s and the builder's: each, and every combination.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use syncpool::prelude::*;

/// Bytes that every object has if the pool makes it with an option.
const MADE: usize = 16;

/// The limit of the pools that have one, in bytes.
const LIMIT: usize = 64;

/// A capacity, in bytes, that the pools with `reusable` do not keep.
const REFUSED: usize = 32;

/// A capacity, in bytes, that an adaptive pool finds too large if a single byte of it is used.
const HUGE: usize = 1 << 20;

fn make() -> Vec<u8> {
    Vec::with_capacity(MADE)
}

#[allow(clippy::box_collection, reason = "a pool keeps boxes")]
fn make_boxed() -> Box<Vec<u8>> {
    Box::new(make())
}

#[allow(clippy::ptr_arg, reason = "the signature of `reusable`")]
fn is_welcome(bytes: &Vec<u8>) -> bool {
    bytes.capacity() != REFUSED
}

/// Calls `$check! { OPTIONS }` for each way to choose one group of tokens from each list.
macro_rules! for_all {
    ($check:ident {$($chosen:tt)*}) => { $check! { $($chosen)* } };
    ($check:ident $chosen:tt [$($choice:tt)*] $($rest:tt)*) => {
        for_all!(@each $check $chosen [$($choice)*] [$($rest)*])
    };
    (@each $check:ident $chosen:tt [$($choice:tt)*] $rest:tt) => {
        $( for_all!(@join $check $chosen $choice $rest); )*
    };
    (@join $check:ident {$($chosen:tt)*} {$($choice:tt)*} [$($rest:tt)*]) => {
        for_all!($check {$($chosen)* $($choice)*} $($rest)*)
    };
}

macro_rules! check_static {
    ($($options:tt)*) => {{
        pool!(static BUFFERS: Vec<u8> = 16 $($options)*);
        check(BUFFERS.handle(), stringify!($($options)*));
    }};
}

macro_rules! check_run_time {
    ($($options:tt)*) => {{
        let pool = SyncPool::<Vec<u8>>::builder().capacity(16) $($options)*.build();
        check(&pool, stringify!($($options)*));
    }};
}

/// Checks that a pool does what each of its options says.
fn check<P: Pool<Item = Vec<u8>> + Copy>(pool: P, options: &str) {
    let has = |option: &str| options.contains(option);
    let keeps_first = has("truncate");
    let room = |capacity: usize| if has("max_capacity") { capacity.min(LIMIT) } else { capacity };
    let with_capacity = |capacity: usize, used: usize| {
        let mut bytes = Vec::with_capacity(capacity);
        bytes.resize(used, 1);
        Box::new(bytes)
    };

    let mut made = pool.take();
    assert_eq!(made.capacity(), if has("make") { MADE } else { 0 }, "{options}");
    made.extend([7, 8]);
    assert_eq!(pool.put(made), None, "{options}");
    assert_eq!(*pool.take(), if keeps_first { vec![7] } else { vec![] }, "{options}");

    assert_eq!(pool.put(with_capacity(1000, 1000)), None, "{options}");
    assert_eq!(pool.take().capacity(), room(1000), "{options}");

    let refused = pool.put(with_capacity(REFUSED, 0));
    assert_eq!(refused.is_some(), has("reusable"), "{options}");
    assert_eq!(pool.try_take().is_some(), !has("reusable"), "{options}");

    // In the first interval, no object is too large. A pool that clears objects by a function does not know
    // how much memory they hold.
    let outgrown = has("from_nanos") && !keeps_first;
    assert_eq!(pool.put(with_capacity(HUGE, 1)).is_some(), outgrown, "{options}");
    let found = pool.try_take().map(|bytes| bytes.capacity());
    assert_eq!(found, (!outgrown).then_some(room(HUGE)), "{options}");
}

#[test]
fn every_combination_in_a_declaration() {
    for_all! {
        check_static {}
        [{} {, init = make} {, init_boxed = make_boxed}]
        [{} {, reset = |bytes| bytes.truncate(1)}]
        [{} {, max_capacity = LIMIT}]
        [{} {, reusable = is_welcome}]
        [{} {, retain = adaptive} {, retain = adaptive(Duration::from_nanos(1))}]
    }
}

#[test]
fn every_combination_of_the_builder() {
    for_all! {
        check_run_time {}
        [{} {.init(make)} {.init_boxed(make_boxed)}]
        [{} {.reset(|bytes| bytes.truncate(1))}]
        [{} {.max_capacity(LIMIT)}]
        [{} {.reusable(is_welcome)}]
        [{} {.adaptive()} {.adaptive_every(Duration::from_nanos(1))}]
    }
}

#[test]
fn options_come_in_any_order() {
    pool!(
        static BUFFERS: Vec<u8> = 16,
            retain = adaptive,
            reusable = is_welcome,
            max_capacity = LIMIT,
            reset = |bytes| bytes.truncate(1),
            init = make
    );
    check(BUFFERS.handle(), "make truncate max_capacity reusable adaptive");
}

/// A file that is fit unless a write has failed. The pool has an opinion, too.
#[derive(Default)]
struct File {
    failed: bool,
    asked: bool,
    written: usize,
}

impl Poolable for File {
    fn reset(&mut self) {
        self.asked = false;
    }

    fn is_reusable(&self) -> bool {
        !self.failed
    }
}

/// Marks the file as asked, and refuses long ones.
fn is_short(file: &File) -> bool {
    assert!(!file.failed, "the trait has refused this one already");
    assert!(!file.asked, "the file is reset first");
    file.written < 100
}

#[track_caller]
fn assert_both_decide<P: Pool<Item = File> + Copy>(pool: P) {
    for (failed, written, kept) in [(false, 1, true), (true, 1, false), (false, 100, false)] {
        let file = Box::new(File { failed, asked: true, written });
        assert_eq!(pool.put(file).is_none(), kept, "failed: {failed}, written: {written}");
    }
}

#[test]
fn an_object_is_kept_if_its_type_and_its_pool_agree() {
    pool!(static FILES: File = 16, reusable = is_short);
    assert_both_decide(FILES.handle());
    assert_eq!((FILES.len(), FILES.stats().discarded_unfit), (1, 2));

    let pool = SyncPool::builder().reusable(is_short).build();
    assert_both_decide(&pool);
    assert_eq!((pool.len(), pool.stats().discarded_unfit), (1, 2));
}

#[test]
fn a_reset_of_the_pools_own_does_not_ask_the_type() {
    pool!(
        static FILES: File = 16,
            reset = |file| file.asked = false,
            reusable = |file| file.written < 100
    );
    let pool = SyncPool::<File>::builder()
        .reset(|file: &mut File| file.asked = false)
        .reusable(|file| file.written < 100)
        .build();
    let failed = || Box::new(File { failed: true, ..File::default() });
    assert!(FILES.put(failed()).is_none());
    assert!(pool.put(failed()).is_none());
    let long = || Box::new(File { written: 100, ..File::default() });
    assert!(FILES.put(long()).is_some());
    assert!(pool.put(long()).is_some());
}

#[test]
fn another_reset_handle_leaves_the_other_options() {
    let pool = SyncPool::<Vec<u8>>::builder().max_capacity(LIMIT).reusable(is_welcome).build();
    pool.reset_handle(|bytes| bytes.truncate(1));
    check(&pool, "truncate max_capacity reusable");

    let pool = SyncPool::builder().reusable(|file: &File| file.written < 100).build();
    pool.reset_handle(|file| file.asked = false);
    assert_both_decide(&pool);
}

#[test]
fn objects_that_are_not_cleared_shrink_to_what_they_hold() {
    let pool = SyncPool::<Vec<u8>>::builder().without_reset().max_capacity(LIMIT).build();
    let mut bytes = pool.get();
    bytes.reserve_exact(1000);
    bytes.extend([7; 100]);
    drop(bytes);
    let bytes = pool.get();
    assert_eq!((bytes.as_slice(), bytes.capacity()), (&[7; 100][..], 100));
}

#[test]
fn objects_that_are_not_cleared_are_kept_if_they_are_fit() {
    let pool = SyncPool::<Vec<u8>>::builder().without_reset().reusable(is_welcome).build();
    let is_kept = |capacity| pool.put(Box::new(Vec::with_capacity(capacity))).is_none();
    assert_eq!([is_kept(REFUSED), is_kept(REFUSED + 1)], [false, true]);
}

#[test]
fn a_panic_in_reusable_drops_the_object_and_nothing_else() {
    pool!(static FILES: File = 16, reusable = |_| panic!("reusable"));
    let pool = SyncPool::<File>::builder().reusable(|_| panic!("reusable")).build();
    for _ in 0..20 {
        catch_unwind(|| drop(FILES.get())).unwrap_err();
        catch_unwind(AssertUnwindSafe(|| drop(pool.get()))).unwrap_err();
    }
    assert_eq!((FILES.len(), FILES.stats().discarded_unwinding), (0, 20));
    assert_eq!((pool.len(), pool.stats().discarded_unwinding), (0, 20));
    assert_eq!((FILES.stats().in_use, pool.stats().in_use), (0, 0));
}
