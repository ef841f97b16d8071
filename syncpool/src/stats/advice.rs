//! The sizing advisor: what the counters say about N.
//!
//! - *More* would only have helped where the pool had to let go of an object, for being full, that
//!   was missed later. So the misses that a larger pool avoids are at most those objects; what was
//!   missed for other reasons (the first objects, boxes that were taken for good, objects that were
//!   not fit to be kept) is missed in a pool of any size.
//! - *Enough* is what takes all objects that are out at once when they come back. In a pool with
//!   magazines a thread can't reach the idle objects that others keep to themselves, half of the pool
//!   at most. So there it is twice as many; and no less than lets each thread have a magazine at all.

use super::Stats;
use crate::raw::INITIAL_QUOTA;
use crate::raw::MAX_CAPACITY;
use crate::raw::shared_slots::MAGAZINES_FROM;

/// Gets before which nothing is said.
const ENOUGH_GETS: u64 = 1000;

/// Misses that could be avoided are worth a larger pool from one in so many gets on.
const RARE: u64 = 1000;

/// What there is to say about a pool's capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Too little has happened yet.
    TooEarly,
    /// Most objects that were got did not come back.
    TakenForGood,
    /// Most objects that came back were not fit to be kept.
    Unfit,
    /// This capacity would be better.
    TooSmall(usize),
    /// This capacity would do as well.
    TooLarge(usize),
    /// The capacity is right, or start enough.
    Right,
}

impl Stats {
    /// The capacity that would have suited what the pool has done so far, in objects: its own, if
    /// that is about right or if there is too little to judge by.
    ///
    /// A pool is too small if objects found it full that were missed later: more than one in a
    /// thousand gets, or the advice is not to bother. It is too large if three quarters of it would
    /// have held all objects that were out at once; in a pool of 32 and more, twice as many, since
    /// threads keep up to half of it to themselves. A pool below 32 is taken to be small on purpose,
    /// and stays so unless more objects than that are out at once.
    ///
    /// The advice is for the work that was done so far. Ask for it when the program has seen a busy
    /// time; `{}` prints the reasons.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 32);
    ///
    /// // A hundred at once, again and again: most of them find the pool full.
    /// for _ in 0..100 {
    ///     drop((0..100).map(|_| LINES.get()).collect::<Vec<_>>());
    /// }
    /// let stats = LINES.stats();
    /// assert_eq!((stats.high_water, stats.discarded_full), (100, 6800));
    /// assert_eq!(stats.recommended_capacity(), 224);
    /// ```
    #[must_use]
    pub fn recommended_capacity(&self) -> usize {
        match self.verdict() {
            Verdict::TooSmall(capacity) | Verdict::TooLarge(capacity) => capacity,
            _ => self.capacity,
        }
    }

    pub(super) fn verdict(&self) -> Verdict {
        if self.gets() < ENOUGH_GETS {
            Verdict::TooEarly
        } else if self.came_back() < self.gets() / 2 {
            Verdict::TakenForGood
        } else if self.unkept() > self.came_back() / 2 {
            Verdict::Unfit
        } else if self.avoidable_misses() > self.gets() / RARE {
            self.larger().map_or(Verdict::Right, Verdict::TooSmall)
        } else if self.enough() <= self.capacity - self.capacity / 4
            && self.enough() < self.capacity
        {
            Verdict::TooLarge(self.enough())
        } else {
            Verdict::Right
        }
    }

    /// The most misses that a larger pool would have avoided.
    pub(super) fn avoidable_misses(&self) -> u64 {
        self.discarded_full.min(self.misses)
    }

    /// A capacity that would have taken all objects that were out at once.
    fn enough(&self) -> usize {
        if self.capacity.max(self.high_water) < MAGAZINES_FROM {
            // Every thread reaches every object.
            return self.high_water.max(1);
        }
        // Half of the pool, at most, is divided among the threads.
        let for_threads = 2 * INITIAL_QUOTA * self.threads;
        rounded(self.high_water.saturating_mul(2).max(for_threads))
    }

    /// A larger capacity that would have been better, if there may be one.
    fn larger(&self) -> Option<usize> {
        let enough = self.enough();
        // If it should have been enough already, it wasn't: a peak was missed, or threads keep more
        // to themselves than they use.
        let wanted = if enough > self.capacity { enough } else { rounded(self.capacity * 2) };
        // More than this would have stayed empty.
        let avoidable = usize::try_from(self.avoidable_misses()).unwrap_or(usize::MAX);
        let most = rounded(self.capacity.saturating_add(avoidable));
        Some(wanted.min(most)).filter(|&larger| larger > self.capacity)
    }
}

/// The next capacity that looks like one: a multiple of 32, or of a sixteenth of it or so.
fn rounded(objects: usize) -> usize {
    let objects = objects.clamp(MAGAZINES_FROM, MAX_CAPACITY);
    let step = (objects.next_power_of_two() / 32).max(MAGAZINES_FROM);
    objects.next_multiple_of(step).min(MAX_CAPACITY)
}

#[cfg(all(test, not(loom), not(shuttle)))]
mod tests {
    use super::*;

