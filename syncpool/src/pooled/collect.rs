//! Filling an object through its guard, iterating over it, and getting one where only a type is
//! named.

use crate::{Pool, Pooled};

/// Gets an object from the pool.
impl<P: Pool + Default> Default for Pooled<P> {
    #[inline]
    fn default() -> Self {
        P::default().get()
    }
}

impl<P, A> Extend<A> for Pooled<P>
where
    P: Pool<Item: Extend<A>>,
{
    #[inline]
    fn extend<I: IntoIterator<Item = A>>(&mut self, iter: I) {
        (**self).extend(iter);
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

impl<'a, P: Pool> IntoIterator for &'a Pooled<P>
where
    &'a P::Item: IntoIterator,
{
    type Item = <&'a P::Item as IntoIterator>::Item;
    type IntoIter = <&'a P::Item as IntoIterator>::IntoIter;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        (**self).into_iter()
    }
}

impl<'a, P: Pool> IntoIterator for &'a mut Pooled<P>
where
    &'a mut P::Item: IntoIterator,
{
    type Item = <&'a mut P::Item as IntoIterator>::Item;
    type IntoIter = <&'a mut P::Item as IntoIterator>::IntoIter;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        (**self).into_iter()
    }
}
