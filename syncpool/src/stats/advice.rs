//! The sizing advice: what the counters say about N.
//!
//! - *A larger N* helps only with an object that was dropped because the pool was full, and that was
//!   missed later. So the number of such objects limits the misses that a larger pool avoids. The other
//!   misses happen in a pool of any size: the first objects, boxes that were taken for good, objects
//!   that were not fit to be kept.
//! - *Enough* is an N that keeps all objects that are in use at once when they come back. In a pool with
//!   magazines, a thread can't reach the idle objects in the magazines of other threads, which hold up to
//!   half of N. So enough is twice as many there. It is also at least what lets each thread have a
//!   magazine.
//! - *Mostly idle* is a pool of which few threads use an object at a time, and whose N is right only because
//!   its threads are many. A smaller N leaves most of them without a magazine. Whether the memory is worth
//!   that is the user's choice: the verdict gives the numbers, and no other N is recommended.

use super::Stats;
use crate::raw::INITIAL_QUOTA;
use crate::raw::MAX_CAPACITY;
use crate::raw::shared_slots::MAGAZINES_FROM;

/// The number of gets from which on there is a verdict.
const ENOUGH_GETS: u64 = 1000;

/// Avoidable misses are worth a larger pool if there is more than one in this many gets.
const RARE: u64 = 1000;

/// Recommended capacities of pools with magazines are multiples of this number.
const STEP: usize = 32;

/// A pool is mostly idle if its idle objects and its threads are this many times as many as the objects
/// that were ever in use at once.
const MOSTLY_IDLE_FROM: usize = 8;

/// What the counters say about a pool's capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// There were too few gets yet.
    TooEarly,
    /// Most objects that were got did not come back.
    TakenForGood,
    /// Most objects that came back were not fit to be kept.
    Unfit,
    /// This capacity would be better.
    TooSmall(usize),
    /// This capacity would do as well.
    TooLarge(usize),
    /// This capacity would do if the threads take turns.
    MostlyIdle(usize),
    /// The capacity is right, or good enough.
    Right,
}

impl Stats {
    /// Returns the capacity that would have suited the use of the pool so far, in objects. It is the
    /// pool's own capacity if that is about right, or if there is too little to judge by.
    ///
    /// A pool is too small if more than one in a thousand gets missed an object that a larger pool would
    /// have kept. It is too large if three quarters of it would have held all objects that were in use at
    /// once. Where threads keep up to half of the pool to themselves, twice as many are needed for that, and
    /// the advice is a multiple of 32. A pool that is too small for that (see
    /// [`capacity`](crate::SyncPoolBuilder::capacity)) is taken to be small on purpose: the advice is as
    /// small, unless more objects are in use at once.
    ///
    /// A pool may keep far more idle objects than were ever in use at once because many threads have a
    /// magazine. The recommended capacity lets them keep it; the verdict that `{:#}` prints names the
    /// smaller capacity that is enough if the threads take turns.
    ///
    /// The advice is for the use so far, so ask for it after the program has had a busy time. `{:#}`
    /// prints the reasons.
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
        } else if self.came_back() < self.served() / 2 {
            Verdict::TakenForGood
        } else if self.unkept() > self.came_back() / 2 {
            Verdict::Unfit
        } else if self.avoidable_misses() > self.gets() / RARE {
            self.larger().map_or(Verdict::Right, Verdict::TooSmall)
        } else if self.enough() <= self.capacity - self.capacity / 4
            && self.enough() < self.capacity
        {
            Verdict::TooLarge(self.enough())
        } else if self.is_mostly_idle() {
            Verdict::MostlyIdle(self.enough_for_turns())
        } else {
            Verdict::Right
        }
    }

    /// Tells whether far fewer objects were ever in use at once than are idle, and than there are
    /// threads, and a smaller pool would hold them.
    fn is_mostly_idle(&self) -> bool {
        let many = self.high_water.max(1).saturating_mul(MOSTLY_IDLE_FROM);
        self.idle >= many && self.threads >= many && self.enough_for_turns() < self.capacity
    }

    /// The most misses that a larger pool would have avoided.
    pub(super) fn avoidable_misses(&self) -> u64 {
        self.discarded_full.min(self.misses)
    }

    /// A capacity that would have kept all objects that were in use at once, and lets every thread have a
    /// magazine.
    fn enough(&self) -> usize {
        if self.capacity.max(self.high_water) < MAGAZINES_FROM {
            return self.enough_for_turns();
        }
        // Half of the pool, at most, is divided among the threads.
        self.enough_for_turns().max(rounded(INITIAL_QUOTA * self.threads * 2))
    }

    /// A capacity that would have kept all objects that were in use at once.
    fn enough_for_turns(&self) -> usize {
        if self.capacity.max(self.high_water) < MAGAZINES_FROM {
            // Every thread reaches every object.
            self.high_water.max(1)
        } else {
            rounded(self.high_water.saturating_mul(2))
        }
    }

    /// A larger capacity that would have been better, if there may be one.
    fn larger(&self) -> Option<usize> {
        let enough = self.enough();
        // A capacity that should have been enough was not: a peak was missed, or threads keep more to
        // themselves than they use.
        let wanted = if enough > self.capacity { enough } else { rounded(self.capacity * 2) };
        // The rest of a larger pool would have stayed empty.
        let avoidable = usize::try_from(self.avoidable_misses()).unwrap_or(usize::MAX);
        let most = rounded(self.capacity.saturating_add(avoidable));
        Some(wanted.min(most)).filter(|&larger| larger > self.capacity)
    }
}

