//! What an object holds and what of it is used.

use core::iter::Sum;
use core::ops::{Add, AddAssign};

/// How much memory an object holds that would stay allocated through a reset, and how much of it is
/// used now, in bytes.
///
/// An adaptive pool (see [`pool!`](crate::pool) and
/// [`adaptive`](crate::SyncPoolBuilder::adaptive)) asks [`Poolable::footprint`] for it when an object
/// comes back, to find those that hold far more than is ever used.
///
/// # Examples
///
/// ```
/// use syncpool::{Footprint, Poolable};
///
/// let mut line = String::with_capacity(4096);
/// line.push_str("GET / HTTP/1.1");
/// assert_eq!(line.footprint(), Footprint { used: 14, allocated: 4096 });
///
/// let both = line.footprint() + vec![1_u32, 2].footprint();
/// assert_eq!((both.used, both.allocated), (22, 4104));
/// ```
///
/// [`Poolable::footprint`]: crate::Poolable::footprint
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Footprint {
    /// Bytes in use.
    pub used: usize,
    /// Bytes that are allocated, the used ones included. 0 is for "nothing, or nothing is known".
    pub allocated: usize,
}

impl Footprint {
    /// That of a collection with elements of type `T`: `used` of them, and room for `allocated`.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::Footprint;
    ///
    /// let frame = Footprint::of_elements::<u32>(3, 100);
    /// assert_eq!(frame, Footprint { used: 12, allocated: 400 });
    /// ```
    #[inline]
    #[must_use]
    pub const fn of_elements<T>(used: usize, allocated: usize) -> Self {
        // A vector of elements without size has room for `usize::MAX` of them, in 0 bytes.
        Footprint {
            used: used.saturating_mul(size_of::<T>()),
            allocated: allocated.saturating_mul(size_of::<T>()),
        }
    }
}

impl Add for Footprint {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Footprint {
            used: self.used.saturating_add(other.used),
            allocated: self.allocated.saturating_add(other.allocated),
        }
    }
}

impl AddAssign for Footprint {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Footprint {
    #[inline]
    fn sum<I: Iterator<Item = Self>>(footprints: I) -> Self {
        footprints.fold(Footprint::default(), Add::add)
    }
}
