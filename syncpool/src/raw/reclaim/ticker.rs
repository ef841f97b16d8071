//! When the owner of a magazine polls the adaptive rule, and the fewest objects that its magazine had.
//!
//! A pool has no thread of its own: its users' threads poll as they put objects. To read the system's
//! clock at each put would take longer than the put itself. So a put of an adaptive pool compares the
//! processor's cycle counter with a deadline, and reads the clock once the deadline has passed: 16
//! times an interval, however busy the thread is or was. The rate of the counter is measured between
//! two polls.
//!
//! To read the counter still takes a few nanoseconds. So a thread that puts often reads it at each fourth put
//! only. The first poll that comes late ends that: from then on each put reads it. Two puts an interval are
//! so enough to drop what is idle in time.
//!
//! The owner of the magazine alone writes here, apart from `uses_seen`.

use super::clock;
use crate::raw::sync::{Relaxed, UnmodelledU32, UnmodelledU64, constructor};

/// Polls in an interval.
const POLLS: u64 = 16;

/// A busy thread reads the cycle counter at each fourth put.
const BUSY_STRIDE: u32 = 4;

/// Ticks to the next poll while the rate of the counter is not known.
const FIRST_TICKS: u64 = 10_000;

/// The state of the adaptive rule for one magazine.
pub(crate) struct Ticker {
    /// The fewest objects in the magazine in this interval. So many at its bottom were not needed.
    fewest: UnmodelledU32,
    /// Puts before the counter is read again, and the number that this starts from.
    countdown: UnmodelledU32,
    stride: UnmodelledU32,
    /// The counter's value from which on a poll is due.
    deadline: UnmodelledU64,
    /// When the owner polled last, in nanoseconds; 0 if it never did.
    polled_at: UnmodelledU64,
    /// The counter's value then.
    polled_ticks: UnmodelledU64,
    /// When the interval began, in nanoseconds.
    interval_start: UnmodelledU64,
    /// Uses of shared slots that a sweep knows of. The sweeping thread writes it.
    uses_seen: UnmodelledU64,
}

impl Ticker {
    constructor! {
        pub(crate) fn new() -> Self {
            Ticker {
                fewest: UnmodelledU32::new(0),
                countdown: UnmodelledU32::new(0),
                stride: UnmodelledU32::new(1),
                deadline: UnmodelledU64::new(0),
                polled_at: UnmodelledU64::new(0),
                polled_ticks: UnmodelledU64::new(0),
                interval_start: UnmodelledU64::new(0),
                uses_seen: UnmodelledU64::new(0),
            }
        }
    }

    /// Notes that the magazine had no more than this number of objects.
    #[inline]
    pub(crate) fn note_length(&self, objects: u32) {
        self.fewest.store(self.fewest.load(Relaxed).min(objects), Relaxed);
    }

    /// Notes that this number of objects was removed from the bottom.
    pub(crate) fn note_removed(&self, objects: u32) {
        self.fewest.store(self.fewest.load(Relaxed).saturating_sub(objects), Relaxed);
    }

    /// Whether a poll is due at a put. To be called once a put.
    #[inline(always)]
    pub(crate) fn is_due_at_put(&self) -> bool {
        let countdown = self.countdown.load(Relaxed);
        if countdown > 1 {
            self.countdown.store(countdown - 1, Relaxed);
            return false;
        }
        self.countdown.store(self.stride.load(Relaxed), Relaxed);
        self.is_due()
    }

    /// Whether a poll is due.
    #[inline(always)]
    pub(crate) fn is_due(&self) -> bool {
        clock::EXISTS && clock::ticks() >= self.deadline.load(Relaxed)
    }

