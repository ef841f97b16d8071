//! How a snapshot prints.

use core::fmt;
use core::time::Duration;

use super::Stats;
use super::advice::Verdict;
use crate::raw::shared_slots::MAGAZINES_FROM;

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { self.block(f) } else { self.line(f) }
    }
}

impl Stats {
    fn line(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of {} idle, {} in use (at most {}), {} hits, {} misses ({:.2} % hits), {} returned, \
             {} discarded ({} full, {} not reusable, {} outgrown, {} unwinding), {} reaped, \
             {} transfers",
            self.idle,
            self.capacity,
            self.in_use,
            self.high_water,
            self.hits,
            self.misses,
            self.hit_rate() * 100.0,
            self.returned,
            self.came_back() - self.returned,
            self.discarded_full,
            self.discarded_unfit,
            self.discarded_outgrown,
            self.discarded_unwinding,
            self.reaped,
            self.transfers,
        )
    }

    fn block(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stats { capacity, idle, in_use, high_water, threads, hits, misses, .. } = self;
        write!(
            f,
            "objects     {idle} of {capacity} idle, {in_use} in use, {high_water} at once at most"
        )?;
        match self.reaped {
            0 => writeln!(f)?,
            reaped => writeln!(f, ", {reaped} reaped")?,
        }
        let (gets, rate) = (self.gets(), self.hit_rate() * 100.0);
        write!(f, "gets        {gets}: {hits} hits, {misses} misses ({rate:.2} % hits)")?;
        match self.failed {
            0 => writeln!(f)?,
            failed => writeln!(f, ", {failed} failed")?,
        }
        writeln!(
            f,
            "came back   {}: {} kept, {} to a full pool, {} not reusable, {} outgrown, {} while unwinding",
            self.came_back(),
            self.returned,
            self.discarded_full,
            self.discarded_unfit,
            self.discarded_outgrown,
            self.discarded_unwinding,
        )?;
        let transfers = self.transfers;
        let plural = if *threads == 1 { "" } else { "s" };
        writeln!(f, "transfers   {transfers} with the depot, by {threads} thread{plural} at most")?;
        writeln!(f, "larger N    {}", Larger(self))?;
        writeln!(f, "smaller N   {}", Smaller(self))?;
        writeln!(f, "making      {}", Making(self))?;
        write!(f, "verdict     {}", Advice(self))
    }
}

/// What a larger pool would have done.
struct Larger<'a>(&'a Stats);

impl fmt::Display for Larger<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (stats, avoidable) = (self.0, self.0.avoidable_misses());
        if stats.misses == 0 {
            f.write_str("would have avoided no miss: there was none")
        } else if avoidable == 0 {
            f.write_str("would have avoided no miss: no object found the pool full")
        } else {
            write!(f, "would have avoided at most {avoidable} of the {} misses", stats.misses)
        }
    }
}

/// What a smaller pool would have done.
struct Smaller<'a>(&'a Stats);

impl fmt::Display for Smaller<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stats { capacity, high_water, .. } = *self.0;
        let half = capacity / 2;
        match self.0.verdict() {
            Verdict::TooEarly => f.write_str("too early to say"),
            Verdict::TakenForGood => {
                f.write_str("can't be said: it is not known what is still in use")
            }
            Verdict::TooLarge(enough) => write!(f, "{enough} would have done as well"),
            _ if half == 0 => f.write_str("there is none"),
            _ if high_water > half => {
                let lost = high_water - half;
                write!(f, "{half} would have let go of {lost} objects after a peak of {high_water}")
            }
            _ if half < MAGAZINES_FROM && capacity >= MAGAZINES_FROM => {
                write!(f, "{half} would have cost an atomic update for each get and each return")
            }
            _ => write!(f, "{half} would have left its threads too little room for magazines"),
        }
    }
}

/// The measured cost of making an object. The cost of a get is not measured, so it is not printed.
struct Making<'a>(&'a Stats);

