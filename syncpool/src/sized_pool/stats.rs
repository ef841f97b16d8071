//! The statistics of a pool with sizes.

use alloc::vec::Vec;
use core::fmt;

use super::classes::{Classes, StatsOf};
use crate::Stats;

/// A snapshot of the counters of a pool with sizes: of each size class, and of all of them.
///
/// [`SizedPool::stats`](crate::SizedPool::stats) and
/// [`StaticSizedPool::stats`](crate::StaticSizedPool::stats) return one. `{}` prints a line for each class
/// and one for the total.
///
/// # Examples
///
/// ```
/// syncpool::pool!(static BUFFERS: Vec<u8> = 64, sizes = [4096, 65536]);
///
/// drop(BUFFERS.get_with_capacity(100));
/// drop(BUFFERS.get_with_capacity(100));
/// drop(BUFFERS.get_with_capacity(10_000));
///
/// let stats = BUFFERS.stats();
/// let (small, large) = (&stats.classes[0], &stats.classes[1]);
/// assert_eq!((small.size, small.stats.hits, small.stats.misses), (4096, 1, 1));
/// assert_eq!((large.size, large.stats.hits, large.stats.misses), (65536, 0, 1));
/// assert_eq!((stats.total().hits, stats.total().misses), (1, 2));
/// assert!(stats.to_string().starts_with("4096: 1 of 64 idle"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SizedStats {
    /// The size classes, the smallest first.
    pub classes: Vec<SizeClassStats>,
    /// The bytes that all idle objects hold together; `None` if the pool has no limit in bytes.
    pub idle_bytes: Option<usize>,
    /// The most bytes that all idle objects may hold together; `None` if the pool has no limit in bytes.
    pub max_bytes: Option<usize>,
}

/// The counters of one size class.
///
/// # Examples
///
/// ```
/// use syncpool::{SizeClassStats, SizedPool};
///
/// let pool = SizedPool::<Vec<u8>>::builder().smallest(4096).largest(65536).build();
/// drop(pool.get_with_capacity(100));
/// let stats = pool.stats();
/// let used = |class: &&SizeClassStats| class.stats.misses > 0;
/// assert_eq!(stats.classes.iter().filter(used).map(|class| class.size).collect::<Vec<_>>(), [4096]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SizeClassStats {
    /// The smallest capacity of the objects of the class, in the unit of their type.
    pub size: usize,
    /// The counters of the pool of the class.
    ///
    /// An object that grew while it was in use was got from one class and comes back to another. It counts
    /// as in use in the first class for ever. [`SizedStats::total`] has the right number. Objects that are
    /// dropped while unwinding count in the smallest class, and those that are larger than the largest size
    /// in the largest class: as [`discarded_outgrown`](Stats::discarded_outgrown).
    pub stats: Stats,
}

impl SizedStats {
    pub(super) fn of<C: Classes>(pool: &C) -> Self {
        let class = |(index, &size)| {
            let stats = pool.visit(index, StatsOf { capacity: pool.class_capacity() });
            SizeClassStats { size, stats }
        };
        SizedStats {
            classes: pool.sizes().iter().enumerate().map(class).collect(),
            idle_bytes: pool.max_bytes().map(|_| pool.limits().reserved()),
            max_bytes: pool.max_bytes(),
        }
    }

    /// Adds the counters of all classes up.
    ///
    /// Of [`threads`](Stats::threads) and [`making_time`](Stats::making_time), the total has the largest one
    /// of a class. Its [`high_water`](Stats::high_water) is an upper limit: the sum of the classes' marks,
    /// which they need not have reached at the same time.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static BUFFERS: Vec<u8> = 64, sizes = [4096, 65536]);
    ///
    /// let mut buffer = BUFFERS.get_with_capacity(4096);
    /// buffer.reserve(65536); // it comes back to the second class
    /// drop(buffer);
    /// let total = BUFFERS.stats().total();
    /// assert_eq!((total.capacity, total.idle, total.in_use), (128, 1, 0));
    /// ```
    #[must_use]
    pub fn total(&self) -> Stats {
        let mut total = Stats::default();
        for SizeClassStats { stats, .. } in &self.classes {
            total.capacity += stats.capacity;
            total.idle += stats.idle;
            total.high_water += stats.high_water;
            total.add_counters(stats);
            total.threads = total.threads.max(stats.threads);
            total.making_time = total.making_time.max(stats.making_time);
            total.object_size = stats.object_size;
        }
        total.in_use = total.gets().saturating_sub(total.came_back()) as usize;
        total
    }
}

impl fmt::Display for SizedStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for SizeClassStats { size, stats } in &self.classes {
            writeln!(f, "{size}: {stats}")?;
        }
        write!(f, "total: {}", self.total())?;
        match (self.idle_bytes, self.max_bytes) {
            (Some(idle), Some(max)) => write!(f, ", {idle} of {max} bytes"),
            _ => Ok(()),
        }
    }
}
