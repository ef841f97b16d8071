//! The memory of an object: how much it holds, and how much of that is used.

use core::iter::Sum;
use core::ops::{Add, AddAssign};

/// How much memory of an object stays allocated through a reset, and how much of it is used now, in
/// bytes.
///
/// An adaptive pool (see [`pool!`](crate::pool) and
/// [`adaptive`](crate::SyncPoolBuilder::adaptive)) calls [`Poolable::footprint`] when an object comes
/// back. So it finds the objects that hold far more memory than any object uses.
///
/// [`new`](Self::new) makes one from bytes, [`of_elements`](Self::of_elements) from elements. `+` and
/// `sum` add up the footprints of an object's parts.
///
/// # Examples
///
/// ```
/// use syncpool::{Footprint, Poolable};
///
/// let mut line = String::with_capacity(4096);
/// line.push_str("GET / HTTP/1.1");
/// assert_eq!(line.footprint(), Footprint::new(14, 4096));
///
/// let both = line.footprint() + vec![1_u32, 2].footprint();
/// assert_eq!((both.used, both.allocated), (22, 4104));
/// ```
///
/// [`Poolable::footprint`]: crate::Poolable::footprint
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Footprint {
    /// Bytes in use.
    pub used: usize,
    /// Bytes that are allocated, the used ones included. 0 means that nothing is allocated, or that the
    /// number is not known.
    pub allocated: usize,
}

impl Footprint {
    /// Makes the footprint of an object that has allocated `allocated` bytes and uses `used` of them.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{Footprint, Poolable};
    ///
    /// /// A ring of bytes, of which some are filled.
    /// struct Ring {
    ///     bytes: Box<[u8]>,
    ///     filled: usize,
    /// }
    ///
    /// impl Poolable for Ring {
    ///     fn reset(&mut self) {
    ///         self.filled = 0;
    ///     }
    ///     fn footprint(&self) -> Footprint {
    ///         Footprint::new(self.filled, self.bytes.len())
    ///     }
    /// }
    ///
    /// let ring = Ring { bytes: vec![0; 4096].into(), filled: 100 };
    /// assert_eq!((ring.footprint().used, ring.footprint().allocated), (100, 4096));
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(used: usize, allocated: usize) -> Self {
        Footprint { used, allocated }
    }

    /// Makes the footprint of a collection that has `used` elements of type `T`, and room for
    /// `allocated`.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::Footprint;
    ///
    /// let frame = Footprint::of_elements::<u32>(3, 100);
    /// assert_eq!(frame, Footprint::new(12, 400));
    /// ```
    #[inline]
    #[must_use]
    pub const fn of_elements<T>(used: usize, allocated: usize) -> Self {
        Footprint::of_size(used, allocated, size_of::<T>())
    }

    /// The same for elements of `size` bytes.
    #[inline]
    pub(super) const fn of_size(used: usize, allocated: usize, size: usize) -> Self {
        // A vector of elements without size has room for `usize::MAX` of them, in 0 bytes.
        Footprint::new(used.saturating_mul(size), allocated.saturating_mul(size))
    }
}

/// The sum of footprints. The derive calls it.
#[inline]
#[must_use]
pub fn sum<const N: usize>(parts: [Footprint; N]) -> Footprint {
    parts.into_iter().fold(Footprint::default(), Footprint::add)
}

/// Whether all answers are yes.
#[inline]
#[must_use]
pub fn all<const N: usize>(answers: [bool; N]) -> bool {
    !answers.contains(&false)
}

impl Add for Footprint {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Footprint::new(
            self.used.saturating_add(other.used),
            self.allocated.saturating_add(other.allocated),
        )
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
