//! What can be wrong with the numbers that a builder was given.

use core::error::Error;
use core::fmt;

use crate::raw::MAX_CAPACITY;

/// The error of [`SyncPoolBuilder::try_build`](super::SyncPoolBuilder::try_build): which number is wrong.
///
/// # Examples
///
/// ```
/// use syncpool::{BuildError, SyncPool};
///
/// let error = SyncPool::<String>::builder().capacity(8).prefill(9).try_build().unwrap_err();
/// assert_eq!(error, BuildError::PrefillTooLarge { prefill: 9, capacity: 8 });
/// assert!(error.to_string().ends_with("raise the capacity or prefill fewer"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// The capacity is more than [`MAX_CAPACITY`].
    CapacityTooLarge {
        /// The capacity that was asked for, in objects.
        capacity: usize,
    },
    /// More objects were to be made in advance than the pool can keep.
    PrefillTooLarge {
        /// The number of objects that were to be made in advance.
        prefill: usize,
        /// The capacity that was asked for, in objects.
        capacity: usize,
    },
    /// The interval of an adaptive pool has no length.
    ZeroInterval,
    /// The smallest size of a [`SizedPool`](crate::SizedPool) is 0.
    ZeroSize,
    /// The largest size of a [`SizedPool`](crate::SizedPool) is less than the smallest.
    LargestTooSmall {
        /// The smallest size that was asked for, in the unit of the objects' capacity.
        smallest: usize,
        /// The largest size that was asked for.
        largest: usize,
    },
    /// The sizes of a [`SizedPool`](crate::SizedPool) would not grow.
    FactorTooSmall {
        /// The factor that was asked for.
        factor: usize,
    },
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::CapacityTooLarge { capacity } => write!(
                f,
                "a pool keeps at most {MAX_CAPACITY} objects: a capacity of {capacity} is too large",
            ),
            BuildError::PrefillTooLarge { prefill, capacity } => write!(
                f,
                "{prefill} objects made in advance do not fit a pool that keeps {capacity}: \
                 raise the capacity or prefill fewer",
            ),
            BuildError::ZeroInterval => f.write_str(
                "an adaptive pool with an interval of no length keeps nothing: give it a longer one",
            ),
            BuildError::ZeroSize => f.write_str(
                "a smallest size of 0 is no size: give a capacity of at least 1",
            ),
            BuildError::LargestTooSmall { smallest, largest } => write!(
                f,
                "the largest size is {largest}, less than the smallest, {smallest}: \
                 raise the one or lower the other",
            ),
            BuildError::FactorTooSmall { factor } => write!(
                f,
                "a factor of {factor} between the sizes is too small: give one of at least 2",
            ),
        }
    }
}

impl Error for BuildError {}
