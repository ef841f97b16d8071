//! The memory that an object holds, and how much of it is used.

use core::iter::Sum;
use core::ops::{Add, AddAssign};

/// The memory of an object that stays allocated when the object is reset, and how much of it is used now, in
/// bytes.
///
/// An adaptive pool (see [`pool!`](crate::pool) and
/// [`adaptive`](crate::SyncPoolBuilder::adaptive)) calls [`Poolable::footprint`] when an object is
/// returned, to find objects that hold far more memory than the pool's objects use.
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
    /// Allocated bytes, the used ones included. 0 if nothing is allocated or the number is not known.
    pub allocated: usize,
}

impl Footprint {
    /// The footprint of a collection that holds `used` elements of type `T` and has a capacity of `allocated`.
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
        // A vector of zero-sized elements has a capacity of `usize::MAX`, and holds 0 bytes.
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
