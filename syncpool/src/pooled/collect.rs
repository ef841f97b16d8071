//! Filling an object through its guard, and getting an object where only its type is named.
//!
//! `IntoIterator for &Pooled<P> where &P::Item: IntoIterator` is left out on purpose. It compiles, but
//! with it the compiler recurses without end wherever `&_: IntoIterator` is to be inferred, even in code
//! that only depends on this crate. A loop over the object is written `for element in &*guard`, or with
//! the object's own `iter`.

use crate::{Pool, Pooled};

/// Gets an object from the pool.
impl<P: Pool + Default> Default for Pooled<P> {
    #[inline]
    fn default() -> Self {
        P::get(P::default())
    }
}

/// Gets an object from the pool and extends it.
impl<P, A> FromIterator<A> for Pooled<P>
where
    P: Pool<Item: Extend<A>> + Default,
{
    #[inline]
    fn from_iter<I: IntoIterator<Item = A>>(iter: I) -> Self {
        let mut guard = Self::default();
        guard.extend(iter);
        guard
    }
}