    /// Notes that the owner polls at `now`, and sets the next deadline.
    pub(crate) fn polled(&self, now: u64, interval: u64) {
        let ticks = clock::ticks();
        let (before, ticks_before) =
            (self.polled_at.load(Relaxed), self.polled_ticks.load(Relaxed));
        let (nanos, passed) = (now.saturating_sub(before), ticks.saturating_sub(ticks_before));
        let wait = if before == 0 || nanos == 0 || passed == 0 {
            FIRST_TICKS
        } else {
            // A float saturates, and its error does not matter.
            (interval as f64 / POLLS as f64 * (passed as f64 / nanos as f64)) as u64
        };
        let is_busy = before > 0 && nanos < interval / 2;
        self.stride.store(if is_busy { BUSY_STRIDE } else { 1 }, Relaxed);
        self.countdown.store(0, Relaxed);
        self.polled_at.store(now, Relaxed);
        self.polled_ticks.store(ticks, Relaxed);
        self.deadline.store(ticks.saturating_add(wait), Relaxed);
    }

    /// Makes a poll due at the next put.
    pub(crate) fn poll_next(&self) {
        self.deadline.store(0, Relaxed);
    }

    /// Whether the time of the interval is over.
    pub(crate) fn is_interval_over(&self, now: u64, interval: u64) -> bool {
        now.saturating_sub(self.interval_start.load(Relaxed)) >= interval
    }

    /// Begins the next interval, with `objects` in the magazine. Returns how many objects were not needed
    /// in the one that ends.
    pub(crate) fn begin_interval(&self, now: u64, objects: usize) -> usize {
        self.interval_start.store(now, Relaxed);
        let fewest = self.fewest.load(Relaxed);
        self.fewest.store(objects as u32, Relaxed);
        (fewest as usize).min(objects)
    }

    /// Whether the owner has used shared slots since the last call; `uses` is its count of uses.
    pub(crate) fn has_used(&self, uses: u64) -> bool {
        let seen = self.uses_seen.load(Relaxed);
        self.uses_seen.store(uses, Relaxed);
        seen != uses
    }
}

#[cfg(all(test, not(loom), not(shuttle)))]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::raw::reclaim::clock::{mock::advance, now};

    const SECOND: u64 = 1_000_000_000;

    /// Polls in the next `seconds`, with a put every `step`.
    fn polls(ticker: &Ticker, seconds: u64, step: Duration) -> u64 {
        let mut polls = 0;
        let end = now() + seconds * SECOND;
        while now() < end {
            advance(step);
            if ticker.is_due_at_put() {
                ticker.polled(now(), SECOND);
                polls += 1;
            }
        }
        polls
    }

    #[test]
    #[cfg_attr(miri, ignore = "a million steps")]
    fn a_busy_thread_polls_16_times_an_interval() {
        let ticker = Ticker::new();
        polls(&ticker, 1, Duration::from_micros(10));
        assert_eq!(polls(&ticker, 10, Duration::from_micros(10)), 160);
    }

    #[test]
    #[cfg_attr(miri, ignore = "a million steps")]
    fn a_quiet_thread_polls_at_every_put_whatever_it_did_before() {
        let ticker = Ticker::new();
        polls(&ticker, 1, Duration::from_micros(1));
        assert_eq!(polls(&ticker, 10, Duration::from_millis(500)), 20);
        assert_eq!(polls(&ticker, 10_000, Duration::from_secs(1000)), 10);
    }

    #[test]
    fn a_new_thread_polls_at_its_first_put_and_after_a_short_time() {
        let ticker = Ticker::new();
        assert_eq!(polls(&ticker, 1, Duration::from_secs(1)), 1);
        let ticker = Ticker::new();
        ticker.polled(now(), SECOND);
        assert!(!ticker.is_due());
        advance(Duration::from_nanos(FIRST_TICKS));
        assert!(ticker.is_due());
    }

    #[test]
    fn an_interval_tells_how_few_objects_there_were() {
        let ticker = Ticker::new();
        assert_eq!(ticker.begin_interval(SECOND, 20), 0, "the first one knows nothing");
        ticker.note_length(12);
        ticker.note_length(15);
        ticker.note_removed(2);
        assert!(!ticker.is_interval_over(2 * SECOND - 1, SECOND));
        assert!(ticker.is_interval_over(2 * SECOND, SECOND));
        assert_eq!(ticker.begin_interval(2 * SECOND, 20), 10);
        assert_eq!(ticker.begin_interval(3 * SECOND, 5), 5, "no more than there are");
    }
}
