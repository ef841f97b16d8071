//! What an adaptive pool keeps an eye on, in each magazine: how few objects there were, and when
//! to look at the clock.
//!
//! A pool has no thread of its own. Its users' threads are called up after a number of pops (a
//! *tick*, see [`Magazine::push`](crate::raw::magazine::Magazine::push)) and whenever they come to the
//! shared for another reason. They look at the clock then, if they don't do so too often: reading
//! it costs as much as ten gets. Each kind of call has a pace of its own, so that a thread of much
//! work looks at every 2^10th pop and every 64th visit, and a quiet one at every pop.
//!
//! A pace is lost slowly and found again at once: eight looks too soon after each other halve the
//! number of looks, and one that is late makes up for all. So what a thread can be late by, when it
//! becomes quiet, is an eighth of what it did before, and 2^10 pops at most.
//!
//! Only the owner of the magazine writes here, but for `uses_seen`.

use crate::raw::sync::{Relaxed, UnmodelledU32, UnmodelledU64, constructor};

/// The power of two of the pops after which the owner of a magazine is called up, at most.
pub(crate) const TICK_LOG2: u32 = 10;

/// The power of two of the other calls of which one looks at the clock, at most.
const SKIP_LOG2: u32 = 6;

/// How often calls of one kind look at the clock.
struct Backoff<const MOST_LOG2: u32> {
    /// One in 2^(this / [`STEPS`](Backoff::STEPS)).
    steps: UnmodelledU32,
}

impl<const MOST_LOG2: u32> Backoff<MOST_LOG2> {
    /// Looks too soon after each other that make a difference.
    const STEPS: u32 = 8;

    constructor! {
        fn new() -> Self {
            Backoff { steps: UnmodelledU32::new(0) }
        }
    }

    fn log2(&self) -> u32 {
        self.steps.load(Relaxed) / Self::STEPS
    }

    fn back_off(&self) {
        self.steps.store((self.steps.load(Relaxed) + 1).min(MOST_LOG2 * Self::STEPS), Relaxed);
    }

    fn speed_up(&self, log2: u32) {
        self.steps.store(self.log2().saturating_sub(log2) * Self::STEPS, Relaxed);
    }
}

/// What is noted about the owner of a magazine.
pub(crate) struct Ticker {
    /// The fewest objects in the magazine in this interval: those at the bottom, which nobody
    /// needed.
    fewest: UnmodelledU32,
    tick: Backoff<TICK_LOG2>,
    skip: Backoff<SKIP_LOG2>,
    /// Calls that are no ticks before the next look.
    rest: UnmodelledU32,
    /// Whether there was a tick since the last look: 1 or 0.
    ticked: UnmodelledU32,
    /// When the interval began.
    began: UnmodelledU64,
    /// When the clock was last looked at.
    looked: UnmodelledU64,
    /// Uses of open slots that a sweep knows of. Written by whoever sweeps.
    uses_seen: UnmodelledU64,
}

impl Ticker {
    constructor! {
        pub(crate) fn new() -> Self {
            Ticker {
                fewest: UnmodelledU32::new(0),
                tick: Backoff::new(),
                skip: Backoff::new(),
                rest: UnmodelledU32::new(0),
                ticked: UnmodelledU32::new(0),
                began: UnmodelledU64::new(0),
                looked: UnmodelledU64::new(0),
                uses_seen: UnmodelledU64::new(0),
            }
        }
    }

    /// There were no more than so many objects.
    #[inline]
    pub(crate) fn note_length(&self, objects: u32) {
        self.fewest.store(self.fewest.load(Relaxed).min(objects), Relaxed);
    }

    /// So many objects were taken from the bottom.
    pub(crate) fn note_removed(&self, objects: u32) {
        self.fewest.store(self.fewest.load(Relaxed).saturating_sub(objects), Relaxed);
    }

    /// Many pops have gone by.
    #[inline]
    pub(crate) fn note_tick(&self) {
        self.ticked.store(1, Relaxed);
    }

    /// Counts a call, and tells whether it is time to look at the clock.
    #[inline]
    pub(crate) fn is_due(&self) -> bool {
        let rest = self.rest.load(Relaxed).saturating_sub(1);
        self.rest.store(rest, Relaxed);
        rest == 0 || self.ticked.load(Relaxed) == 1
    }

    /// Counts a call that is not made, or tells that it must be.
    #[inline(always)]
    pub(crate) fn count_down(&self) -> bool {
        let rest = self.rest.load(Relaxed);
        if rest > 1 {
            self.rest.store(rest - 1, Relaxed);
        }
        rest <= 1
    }

