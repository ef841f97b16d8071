//! The interface of regex-automata's `util::pool`, with a [`SyncPool`] behind it.
//!
//! `ci/clients.sh` puts this file in the place of that module. None of its text comes from regex-automata.
#![forbid(unsafe_code)]

use core::fmt;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};

use alloc::boxed::Box;

use syncpool::{Pooled, SyncPool};

/// The capacity of [`Pool::new`].
const CAPACITY: usize = 8;

/// The most idle values that a pool keeps for each unit of its capacity. Regex-automata's own pool has a
/// stack for each unit, without a bound.
const VALUES: usize = 8;

/// A pool of values that `create` makes.
pub struct Pool<T, F = fn() -> T> {
    /// On the heap because a `Regex` holds a pool and is to stay small.
    values: Box<SyncPool<T>>,
    create: F,
}

impl<T, F> Pool<T, F> {
    /// Makes an empty pool.
    pub fn new(create: F) -> Pool<T, F> {
        Pool::with_capacity(CAPACITY, create)
    }

    /// Makes an empty pool that is to serve so many threads at once. A capacity of 0 counts as 1.
    pub fn with_capacity(capacity: usize, create: F) -> Pool<T, F> {
        let values = SyncPool::builder()
            .capacity(VALUES.saturating_mul(capacity.max(1)).min(syncpool::MAX_CAPACITY))
            .without_init()
            .without_reset()
            .build();
        Pool { values: Box::new(values), create }
    }

    /// Makes an empty pool that is to serve as many threads at once as the machine runs.
    pub fn with_available_parallelism_capacity(create: F) -> Pool<T, F> {
        match std::thread::available_parallelism() {
            Ok(threads) => Pool::with_capacity(threads.get(), create),
            Err(_) => Pool::new(create),
        }
    }
}

impl<T: Send, F: Fn() -> T> Pool<T, F> {
    /// Gets a value, which goes back to the pool when its guard is dropped.
    #[inline]
    pub fn get(&self) -> PoolGuard<'_, T, F> {
        PoolGuard { value: self.values.get_or(|| (self.create)()), pool: PhantomData }
    }
}

impl<T: fmt::Debug, F> fmt::Debug for Pool<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pool").field(&self.values).finish()
    }
}

/// A value out of a pool.
pub struct PoolGuard<'a, T: Send, F: Fn() -> T> {
    value: Pooled<&'a SyncPool<T>>,
    pool: PhantomData<&'a Pool<T, F>>,
}

impl<'a, T: Send, F: Fn() -> T> PoolGuard<'a, T, F> {
    /// Gives the value back to its pool.
    #[inline]
    pub fn put(guard: PoolGuard<'_, T, F>) {
        drop(guard);
    }
}

impl<'a, T: Send, F: Fn() -> T> Deref for PoolGuard<'a, T, F> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<'a, T: Send, F: Fn() -> T> DerefMut for PoolGuard<'a, T, F> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<'a, T: Send + fmt::Debug, F: Fn() -> T> fmt::Debug for PoolGuard<'a, T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PoolGuard").field(&self.value).finish()
    }
}

#[cfg(test)]
mod tests {
    use core::cell::{Cell, RefCell};
    use core::panic::{RefUnwindSafe, UnwindSafe};
    use std::{thread, vec, vec::Vec};

    use super::*;

    #[test]
    fn a_pool_has_the_auto_traits_of_the_original() {
        fn has_all<P: Send + Sync + UnwindSafe + RefUnwindSafe>() {}
        type Create = Box<dyn Fn() -> Vec<u32> + Send + Sync + UnwindSafe + RefUnwindSafe>;
        has_all::<Pool<Vec<u32>>>();
        has_all::<Pool<RefCell<Vec<u32>>>>();
        has_all::<Pool<Vec<u32>, Create>>();
        // Neither the values nor the function need be `'static`.
        fn borrows<'a>(text: &'a str) -> Pool<&'a str, impl Fn() -> &'a str> {
            Pool::new(move || text)
        }
        assert_eq!(*borrows("text").get(), "text");
    }

    #[test]
    fn a_value_comes_back_as_it_is() {
        let made = Cell::new(0);
        let pool = Pool::new(|| {
            made.set(made.get() + 1);
            vec![made.get()]
        });
        pool.get().push(10);
        PoolGuard::put(pool.get());
        assert_eq!(*pool.get(), [1, 10]);
        let (first, second) = (pool.get(), pool.get());
        assert_eq!((&first[..], &second[..]), (&[1, 10][..], &[2][..]));
        assert_eq!(made.get(), 2);
    }

    #[test]
    fn a_value_may_come_back_on_another_thread() {
        let pool = Pool::new(|| vec!['a']);
        let mut value = pool.get();
        thread::scope(|scope| scope.spawn(move || value.push('b')).join().unwrap());
        assert_eq!(*pool.get(), ['a', 'b']);
    }
}
