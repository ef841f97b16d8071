//! This project's static pools: one of each capacity that the scenarios use.

use std::mem::size_of_val;

use syncpool::Pooled;

use crate::contender::{Contender, Crossing};
use crate::object::{Large, Small, Workload};

/// Memory that a pool takes: the capacity, then the bytes.
pub type Footprint = (usize, usize);

// TEMPORARY
macro_rules! declare {
    ($name:ident, $key:ident, $capacity:expr, $work:ty) => {
        #[derive(Clone, Copy)]
        pub struct $key;
        static $name: syncpool::StaticPool<$key> = syncpool::StaticPool::new();
        impl syncpool::__private::Declaration for $key {
            type Item = Vec<u8>;
            type Storage = syncpool::__private::Storage<
                { syncpool::__private::blocks_for($capacity) },
                { syncpool::__private::groups_for($capacity) },
            >;
            const CAPACITY: usize = $capacity;
            const NAME: &'static str = stringify!($name);
            const HANDLE: Self = $key;
            #[inline(always)]
            fn pool() -> &'static syncpool::StaticPool<Self> { &$name }
            #[inline(always)]
            fn local<R>(with: impl FnOnce(&syncpool::__private::Local<Self>) -> R) -> R {
                thread_local!(static LOCAL: syncpool::__private::Local<$key> = const { syncpool::__private::Local::new() });
                LOCAL.with(with)
            }
            #[inline(always)]
            fn init() -> Box<Vec<u8>> { Box::new(<$work>::fresh()) }
            #[inline(always)]
            fn reset(object: &mut Vec<u8>) { syncpool::Poolable::reset(object) }
            #[inline(always)]
            fn is_reusable(object: &Vec<u8>) -> bool { syncpool::Poolable::is_reusable(object) }
        }
    };
}

/// Declares a static pool and the contender that stands for it.
macro_rules! static_pools {
    ($($contender:ident: $name:ident, $key:ident = $capacity:expr, $work:ty;)+) => {
        $(
            declare!($name, $key, $capacity, $work);

            /// A static pool; its capacity is in its name.
            #[derive(Debug)]
            pub struct $contender;

            impl Contender for $contender {
                type Held<'a> = Pooled<$key>;

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

            impl Crossing for $contender {
                type Parcel<'a> = Pooled<$key>;
                type Dock<'a> = ();

                #[inline]
                fn pack(held: Self::Held<'_>) -> Self::Parcel<'_> {
                    held
                }

                fn dock(&self) -> Self::Dock<'_> {}

                #[inline]
                fn land<'a>((): Self::Dock<'a>, parcel: Self::Parcel<'a>) {
                    drop(parcel);
                }
            }
        )+

        /// What each of the pools takes.
        pub fn footprints() -> Vec<Footprint> {
            vec![$(($name.capacity(), size_of_val(&$name))),+]
        }
    };
}

static_pools! {
    Static1: N1, KeyN1 = 1, Small;
    Static8: N8, KeyN8 = 8, Small;
    Static64: N64, KeyN64 = 64, Small;
    Static128: N128, KeyN128 = 128, Small;
    Static256: N256, KeyN256 = 256, Small;
    Static1024: N1024, KeyN1024 = 1024, Small;
    Static65536: N65536, KeyN65536 = 65_536, Small;
    Static1048576: N1048576, KeyN1048576 = 1_048_576, Small;
    StaticLarge: LARGE, KeyLARGE = 64, Large;
}

/// Bytes that a guard takes.
pub fn guard_size() -> usize {
    size_of::<Pooled<KeyN64>>()
}