    /// The owner has looked at the clock. Returns after how many pops it is to be called up, as a
    /// power of two.
    pub(crate) fn polled(&self, now: u64, interval: u64) -> u32 {
        let gap = now.saturating_sub(self.looked.load(Relaxed));
        self.looked.store(now, Relaxed);
        // 4 to 16 looks an interval.
        let aim = interval / 8;
        if gap > aim * 2 {
            let late = (gap / aim.max(1)).ilog2();
            self.tick.speed_up(late);
            self.skip.speed_up(late);
        } else if gap < aim / 2 {
            let ticked = self.ticked.load(Relaxed) == 1;
            if ticked { self.tick.back_off() } else { self.skip.back_off() }
        }
        self.ticked.store(0, Relaxed);
        self.rest.store(1 << self.skip.log2(), Relaxed);
        self.tick.log2()
    }

    /// Makes the next call look at the clock.
    pub(crate) fn poll_next(&self) {
        self.rest.store(0, Relaxed);
    }

    /// If the interval is over, begins another one, with `objects` in the magazine. Returns how many
    /// nobody has needed in the one that ended.
    pub(crate) fn end_interval(&self, now: u64, interval: u64, objects: usize) -> usize {
        if now.saturating_sub(self.began.load(Relaxed)) < interval {
            return 0;
        }
        self.began.store(now, Relaxed);
        let fewest = self.fewest.load(Relaxed);
        self.fewest.store(objects as u32, Relaxed);
        (fewest as usize).min(objects)
    }

    /// Tells whether open slots were used since it was asked last, if they were used `uses` times.
    pub(crate) fn has_used(&self, uses: u64) -> bool {
        let seen = self.uses_seen.load(Relaxed);
        self.uses_seen.store(uses, Relaxed);
        seen != uses
    }
}

#[cfg(all(test, not(loom), not(shuttle)))]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000_000;

    /// Looks at the clock in the second from `start` on, with a pop each `nanos`.
    fn looks(ticker: &Ticker, start: u64, nanos: u64) -> u64 {
        let mut looks = 0;
        let mut now = start;
        while now < start + SECOND {
            now += nanos << ticker.tick.log2();
            ticker.note_tick();
            assert!(ticker.is_due(), "a tick always is");
            ticker.polled(now, SECOND);
            looks += 1;
        }
        looks
    }

    #[test]
    fn a_quiet_thread_looks_at_every_pop() {
        let ticker = Ticker::new();
        assert_eq!(looks(&ticker, 0, SECOND / 4), 4);
    }

    #[test]
    fn a_thread_with_some_work_looks_4_to_16_times_an_interval() {
        let ticker = Ticker::new();
        looks(&ticker, 0, 1_000_000);
        let looks = looks(&ticker, SECOND, 1_000_000);
        assert!((4..=16).contains(&looks), "{looks}");
    }

    #[test]
    fn visits_are_skipped_while_they_are_frequent() {
        let ticker = Ticker::new();
        let mut looks = 0;
        for now in 0..10_000 {
            if ticker.is_due() {
                assert_eq!(ticker.polled(now, SECOND), 0, "this is no reason for fewer ticks");
                looks += 1;
            }
        }
        assert!((10_000 / 64..10_000 / 64 + 50).contains(&looks), "{looks}");
    }

    #[test]
    fn a_thread_that_becomes_quiet_finds_its_pace_in_one_look() {
        let ticker = Ticker::new();
        looks(&ticker, 0, 2);
        ticker.note_tick();
        assert_eq!(ticker.polled(SECOND, SECOND), TICK_LOG2);
        assert_eq!(ticker.polled(9 * SECOND, SECOND), TICK_LOG2 - 6);
        assert_eq!(ticker.polled(9000 * SECOND, SECOND), 0);
    }

    #[test]
    fn a_burst_is_no_reason_to_be_late_for_long() {
        let ticker = Ticker::new();
        ticker.polled(SECOND, SECOND);
        (0..100).for_each(|now| {
            ticker.note_tick();
            ticker.polled(SECOND + now, SECOND);
        });
        // As many pops as these hundred looks have seen.
        let pops: u32 = (0..100).map(|look| 1 << (look / 8).min(TICK_LOG2)).sum();
        assert!(1 << ticker.tick.log2() <= pops / 7, "{pops}");
    }

    #[test]
    fn what_nobody_needed_is_what_was_there_all_the_time() {
        let ticker = Ticker::new();
        assert_eq!(ticker.end_interval(SECOND, SECOND, 10), 0, "no interval has passed yet");
        ticker.note_length(7);
        ticker.note_length(9);
        assert_eq!(ticker.end_interval(SECOND + 1, SECOND, 10), 0, "the interval is not over");
        ticker.note_removed(2);
        assert_eq!(ticker.end_interval(2 * SECOND, SECOND, 10), 5);
        assert_eq!(ticker.end_interval(3 * SECOND, SECOND, 4), 4, "no more than there are");
    }
}