/// Rounds a capacity up to a multiple of [`STEP`], or of about a sixteenth of itself if that is more.
fn rounded(objects: usize) -> usize {
    let objects = objects.clamp(STEP, MAX_CAPACITY);
    let step = (objects.next_power_of_two() / 32).max(STEP);
    objects.next_multiple_of(step).min(MAX_CAPACITY)
}

#[cfg(test)]
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
    fn a_pool_that_keeps_what_is_in_use_at_once_is_right() {
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
    fn what_was_never_in_use_need_not_be_kept() {
        let large = Stats { capacity: 1024, ..busy() };
        assert_advice(large, Verdict::TooLarge(64), 64);
        assert_advice(Stats { high_water: 1, ..large }, Verdict::TooLarge(32), 32);
        // Room for a magazine of each thread.
        assert_advice(Stats { threads: 64, ..large }, Verdict::TooLarge(256), 256);
        assert_advice(Stats { high_water: 400, ..large }, Verdict::Right, 1024);
    }

    #[test]
    fn a_pool_whose_threads_sleep_on_their_objects_is_not_right() {
        let asleep = Stats { capacity: 1024, idle: 200, high_water: 1, threads: 200, ..busy() };
        assert_advice(asleep, Verdict::MostlyIdle(32), 1024);
        assert_advice(Stats { high_water: 0, ..asleep }, Verdict::MostlyIdle(32), 1024);
        assert_advice(Stats { high_water: 25, ..asleep }, Verdict::MostlyIdle(64), 1024);
        // Many of the threads use an object at once.
        assert_advice(Stats { high_water: 26, ..asleep }, Verdict::Right, 1024);
        // Few objects are idle.
        assert_advice(Stats { idle: 7, ..asleep }, Verdict::Right, 1024);
        // There is no smaller pool with magazines.
        let least = Stats { capacity: 32, idle: 32, ..asleep };
        assert_advice(least, Verdict::Right, 32);
        let least = MAGAZINES_FROM;
        let least = Stats { capacity: least, idle: least, threads: least, ..asleep };
        assert_advice(least, Verdict::Right, MAGAZINES_FROM);
        // A smaller pool has room for the magazines of all threads.
        assert_advice(Stats { capacity: 4096, ..asleep }, Verdict::TooLarge(800), 800);
    }

    #[test]
    fn a_small_pool_stays_small() {
        let small = Stats { capacity: 7, ..busy() };
        assert_advice(Stats { high_water: 7, ..small }, Verdict::Right, 7);
        assert_advice(Stats { high_water: 3, ..small }, Verdict::TooLarge(3), 3);
        assert_advice(Stats { high_water: 0, ..small }, Verdict::TooLarge(1), 1);
        assert_advice(Stats { capacity: 1, high_water: 0, ..small }, Verdict::Right, 1);
        let short = |high_water| Stats { capacity: 5, ..short_of(high_water, 5_000) };
        assert_advice(short(7), Verdict::TooSmall(7), 7);
        assert_advice(short(40), Verdict::TooSmall(96), 96);
        assert_advice(short(5), Verdict::TooSmall(32), 32);
        // The smallest pool with magazines.
        let least = Stats { capacity: MAGAZINES_FROM, ..busy() };
        assert_advice(Stats { high_water: 3, ..least }, Verdict::Right, MAGAZINES_FROM);
        let short = Stats { capacity: MAGAZINES_FROM, threads: 100, ..short_of(3, 5_000) };
        assert_advice(short, Verdict::TooSmall(416), 416);
    }

    #[test]
    fn boxes_that_do_not_come_back_are_no_peak() {
        let taken = Stats { returned: 40_000, high_water: 60_000, ..busy() };
        assert_advice(taken, Verdict::TakenForGood, 64);
        assert_advice(Stats { returned: 49_999, ..busy() }, Verdict::TakenForGood, 64);
        assert_advice(Stats { returned: 50_000, ..busy() }, Verdict::Right, 64);
        // A get that failed had no object to give back.
        assert_advice(Stats { returned: 40_000, failed: 30_000, ..busy() }, Verdict::Right, 64);
    }

    #[test]
    fn objects_that_are_not_kept_are_no_question_of_size() {
        let unfit = Stats { returned: 40_000, discarded_unfit: 60_000, ..busy() };
        assert_advice(unfit, Verdict::Unfit, 64);
        let unwinding = Stats { returned: 40_000, discarded_unwinding: 60_000, ..busy() };
        assert_advice(unwinding, Verdict::Unfit, 64);
        let half = Stats { returned: 50_000, discarded_unfit: 50_000, ..busy() };
        assert_advice(half, Verdict::Right, 64);
        let few = Stats { returned: 99_990, discarded_unfit: 10, ..busy() };
        assert_advice(few, Verdict::Right, 64);
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
