//! Removal that survives a panic of the elements' own functions.

use super::ReuseVec;
use crate::Poolable;

/// The removal of elements from the end of a vector, or a change of its first spare element.
///
/// If the element's own code panics, dropping this value drops the element, and finishes the removal.
pub(super) struct Clearing<'a, T: Poolable> {
    vector: &'a mut ReuseVec<T>,
    /// The length that the vector is to have.
    length: usize,
    /// Whether the element after the vector's last one is neither an element of the vector nor known to be reset.
    is_unfinished: bool,
}

impl<'a, T: Poolable> Clearing<'a, T> {
    /// Removes all but the first `length` elements, last to first.
    #[inline]
    pub(super) fn truncate(vector: &'a mut ReuseVec<T>, length: usize) {
        Clearing { vector, length, is_unfinished: false }.run();
    }

    /// Changes the first spare element, which must be there. If `write` panics, the element is dropped.
    #[inline]
    pub(super) fn write_spare<R>(
        vector: &'a mut ReuseVec<T>,
        write: impl FnOnce(&mut T) -> R,
    ) -> R {
        let length = vector.length;
        let mut clearing = Clearing { vector, length, is_unfinished: true };
        let result = write(&mut clearing.vector.elements[length]);
        clearing.is_unfinished = false;
        result
    }

    #[inline]
    fn run(&mut self) {
        while self.vector.length > self.length {
            self.vector.length -= 1;
            self.is_unfinished = true;
            let element = &mut self.vector.elements[self.vector.length];
            element.reset();
            if element.is_reusable() {
                self.is_unfinished = false;
            } else {
                self.drop_unfinished();
            }
        }
    }

    #[cold]
    fn drop_unfinished(&mut self) {
        self.is_unfinished = false;
        // The last spare element takes its place.
        drop(self.vector.elements.swap_remove(self.vector.length));
    }
}

impl<T: Poolable> Drop for Clearing<'_, T> {
    #[inline]
    fn drop(&mut self) {
        // Both do nothing, unless a function of an element has panicked.
        if self.is_unfinished {
            self.drop_unfinished();
        }
        self.run();
    }
}

/// Clears a vector when it is dropped.
pub(super) struct ClearOnDrop<'a, T: Poolable>(pub(super) &'a mut ReuseVec<T>);

impl<T: Poolable> Drop for ClearOnDrop<'_, T> {
    fn drop(&mut self) {
        self.0.clear();
    }
}