impl fmt::Display for Making<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stats { hits, object_size, making_time, .. } = *self.0;
        let Some(making) = making_time else {
            return write!(f, "not measured yet for an object of {object_size} bytes");
        };
        let avoided = Duration::from_nanos((making.as_nanos() as f64 * hits as f64) as u64);
        write!(
            f,
            "{making:.0?} for an object of {object_size} bytes; {avoided:.1?} for as many as there \
             were hits",
        )
    }
}

/// The verdict on N.
struct Advice<'a>(&'a Stats);

impl fmt::Display for Advice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stats = self.0;
        let capacity = stats.capacity;
        let share = |part: u64, whole: u64| part as f64 / whole as f64 * 100.0;
        match stats.verdict() {
            Verdict::TooEarly => {
                write!(f, "too early to say: {} gets are too few to judge by", stats.gets())
            }
            Verdict::TakenForGood => {
                let share = share(stats.came_back(), stats.gets());
                write!(f, "only {share:.0} % of the objects came back, which no N can change")
            }
            Verdict::Unfit => {
                let share = 100.0 - share(stats.returned + stats.discarded_full, stats.came_back());
                write!(f, "{share:.0} % of what came back could not be kept, which no N can change")
            }
            Verdict::TooSmall(larger) => write!(f, "{capacity} is too small: make it {larger}"),
            Verdict::TooLarge(enough) => {
                write!(f, "{capacity} is more than it needs: {enough} is enough")
            }
            Verdict::MostlyIdle(enough) => {
                let Stats { idle, high_water, .. } = stats;
                write!(
                    f,
                    "{idle} idle, at most {high_water} ever in use: {enough} is enough if the \
                     threads take turns",
                )
            }
            Verdict::Right => write!(f, "{capacity} is right"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pool of 64 objects whose capacity is right.
    fn busy() -> Stats {
        Stats {
            capacity: 64,
            idle: 30,
            in_use: 2,
            high_water: 40,
            hits: 99_960,
            misses: 40,
            returned: 99_998,
            threads: 4,
            transfers: 123,
            making_time: Some(Duration::from_micros(3)),
            object_size: 104,
            ..Stats::default()
        }
    }

    /// Returns the rest of the block's line that starts with `name`.
    #[track_caller]
    fn line(stats: &Stats, name: &str) -> String {
        let block = format!("{stats:#}");
        let line = block.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_else(|| panic!("no {name} in\n{block}")).trim_start().to_owned()
    }

    #[test]
    fn a_block_tells_it_all() {
        let expected = "\
objects     30 of 64 idle, 2 in use, 40 at once at most
gets        100000: 99960 hits, 40 misses (99.96 % hits)
came back   99998: 99998 kept, 0 to a full pool, 0 not reusable, 0 outgrown, 0 while unwinding
transfers   123 with the depot, by 4 threads at most
larger N    would have avoided no miss: no object found the pool full
smaller N   32 would have let go of 8 objects after a peak of 40
making      3µs for an object of 104 bytes; 299.9ms for as many as there were hits
verdict     64 is right";
        assert_eq!(format!("{:#}", busy()), expected);
    }

    #[test]
    fn a_line_is_for_a_log() {
        let stats =
            Stats { discarded_full: 3, discarded_unfit: 2, discarded_unwinding: 1, ..busy() };
        let expected = "30 of 64 idle, 2 in use (at most 40), 99960 hits, 40 misses (99.96 % hits), \
                        99998 returned, 6 discarded (3 full, 2 not reusable, 0 outgrown, 1 unwinding), \
                        0 reaped, 123 transfers";
        assert_eq!(stats.to_string(), expected);
    }

    #[test]
    fn every_verdict_is_told() {
        let verdict = |stats: Stats| line(&stats, "verdict");
        let unused = Stats { capacity: 64, ..Stats::default() };
        assert_eq!(verdict(unused), "too early to say: 0 gets are too few to judge by");
        let taken = Stats { returned: 10_000, ..busy() };
        let expected = "only 10 % of the objects came back, which no N can change";
        assert_eq!(verdict(taken), expected);
        let unfit = Stats { returned: 25_000, discarded_unfit: 75_000, ..busy() };
        let expected = "75 % of what came back could not be kept, which no N can change";
        assert_eq!(verdict(unfit), expected);
        let unfit = Stats { returned: 15_000, discarded_full: 10_000, ..unfit };
        assert_eq!(verdict(unfit), expected);
        let small = Stats { hits: 90_000, misses: 10_000, discarded_full: 9_000, ..busy() };
        assert_eq!(verdict(small), "64 is too small: make it 96");
        let large = Stats { capacity: 1000, ..busy() };
        assert_eq!(verdict(large), "1000 is more than it needs: 96 is enough");
        let asleep =
            Stats { capacity: 1024, idle: 200, in_use: 0, high_water: 1, threads: 200, ..busy() };
        let expected = "200 idle, at most 1 ever in use: 32 is enough if the threads take turns";
        assert_eq!(verdict(asleep), expected);
    }

    #[test]
    fn what_a_larger_pool_would_have_done_is_told() {
        let larger = |stats: Stats| line(&stats, "larger N");
        let full = |misses, discarded_full| larger(Stats { misses, discarded_full, ..busy() });
        assert_eq!(full(0, 7), "would have avoided no miss: there was none");
        assert_eq!(full(7, 0), "would have avoided no miss: no object found the pool full");
        assert_eq!(full(7, 3), "would have avoided at most 3 of the 7 misses");
        assert_eq!(full(3, 7), "would have avoided at most 3 of the 3 misses");
    }

    #[test]
    fn what_a_smaller_pool_would_have_done_is_told() {
        let smaller = |stats: Stats| line(&stats, "smaller N");
        assert_eq!(smaller(Stats { misses: 1, hits: 1, ..busy() }), "too early to say");
        let taken = Stats { returned: 10_000, ..busy() };
        assert_eq!(smaller(taken), "can't be said: it is not known what is still in use");
        let large = Stats { capacity: 1000, ..busy() };
        assert_eq!(smaller(large), "96 would have done as well");
        assert_eq!(smaller(Stats { capacity: 1, high_water: 1, ..busy() }), "there is none");
        let half = MAGAZINES_FROM - 1;
        let least = Stats { capacity: 2 * half, high_water: 1, ..busy() };
        let expected = "would have cost an atomic update for each get and each return";
        assert_eq!(smaller(least), format!("{half} {expected}"));
        let crowded = Stats { high_water: 30, threads: 16, ..busy() };
        let expected = "32 would have left its threads too little room for magazines";
        assert_eq!(smaller(crowded), expected);
        assert_eq!(smaller(Stats { high_water: 32, ..crowded }), expected);
        let twice = Stats { capacity: 2 * MAGAZINES_FROM, high_water: 1, threads: 16, ..busy() };
        let expected = "would have left its threads too little room for magazines";
        assert_eq!(smaller(twice), format!("{MAGAZINES_FROM} {expected}"));
    }

    #[test]
    fn the_cost_of_making_is_told_if_it_was_measured() {
        let making = |nanos, hits| {
            let making_time = Some(Duration::from_nanos(nanos));
            line(&Stats { making_time, hits, ..busy() }, "making")
        };
        let none = "60ns for an object of 104 bytes; 0.0ns for as many as there were hits";
        assert_eq!(making(60, 0), none);
        let some = "60ns for an object of 104 bytes; 6.0ms for as many as there were hits";
        assert_eq!(making(60, 100_000), some);
        // The product is more nanoseconds than a `u64` holds.
        assert!(making(u64::MAX, 1 << 60).starts_with("18446744074s for an object"));
        let unknown = line(&Stats { making_time: None, ..busy() }, "making");
        assert_eq!(unknown, "not measured yet for an object of 104 bytes");
    }
}
