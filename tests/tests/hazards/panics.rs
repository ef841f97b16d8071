//! User code that panics: in `init`, in `reset`, in `is_reusable`, in the drop of a field. The
//! pool stays usable; the object is dropped once, and never pooled.
//!
//! The cure: while user code runs, the object is a `Box` on the stack, and not in the pool. The pool
//! takes the object over after the last call of user code.

use std::cell::Cell;

use syncpool::Poolable;
use syncpool_tests::{Census, Counted, scaled};

use crate::panics_with;

/// The hook in which the next object panics.
#[derive(Clone, Copy, PartialEq, Debug)]
enum At {
    Nowhere,
    Init,
    Reset,
    IsReusable,
    DropOfField,
}

thread_local! {
    static AT: Cell<At> = const { Cell::new(At::Nowhere) };
}

/// Panics if a panic is planned for this hook, once.
fn visit(at: At) {
    if AT.get() == at {
        AT.set(At::Nowhere);
        panic!("planned: {at:?}");
    }
}

struct Fuse;

impl Drop for Fuse {
    fn drop(&mut self) {
        visit(At::DropOfField);
    }
}

/// An object whose every hook may panic. A counted field stands before and one after the field that
/// panics, so that the test sees both of them dropped.
struct Explosive {
    _before: Counted,
    fuses: Vec<Fuse>,
    _after: Counted,
}

impl Explosive {
    fn new(census: &'static Census) -> Self {
        let before = census.object();
        visit(At::Init);
        Explosive { _before: before, fuses: Vec::new(), _after: census.object() }
    }
}

impl Poolable for Explosive {
    fn reset(&mut self) {
        visit(At::Reset);
        self.fuses.clear();
    }

    fn is_reusable(&self) -> bool {
        visit(At::IsReusable);
        true
    }
}

/// All the ways to panic, in turns, on one pool.
macro_rules! survives {
    ($size:expr) => {{
        static CENSUS: Census = Census::new();
        syncpool::pool!(static POOL: Explosive = $size, init = || Explosive::new(&CENSUS));
        // Two `Counted` an object.
        let live = || CENSUS.live() / 2;
        let is_usable = || {
            let guards: Vec<_> = (0..$size).map(|_| POOL.get()).collect();
            drop(guards);
            assert_eq!((POOL.len(), live()), ($size, $size));
        };
        is_usable();

        for _ in 0..scaled(3 * $size, 2) {
            for at in [At::Reset, At::IsReusable, At::DropOfField] {
                let idle = POOL.len();
                let mut guard = POOL.get();
                guard.fuses.extend([Fuse, Fuse]);
                AT.set(at);
                panics_with("planned", || drop(guard));
                assert_eq!((POOL.len(), live()), (idle - 1, idle - 1), "after {at:?}");
                is_usable();

                let mut object = POOL.take();
                object.fuses.extend([Fuse, Fuse]);
                AT.set(at);
                panics_with("planned", || drop(POOL.put(object)));
                assert_eq!((POOL.len(), live()), (idle - 1, idle - 1), "after {at:?}");
                is_usable();
            }

            POOL.trim(0);
            let misses = POOL.miss_count();
            AT.set(At::Init);
            panics_with("planned", || drop(POOL.get()));
            AT.set(At::Init);
            panics_with("planned", || drop(POOL.take()));
            AT.set(At::Init);
            panics_with("planned", || _ = POOL.refill(2));
            assert_eq!((POOL.len(), CENSUS.live(), POOL.miss_count()), (0, 0, misses));
            is_usable();
        }

        // A drop panics while the pool drops objects: the remaining objects stay usable.
        let mut guards: Vec<_> = (0..$size + 2).map(|_| POOL.get()).collect();
        guards[$size].fuses.push(Fuse);
        guards[$size + 1].fuses.push(Fuse);
        AT.set(At::DropOfField);
        panics_with("planned", || drop(guards));
        is_usable();
    }};
}

#[test]
fn a_pool_with_magazines_survives_them() {
    survives!(64);
}

#[test]
fn a_small_pool_survives_them() {
    survives!(3);
}

/// `trim` and a put to a full pool call destructors. Each object has left the pool before.
#[test]
fn the_drop_of_an_object_panics() {
    static CENSUS: Census = Census::new();

    struct Bomb(Counted);
    impl Drop for Bomb {
        fn drop(&mut self) {
            self.0.check_out();
            visit(At::DropOfField);
        }
    }
    impl Poolable for Bomb {
        fn reset(&mut self) {}
    }
    syncpool::pool!(static POOL: Bomb = 64, init = || Bomb(CENSUS.object()));

    POOL.refill(64);
    for left in (0..64).rev() {
        AT.set(At::DropOfField);
        panics_with("planned", || _ = POOL.trim(left));
        assert_eq!((POOL.len(), CENSUS.live()), (left, left));
    }
    POOL.refill(64);
    AT.set(At::DropOfField);
    panics_with("planned", || drop(POOL.put(Box::new(Bomb(CENSUS.object())))));
    assert_eq!((POOL.len(), CENSUS.live()), (64, 64));
}

/// A destructor that runs while its thread unwinds may use the pool. Its guards drop their objects, as others do
/// then. An object that it puts is kept.
#[test]
fn a_destructor_uses_the_pool_while_its_thread_unwinds() {
    static CENSUS: Census = Census::new();
    syncpool::pool! {
        static LARGE: Explosive = 64, init = || Explosive::new(&CENSUS);
        static SMALL: Explosive = 4, init = || Explosive::new(&CENSUS);
    }

    struct UsesPools;
    impl Drop for UsesPools {
        fn drop(&mut self) {
            assert!(std::thread::panicking());
            for get in [|| LARGE.get(), || LARGE.try_get().expect("one is idle")] {
                drop(get());
            }
            drop((SMALL.get(), SMALL.try_get()));
            let taken = [LARGE.take(), syncpool::Pooled::into_box(LARGE.get())];
            taken.into_iter().for_each(|object| assert!(LARGE.put(object).is_none()));
            assert!(SMALL.put(SMALL.take()).is_none());
        }
    }
    LARGE.refill(10);
    SMALL.refill(4);
    panics_with("the user's own", || {
        let _uses_pools = UsesPools;
        panic!("the user's own");
    });
    assert_eq!((LARGE.len(), SMALL.len(), CENSUS.live()), (8, 2, 2 * 10));
    let unwinding = [LARGE.stats(), SMALL.stats()].map(|stats| stats.discarded_unwinding);
    assert_eq!(unwinding, [2, 2]);
}

/// A guard that unwinding drops does not give its half-changed object back. It does not call `reset`
/// either: a second panic would abort the program.
#[test]
fn an_unwinding_guard_drops_its_object() {
    static CENSUS: Census = Census::new();
    syncpool::pool!(static POOL: Explosive = 64, init = || Explosive::new(&CENSUS));

    panics_with("the user's own", || {
        let _guards: Vec<_> = (0..10).map(|_| POOL.get()).collect();
        AT.set(At::Reset);
        panic!("the user's own");
    });
    AT.set(At::Nowhere);
    assert_eq!((POOL.len(), CENSUS.live()), (0, 0));
}