    /// A pool of 64 with many gets, whose objects all came back.
    fn busy() -> Stats {
        Stats {
            capacity: 64,
            high_water: 32,
            hits: 99_960,
            misses: 40,
            returned: 100_000,
            threads: 4,
            ..Stats::default()
        }
    }

    /// The same with misses that a larger pool would have avoided.
    fn short_of(high_water: usize, avoidable: u64) -> Stats {
        Stats {
            high_water,
            hits: 100_000 - avoidable,
            misses: avoidable,
            returned: 100_000 - avoidable,
            discarded_full: avoidable,
            ..busy()
        }
    }

    #[track_caller]
    fn assert_advice(stats: Stats, verdict: Verdict, capacity: usize) {
        assert_eq!((stats.verdict(), stats.recommended_capacity()), (verdict, capacity));
    }

    #[test]
    fn nothing_is_said_too_early() {
        assert_advice(Stats { capacity: 64, ..Stats::default() }, Verdict::TooEarly, 64);
        let few = Stats { hits: 0, misses: 999, discarded_full: 900, ..busy() };
        assert_advice(few, Verdict::TooEarly, 64);
        let enough = Stats { hits: 1, discarded_full: 900, ..few };
        assert_ne!(enough.verdict(), Verdict::TooEarly);
    }

    #[test]
    fn a_pool_that_takes_what_is_out_at_once_is_right() {
        assert_advice(busy(), Verdict::Right, 64);
        assert_advice(Stats { high_water: 25, ..busy() }, Verdict::Right, 64);
    }

    #[test]
    fn what_was_discarded_and_missed_asks_for_more() {
        assert_advice(short_of(100, 5_000), Verdict::TooSmall(224), 224);
        assert_advice(short_of(1_000, 5_000), Verdict::TooSmall(2_048), 2_048);
        // As if a peak had been missed.
        assert_advice(short_of(10, 5_000), Verdict::TooSmall(128), 128);
    }

    #[test]
    fn no_more_is_asked_for_than_could_have_been_used() {
        assert_advice(short_of(1_000, 200), Verdict::TooSmall(288), 288);
        let never_full = Stats { discarded_full: 0, ..short_of(1_000, 5_000) };
        assert_advice(never_full, Verdict::Right, 64);
        let never_missed = Stats { misses: 0, ..short_of(1_000, 5_000) };
        assert_advice(never_missed, Verdict::Right, 64);
    }

    #[test]
    fn rare_misses_are_not_worth_more() {
        assert_advice(short_of(40, 100), Verdict::Right, 64);
        assert_advice(short_of(40, 101), Verdict::TooSmall(96), 96);
    }

    #[test]
    fn what_was_never_out_need_not_be_kept() {
        let large = Stats { capacity: 1024, ..busy() };
        assert_advice(large, Verdict::TooLarge(64), 64);
        assert_advice(Stats { high_water: 1, ..large }, Verdict::TooLarge(32), 32);
        // Room for a magazine of each thread.
        assert_advice(Stats { threads: 64, ..large }, Verdict::TooLarge(256), 256);
        assert_advice(Stats { high_water: 400, ..large }, Verdict::Right, 1024);
    }

    #[test]
    fn a_small_pool_stays_small() {
        let small = Stats { capacity: 8, ..busy() };
        assert_advice(Stats { high_water: 8, ..small }, Verdict::Right, 8);
        assert_advice(Stats { high_water: 3, ..small }, Verdict::TooLarge(3), 3);
        assert_advice(Stats { high_water: 0, ..small }, Verdict::TooLarge(1), 1);
        assert_advice(Stats { capacity: 1, high_water: 0, ..small }, Verdict::Right, 1);
        let short = |high_water| Stats { capacity: 8, ..short_of(high_water, 5_000) };
        assert_advice(short(12), Verdict::TooSmall(12), 12);
        assert_advice(short(40), Verdict::TooSmall(96), 96);
        assert_advice(short(8), Verdict::TooSmall(32), 32);
    }

    #[test]
    fn boxes_that_do_not_come_back_are_no_peak() {
        let taken = Stats { returned: 40_000, high_water: 60_000, ..busy() };
        assert_advice(taken, Verdict::TakenForGood, 64);
    }

    #[test]
    fn objects_that_are_not_kept_are_no_question_of_size() {
        let unfit = Stats { returned: 40_000, discarded_unfit: 60_000, ..busy() };
        assert_advice(unfit, Verdict::Unfit, 64);
        let unwinding = Stats { returned: 40_000, discarded_unwinding: 60_000, ..busy() };
        assert_advice(unwinding, Verdict::Unfit, 64);
    }

    #[test]
    fn no_pool_is_larger_than_it_may_be() {
        let huge = Stats { capacity: MAX_CAPACITY, ..short_of(usize::MAX, 5_000) };
        assert_advice(huge, Verdict::Right, MAX_CAPACITY);
        let nearly = Stats { capacity: MAX_CAPACITY - 1, ..huge };
        assert_advice(nearly, Verdict::TooSmall(MAX_CAPACITY), MAX_CAPACITY);
    }

    #[test]
    fn capacities_are_rounded_up() {
        let pairs = [(0, 32), (33, 64), (1000, 1024), (1025, 1088), (5000, 5120), (70_000, 73_728)];
        for (objects, expected) in pairs {
            assert_eq!(rounded(objects), expected);
        }
    }
}
