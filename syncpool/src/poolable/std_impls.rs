//! [`Poolable`](super::Poolable) for the standard library's types.
use super::Poolable;

impl<T> Poolable for Vec<T> {
    #[inline]
    fn reset(&mut self) {
        self.clear();
    }
}

impl Poolable for String {
    #[inline]
    fn reset(&mut self) {
        self.clear();
    }
}
