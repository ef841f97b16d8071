//! A vector that keeps its former elements.

mod clearing;
mod removal;
#[cfg(feature = "serde1")]
mod serde;
mod traits;

use alloc::vec::Vec;
use core::mem;

use self::clearing::Clearing;
use crate::Poolable;

/// A vector that keeps its former elements and hands them out again.
///
/// An element that is removed is [reset](Poolable::reset) at once, and stays in the vector as a *spare* one.
/// [`push_default`](Self::push_default) adds a spare element to the vector, which still has the memory that it
/// had allocated. It dereferences to a slice, which has the methods that only read, change or reorder elements.
///
/// Spare elements are used in the order in which they were in the vector before it was cleared: the first one
/// becomes the first one again.
///
/// See [the module](crate::collections) for what it holds on to.
///
/// # Examples
///
/// ```
/// use syncpool::collections::ReuseVec;
///
/// let mut lines = ReuseVec::<String>::new();
/// lines.push_default().push_str("to be");
/// lines.push_default().push_str("or not to be");
/// assert_eq!(lines, ["to be", "or not to be"]);
///
/// lines.clear();
/// assert_eq!((lines.len(), lines.spare_count()), (0, 2));
/// let line = lines.push_default();
/// assert!(line.is_empty() && line.capacity() >= 5);
/// ```
pub struct ReuseVec<T> {
    /// The elements of the vector, then the spare ones. A spare element has been reset, and is reusable.
    elements: Vec<T>,
    /// The number of the elements that are not spare.
    length: usize,
}

impl<T> ReuseVec<T> {
    /// Makes an empty vector, which has no memory yet.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let lines = ReuseVec::<String>::new();
    /// assert_eq!((lines.len(), lines.spare_count(), lines.capacity()), (0, 0, 0));
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        ReuseVec { elements: Vec::new(), length: 0 }
    }

    /// Makes an empty vector with room for `capacity` elements, without any spare element.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let lines = ReuseVec::<String>::with_capacity(10);
    /// assert!(lines.is_empty() && lines.capacity() >= 10);
    /// ```
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        ReuseVec { elements: Vec::with_capacity(capacity), length: 0 }
    }

    /// Returns the number of elements that the vector has room for, spare ones included.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let mut lines = ReuseVec::<String>::with_capacity(10);
    /// lines.push_default();
    /// lines.clear();
    /// assert!(lines.capacity() >= 10);
    /// ```
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.elements.capacity()
    }

    /// Returns the number of spare elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let mut lines = ReuseVec::from(vec!["a".to_owned(), "b".to_owned()]);
    /// lines.truncate(1);
    /// assert_eq!((lines.len(), lines.spare_count()), (1, 1));
    /// ```
    #[must_use]
    pub fn spare_count(&self) -> usize {
        self.elements.len() - self.length
    }

    /// Drops spare elements until at most `keep` are left, and returns how many it has dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let mut lines: ReuseVec<String> = ["a", "b", "c"].map(String::from).into_iter().collect();
    /// lines.clear();
    /// assert_eq!((lines.trim(1), lines.spare_count()), (2, 1));
    /// ```
    pub fn trim(&mut self, keep: usize) -> usize {
        let excess = self.spare_count().saturating_sub(keep);
        self.elements.truncate(self.elements.len() - excess);
        excess
    }

    /// Adds an element that the caller has made. It takes the place of a spare element, which is dropped.
    ///
    /// Prefer [`push_default`](Self::push_default), which reuses the spare element.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let mut lines = ReuseVec::new();
    /// lines.push("to be".to_owned());
    /// assert_eq!(lines, ["to be"]);
    /// ```
    pub fn push(&mut self, element: T) {
        drop(self.push_over_spare(element));
    }

    /// Adds an element, and returns the spare one whose place it takes.
    pub(in crate::collections) fn push_over_spare(&mut self, element: T) -> Option<T> {
        let spare = match self.elements.get_mut(self.length) {
            Some(spare) => Some(mem::replace(spare, element)),
            None => {
                self.elements.push(element);
                None
            }
        };
        self.length += 1;
        spare
    }

    /// Adds a spare element after `write` has changed it, if there is one. If `write` panics, the element is dropped.
    #[inline]
    pub(in crate::collections) fn push_spare_with(&mut self, write: impl FnOnce(&mut T)) -> bool
    where
        T: Poolable,
    {
        if self.spare_count() == 0 {
            return false;
        }
        Clearing::write_spare(self, write);
        self.length += 1;
        true
    }

    /// Takes a spare element out.
    #[cfg(feature = "serde1")]
    pub(in crate::collections) fn take_spare(&mut self) -> Option<T> {
        (self.spare_count() > 0).then(|| self.elements.swap_remove(self.length))
    }

    /// Adds an element that [`take_spare`](Self::take_spare) has taken out. No spare element is dropped.
    #[cfg(feature = "serde1")]
    pub(in crate::collections) fn push_before_spares(&mut self, element: T) {
        self.elements.push(element);
        let last = self.elements.len() - 1;
        self.elements.swap(self.length, last);
        self.length += 1;
    }

    /// Resets an element and keeps it as a spare one.
    #[cfg(feature = "serde1")]
    pub(in crate::collections) fn add_spare(&mut self, mut element: T)
    where
        T: Poolable,
    {
        element.reset();
        if element.is_reusable() {
            self.elements.push(element);
        }
    }

    /// Returns the elements as a slice.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let mut lines = ReuseVec::from(vec![1, 2, 3]);
    /// lines.truncate(2);
    /// assert_eq!(lines.as_slice(), [1, 2]); // no spare ones
    /// ```
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        self
    }

    /// Returns the elements as a mutable slice.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let mut lines = ReuseVec::from(vec![3, 1, 2]);
    /// lines.as_mut_slice().sort();
    /// assert_eq!(lines, [1, 2, 3]);
    /// ```
    #[must_use]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        self
    }
}

impl<T: Default> ReuseVec<T> {
    /// Adds a spare element, or a new one if there is none, and returns it.
    ///
    /// The element is equal to a new one: it has been reset.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let mut rows = ReuseVec::<ReuseVec<u32>>::new();
    /// rows.push_default().push(1);
    /// rows.push_default().extend([2, 3]);
    /// assert_eq!(rows[1], [2, 3]);
    /// ```
    #[inline]
    pub fn push_default(&mut self) -> &mut T {
        if self.spare_count() == 0 {
            self.elements.push(T::default());
        }
        self.length += 1;
        &mut self.elements[self.length - 1]
    }
}

impl<T: Clone + Poolable> ReuseVec<T> {
    /// Adds clones of elements. Each is written into a spare element by [`Clone::clone_from`].
    ///
    /// # Panics
    ///
    /// If a clone panics: those before it have been added, and its spare element is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let mut lines = ReuseVec::from(vec![String::with_capacity(100)]);
    /// lines.clear();
    /// lines.extend_from_slice(&["short".to_owned()]);
    /// assert_eq!(lines, ["short"]);
    /// assert!(lines[0].capacity() >= 100);
    /// ```
    pub fn extend_from_slice(&mut self, elements: &[T]) {
        self.elements.reserve(elements.len().saturating_sub(self.spare_count()));
        for element in elements {
            if !self.push_spare_with(|spare| spare.clone_from(element)) {
                self.push(element.clone());
            }
        }
    }
}
