//! This project's static pools: those that the scenarios use.

use std::mem::size_of_val;

use syncpool::Pooled;

use crate::adapter::{Adapter, SendableGuard};
use crate::case::INTERVAL;
use crate::object::{Large, Retaining, Small, Tiny, Workload};

/// Declares static pools of a crate, and the adapter of each.
macro_rules! static_pools {
    (
        $pools:ident:
        $($adapter:ident: $name:ident = $capacity:expr, $work:ty $(, $retain:ident = $how:expr)?;)+
    ) => {$(
        $pools::pool! {
            /// The pool that the adapter of the same capacity uses.
            pub static $name: Vec<u8> = $capacity, init = <$work>::fresh $(, $retain = $how)?;
        }

        /// A static pool; its capacity is in its name.
        #[derive(Debug)]
        pub struct $adapter;

        impl Adapter<$work> for $adapter {
            type Held<'a> = $pools::Pooled<$name>;

            fn build(capacity: usize) -> Self {
                assert_eq!($name.capacity(), capacity, "the scenario's capacity");
                $name.trim(0);
                Self
            }

            #[inline]
            fn get(&self) -> Self::Held<'_> {
                $name.get()
            }

            fn misses(&self) -> Option<u64> {
                Some($name.miss_count())
            }
        }

        impl SendableGuard for $adapter {}
    )+};
}

static_pools! {
    syncpool:
    Static1: N1 = 1, Small;
    Static2: N2 = 2, Small;
    Static4: N4 = 4, Small;
    Static8: N8 = 8, Small;
    Static16: N16 = 16, Small;
    Static31: N31 = 31, Small;
    Static64: N64 = 64, Small;
    Static128: N128 = 128, Small;
    Static1024: N1024 = 1024, Small;
    Static2048: N2048 = 2048, Small;
    Static65536: N65536 = 65_536, Small;
    Static1048576: N1048576 = 1_048_576, Small;
    StaticLarge: LARGE = 64, Large;
    StaticRetaining: RETAINING = 64, Retaining;
    StaticAdaptive: ADAPTIVE = 64, Retaining, retain = adaptive(INTERVAL);
    StaticAdaptiveSmall: ADAPTIVE_SMALL = 64, Small, retain = adaptive(INTERVAL);
    Pair1: PAIR1 = 1, Small;
    Pair2: PAIR2 = 2, Small;
    Pair4: PAIR4 = 4, Small;
    Pair8: PAIR8 = 8, Small;
    Pair16: PAIR16 = 16, Small;
    Pair31: PAIR31 = 31, Small;
    Seldom64: SELDOM64 = 64, Tiny;
    Seldom1024: SELDOM1024 = 1024, Tiny;
}

static_pools! {
    syncpool_uncounted:
    Uncounted64: UNCOUNTED = 64, Small;
}

/// The capacity of each pool, and the bytes of its static.
pub fn footprints() -> Vec<(usize, usize)> {
    macro_rules! footprints {
        ($($name:ident)+) => { vec![$(($name.capacity(), size_of_val(&$name))),+] };
    }
    footprints![N1 N8 N64 N128 N1024 N2048 N65536 N1048576 LARGE]
}

/// The bytes of a guard.
pub fn guard_size() -> usize {
    size_of::<Pooled<N64>>()
}
