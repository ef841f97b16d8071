//! A copy of the object, made in another object of its pool.

use crate::{Pool, Pooled};

/// Copies the object into another one of its pool.
///
/// The copy is taken from the pool, or made by it, and then filled by the object's own
/// [`clone_from`](Clone::clone_from). So the copy of a `String` or a `Vec` uses the memory that the pooled one
/// has already. If `clone_from` panics, the copy is dropped, as any object whose guard is dropped while its
/// thread unwinds. To copy the object without its pool, write `(*guard).clone()`.
///
/// # Examples
///
/// ```
/// use syncpool::prelude::*;
///
/// pool!(static LINES: String = 64, init = || String::with_capacity(80));
///
/// let mut line = LINES.get();
/// line.push_str("to be");
/// let copy: Pooled<LINES> = line.clone();
/// assert_eq!((copy.as_str(), copy.capacity()), ("to be", 80)); // the memory is that of a pooled string
/// drop((line, copy));
/// assert_eq!(LINES.len(), 2);
/// ```
impl<P: Pool<Item: Clone> + Clone> Clone for Pooled<P> {
    #[inline]
    fn clone(&self) -> Self {
        let pool = self.pool.clone();
        let mut copy = Pooled::new(pool.take_like(self), pool);
        copy.clone_from(self);
        copy
    }

    /// Copies the object of `source` into this guard's own object, which keeps its memory.
    #[inline]
    fn clone_from(&mut self, source: &Self) {
        (**self).clone_from(&**source);
    }
}
