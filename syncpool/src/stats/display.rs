//! How a snapshot prints.

use std::fmt;
use std::time::Duration;

use super::Stats;
use super::advice::Verdict;
use crate::open::MAGAZINES_FROM;

/// What a get from a thread's own magazine and its return cost, about; see BENCHMARKS.md.
const BY_MAGAZINE: Duration = Duration::from_nanos(5);

/// The same in a pool too small for magazines.
const BY_SLOT: Duration = Duration::from_nanos(20);

/// An object pays for itself if making it takes so many times as long as getting it.
const PAYS_FROM: u32 = 4;

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { self.line(f) } else { self.block(f) }
    }
}

impl Stats {
    fn line(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of {} idle, {} out (at most {}), {} hits, {} misses ({:.2} % hits), {} returned, \
             {} discarded ({} full, {} not reusable, {} unwinding), {} exchanges",
            self.idle,
            self.capacity,
            self.out,
            self.high_water,
            self.hits,
            self.misses,
            self.hit_rate() * 100.0,
            self.returned,
            self.came_back() - self.returned,
            self.discarded_full,
            self.discarded_unfit,
            self.discarded_unwinding,
            self.exchanges,
        )
    }

    fn block(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stats { capacity, idle, out, high_water, threads, hits, misses, .. } = self;
        writeln!(
            f,
            "objects     {idle} of {capacity} idle, {out} out, {high_water} at once at most"
        )?;
        let (gets, rate) = (self.gets(), self.hit_rate() * 100.0);
        writeln!(f, "gets        {gets}: {hits} hits, {misses} misses ({rate:.2} % hits)")?;
        writeln!(
            f,
            "came back   {}: {} kept, {} to a full pool, {} not reusable, {} while unwinding",
            self.came_back(),
            self.returned,
            self.discarded_full,
            self.discarded_unfit,
            self.discarded_unwinding,
        )?;
        let exchanges = self.exchanges;
        writeln!(f, "exchanges   {exchanges} with the depot, by {threads} threads at most")?;
        writeln!(f, "larger N    {}", Larger(self))?;
        writeln!(f, "smaller N   {}", Smaller(self))?;
        writeln!(f, "pooling     {}", Pays(self))?;
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

/// Whether it pays to have a pool of such objects at all.
struct Pays<'a>(&'a Stats);

impl fmt::Display for Pays<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stats = self.0;
        let bytes = stats.object_size;
        let Some(making) = stats.making_time else {
            return write!(f, "an object of {bytes} bytes: none was made yet, so none was timed");
        };
        let getting = if stats.capacity < MAGAZINES_FROM { BY_SLOT } else { BY_MAGAZINE };
        let saved = making.saturating_sub(getting).as_nanos() as f64 * stats.hits as f64;
        if making >= getting * PAYS_FROM {
            let saved = Duration::from_nanos(saved as u64);
            write!(
                f,
                "pays: an object of {bytes} bytes takes {making:.0?} to make and some {getting:?} to \
                 get; the hits saved {saved:.1?}",
            )
        } else {
            write!(
                f,
                "pays only for memory that objects have grown: one of {bytes} bytes takes {making:?} \
                 to make, and some {getting:?} to get",
            )
        }
    }
}

/// The last line.
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
            Verdict::Right => write!(f, "{capacity} is right"),
        }
    }
}
