//! Removal of elements, which become spare ones.

use super::ReuseVec;
use super::clearing::{ClearOnDrop, Clearing};
use crate::Poolable;

impl<T: Poolable> ReuseVec<T> {
    /// Removes all elements and keeps them as spare ones.
    ///
    /// # Panics
    ///
    /// If a reset panics: see [the module](crate::collections#panics).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let mut lines = ReuseVec::from(vec!["a".to_owned()]);
    /// lines.clear();
    /// assert_eq!((lines.len(), lines.spare_count()), (0, 1));
    /// ```
    #[inline]
    pub fn clear(&mut self) {
        self.truncate(0);
    }

    /// Removes all but the first `length` elements, and keeps them as spare ones. Does nothing if there are no
    /// more than that.
    ///
    /// # Panics
    ///
    /// If a reset panics: see [the module](crate::collections#panics).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let mut numbers = ReuseVec::from(vec![1, 2, 3]);
    /// numbers.truncate(1);
    /// assert_eq!(numbers, [1]);
    /// ```
    #[inline]
    pub fn truncate(&mut self, length: usize) {
        Clearing::truncate(self, length);
    }

    /// Removes an element and keeps it as a spare one. The later elements move up by one place.
    ///
    /// Unlike [`Vec::remove`], it does not return the element. To get it, take it out first, for example by
    /// [`mem::take`](core::mem::take).
    ///
    /// # Panics
    ///
    /// If there is no element at `index`, or if the reset panics: see [the module](crate::collections#panics).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let mut numbers = ReuseVec::from(vec![1, 2, 3]);
    /// numbers.remove(0);
    /// assert_eq!(numbers, [2, 3]);
    /// ```
    #[track_caller]
    pub fn remove(&mut self, index: usize) {
        self.check_removal(index);
        self[index..].rotate_left(1);
        self.truncate(self.length - 1);
    }

    /// Removes an element and keeps it as a spare one. The last element takes its place.
    ///
    /// # Panics
    ///
    /// If there is no element at `index`, or if the reset panics: see [the module](crate::collections#panics).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let mut numbers = ReuseVec::from(vec![1, 2, 3]);
    /// numbers.swap_remove(0);
    /// assert_eq!(numbers, [3, 2]);
    /// ```
    #[track_caller]
    pub fn swap_remove(&mut self, index: usize) {
        self.check_removal(index);
        let last = self.length - 1;
        self.elements.swap(index, last);
        self.truncate(last);
    }

    #[track_caller]
    fn check_removal(&self, index: usize) {
        let length = self.length;
        assert!(index < length, "there is no element {index} to remove: the length is {length}");
    }

    /// Removes the elements for which `keep` returns `false`, and keeps them as spare ones. The other elements stay
    /// in their order.
    ///
    /// # Panics
    ///
    /// If `keep` panics: all elements stay, perhaps in another order. If a reset panics: see
    /// [the module](crate::collections#panics).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let mut numbers = ReuseVec::from(vec![1, 2, 3, 4]);
    /// numbers.retain(|number| *number % 2 == 0);
    /// assert_eq!(numbers, [2, 4]);
    /// ```
    pub fn retain(&mut self, mut keep: impl FnMut(&mut T) -> bool) {
        let mut kept = 0;
        for index in 0..self.length {
            if keep(&mut self.elements[index]) {
                self.elements.swap(kept, index);
                kept += 1;
            }
        }
        self.truncate(kept);
    }

    /// Calls `visit` with each element, first to last, then removes all and keeps them as spare ones.
    ///
    /// It stands in for [`Vec::drain`], which gives the elements away.
    ///
    /// # Panics
    ///
    /// If `visit` panics: the elements are removed nevertheless. If a reset panics: see [the module](crate::collections#panics).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseVec;
    ///
    /// let mut sum = 0;
    /// let mut numbers = ReuseVec::from(vec![1, 2, 3]);
    /// numbers.drain_with(|number| sum += *number);
    /// assert_eq!((sum, numbers.len(), numbers.spare_count()), (6, 0, 3));
    /// ```
    pub fn drain_with(&mut self, visit: impl FnMut(&mut T)) {
        ClearOnDrop(self).0.iter_mut().for_each(visit);
    }
}
