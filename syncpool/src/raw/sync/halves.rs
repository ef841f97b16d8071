//! A 64-bit number in two 32-bit atomics, for targets without 64-bit ones. Only counters and hints are such
//! numbers there: the words of a depot have 32 bits.
//!
//! The halves overlap: bit 31 of the number is the highest bit of `low` and the lowest one of `high`. A thread
//! that adds changes `low`, and then `high` if bit 31 has changed. So a reader that comes in between finds two
//! different bits, and knows that 1 is missing in `high`. (It would be deceived if another 2^31 were added
//! meanwhile.) A number has 63 bits and a sign: the highest bit is copied to the one above.

use core::sync::atomic::Ordering::{self, Acquire, Relaxed, Release};
use core::sync::atomic::{AtomicU32, fence};

#[derive(Debug)]
pub(crate) struct AtomicU64 {
    low: AtomicU32,
    high: AtomicU32,
}

/// The bit that both halves have.
const SHARED: u32 = 31;

impl AtomicU64 {
    pub(crate) const fn new(number: u64) -> Self {
        AtomicU64 {
            low: AtomicU32::new(number as u32),
            high: AtomicU32::new((number >> SHARED) as u32),
        }
    }

    pub(crate) fn load(&self, _: Ordering) -> u64 {
        let high = self.high.load(Relaxed);
        // Acquire: pairs with the Release in `fetch_add`: `low` has what was carried to `high`.
        fence(Acquire);
        let low = self.low.load(Relaxed);
        let missing = (low >> SHARED) ^ (high & 1);
        let high = high.wrapping_add(missing) as i32;
        (i64::from(high) << SHARED) as u64 | u64::from(low)
    }

    /// Adds a number, of which no other thread's addition is lost.
    pub(crate) fn fetch_add(&self, number: u64, _: Ordering) {
        let before = self.low.fetch_add(number as u32, Relaxed);
        let carried =
            (u64::from(before).wrapping_add(number) >> SHARED) - u64::from(before >> SHARED);
        if carried > 0 {
            // Release: pairs with the Acquire in `load`.
            self.high.fetch_add(carried as u32, Release);
        }
    }

    /// Stores a number in two steps. It is for a number that one thread writes, or for a hint: of two threads
    /// at once, each may store a half.
    pub(crate) fn store(&self, number: u64, _: Ordering) {
        self.low.store(number as u32, Relaxed);
        self.high.store((number >> SHARED) as u32, Release);
    }
}

/// These are for hints, too: another thread may change the number between the load and the store.
impl AtomicU64 {
    pub(crate) fn swap(&self, number: u64, order: Ordering) -> u64 {
        let before = self.load(order);
        self.store(number, order);
        before
    }

    pub(crate) fn fetch_max(&self, number: u64, order: Ordering) -> u64 {
        let before = self.load(order);
        if number > before {
            self.store(number, order);
        }
        before
    }

    pub(crate) fn compare_exchange(
        &self,
        expected: u64,
        number: u64,
        order: Ordering,
        _: Ordering,
    ) -> Result<u64, u64> {
        let before = self.load(order);
        if before != expected {
            return Err(before);
        }
        self.store(number, order);
        Ok(before)
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn a_number_has_63_bits_and_a_sign() {
        let numbers = [0, 1, (1 << 31) - 1, 1 << 31, (1 << 32) + 5, (1 << 62) - 1];
        for number in numbers.into_iter().flat_map(|number: u64| [number, number.wrapping_neg()]) {
            assert_eq!(AtomicU64::new(number).load(Relaxed), number);
            let stored = AtomicU64::new(77);
            stored.store(number, Relaxed);
            assert_eq!(stored.load(Relaxed), number);
        }
        assert_eq!(AtomicU64::new(u64::MAX).load(Relaxed), u64::MAX);
    }

    #[test]
    fn a_sum_is_carried() {
        const STEPS: [u64; 5] = [1, 100, (1 << 31) - 1, 1 << 31, (5 << 32) + 3];
        let sum = AtomicU64::new(0);
        for count in 1..1000 {
            STEPS.iter().for_each(|&step| sum.fetch_add(step, Relaxed));
            assert_eq!(sum.load(Relaxed), count * STEPS.iter().sum::<u64>());
        }
    }

    #[test]
    fn a_reader_between_the_two_steps_of_an_addition_sees_the_sum() {
        for before in [5, (1 << 31) - 3, (1 << 32) - 3, (7 << 31) - 1, (1 << 40) - 2] {
            for step in [1, 100, (1 << 31) - 1] {
                let sum = AtomicU64::new(before);
                sum.low.fetch_add(step as u32, Relaxed);
                assert_eq!(sum.load(Relaxed), before + step);
            }
        }
    }

    #[test]
    fn no_addition_is_lost() {
        const THREADS: u64 = 3;
        const ADDITIONS: u64 = 10_000;
        // Each few additions carry.
        const STEP: u64 = (1 << 29) + 1;
        let sum = AtomicU64::new(0);
        let add = || (0..ADDITIONS).for_each(|_| sum.fetch_add(STEP, Relaxed));
        thread::scope(|scope| (0..THREADS).for_each(|_| drop(scope.spawn(add))));
        assert_eq!(sum.load(Relaxed), THREADS * ADDITIONS * STEP);
    }

    #[test]
    fn hints_change_as_atomics_do() {
        let hint = AtomicU64::new(5);
        assert_eq!((hint.fetch_max(3, Relaxed), hint.fetch_max(9, Relaxed)), (5, 5));
        assert_eq!((hint.swap(1 << 40, Relaxed), hint.load(Relaxed)), (9, 1 << 40));
        assert_eq!(hint.compare_exchange(4, 6, Relaxed, Relaxed), Err(1 << 40));
        assert_eq!(hint.compare_exchange(1 << 40, 6, Relaxed, Relaxed), Ok(1 << 40));
        assert_eq!(hint.load(Relaxed), 6);
    }
}
