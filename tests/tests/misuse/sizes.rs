//! Objects without a size, and objects that want a large alignment.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use syncpool::prelude::*;

static DROPPED: AtomicUsize = AtomicUsize::new(0);

#[derive(Default, Poolable)]
struct Token;

impl Drop for Token {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::SeqCst);
    }
}

const PAGE: usize = 4096;

#[repr(align(4096))]
#[derive(Default, Poolable)]
struct Page(u8);

/// Gets more objects than the pool keeps, some of them at once, and looks at each.
fn exercise<P: Pool + Clone>(pool: &P, look: impl Fn(&[Pooled<P>])) {
    for count in [1, 10, 100, 3] {
        for _ in 0..20 {
            let guards: Vec<_> = (0..count).map(|_| Pool::get(pool.clone())).collect();
            look(&guards);
        }
    }
}

#[test]
fn objects_may_have_no_size() {
    pool!(static TOKENS: Token = 64);
    let pool = SyncPool::<Token>::builder().capacity(40).allow_expansion(true).build();
    assert!(pool.expand(24));
    exercise(&TOKENS.handle(), |guards| {
        assert!(guards.iter().all(|guard| size_of_val(&**guard) == 0))
    });
    exercise(&&pool, |_| {});
    assert_eq!((TOKENS.len(), pool.len()), (64, 64));
    let dropped = DROPPED.load(Ordering::SeqCst);
    assert_eq!((TOKENS.trim(0), pool.trim(1)), (64, 63));
    drop(pool);
    assert_eq!(DROPPED.load(Ordering::SeqCst) - dropped, 128);
}

#[test]
fn objects_may_want_a_large_alignment() {
    pool!(static PAGES: Page = 64);
    let look = |guards: &[&Page]| {
        let places: BTreeSet<_> = guards.iter().map(|page| (&raw const **page).addr()).collect();
        assert_eq!(places.len(), guards.len(), "two guards have one page");
        assert!(places.iter().all(|place| place % PAGE == 0));
    };
    exercise(&PAGES.handle(), |guards| {
        look(&guards.iter().map(|guard| &**guard).collect::<Vec<_>>())
    });
    let pool = SyncPool::<Page>::builder().capacity(40).allow_expansion(true).build();
    assert!(pool.expand(24));
    exercise(&&pool, |guards| look(&guards.iter().map(|guard| &**guard).collect::<Vec<_>>()));
    assert_eq!((PAGES.len(), pool.len()), (64, 64));
}
