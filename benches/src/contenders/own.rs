//! This project's static pools: one of each capacity that the scenarios use.

use std::mem::size_of_val;

use syncpool::Pooled;

use crate::contender::{Contender, crossing_by_drop};
use crate::object::{Large, Retaining, Small, Workload};
use crate::scenarios::retained::INTERVAL;

/// Memory that a pool takes: the capacity, then the bytes.
pub type Footprint = (usize, usize);

/// Declares a static pool and the contender that stands for it.
macro_rules! static_pools {
    ($($contender:ident: $name:ident = $capacity:expr, $work:ty $(, $retain:ident = $how:expr)?;)+) => {
        $(static_pool!(syncpool, $contender: $name = $capacity, $work $(, $retain = $how)?);)+
    };
}

/// The same with the crate that the pool comes from.
macro_rules! static_pool {
    (
        $pools:ident, $contender:ident: $name:ident = $capacity:expr, $work:ty
        $(, $retain:ident = $how:expr)?
    ) => {
        $pools::pool! {
            /// The pool that the contender of the same capacity stands for.
            pub static $name: Vec<u8> = $capacity, init = <$work>::fresh $(, $retain = $how)?;
        }

        /// A static pool; its capacity is in its name.
        #[derive(Debug)]
        pub struct $contender;

        impl Contender for $contender {
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

            #[inline]
            fn fill(held: &mut Self::Held<'_>) {
                <$work>::fill(held);
            }

            #[inline]
            fn give_back<'a>(&'a self, held: Self::Held<'a>) {
                drop(held);
            }

            fn misses(&self) -> Option<u64> {
                Some($name.miss_count())
            }
        }

        crossing_by_drop!(impl [] $contender);
    };
}

static_pools! {
    Static1: N1 = 1, Small;
    Static8: N8 = 8, Small;
    Static64: N64 = 64, Small;
    Static128: N128 = 128, Small;
    Static1024: N1024 = 1024, Small;
    Static2048: N2048 = 2048, Small;
    Static65536: N65536 = 65_536, Small;
    Static1048576: N1048576 = 1_048_576, Small;
    StaticLarge: LARGE = 64, Large;
    StaticRetaining: RETAINING = 64, Retaining;
    StaticAdaptive: ADAPTIVE = 64, Retaining, retain = adaptive(INTERVAL);
}

/// What each of the pools takes.
pub fn footprints() -> Vec<Footprint> {
    macro_rules! footprints {
        ($($name:ident)+) => { vec![$(($name.capacity(), size_of_val(&$name))),+] };
    }
    footprints![N1 N8 N64 N128 N1024 N2048 N65536 N1048576 LARGE]
}

static_pool!(syncpool_uncounted, Uncounted64: UNCOUNTED = 64, Small);

/// Bytes that a guard takes.
pub fn guard_size() -> usize {
    size_of::<Pooled<N64>>()
}
