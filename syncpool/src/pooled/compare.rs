//! Equality, order and hash, which are those of the object.

use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};

use crate::{Pool, Pooled};

/// Compares the objects. The two guards may be of different pools.
impl<P, Q> PartialEq<Pooled<Q>> for Pooled<P>
where
    P: Pool<Item: PartialEq<Q::Item>>,
    Q: Pool,
{
    #[inline]
    fn eq(&self, other: &Pooled<Q>) -> bool {
        **self == **other
    }
}

impl<P: Pool<Item: Eq>> Eq for Pooled<P> {}

/// Implements comparison with the plain values that a string or a vector is usually compared with, above
/// all in tests.
macro_rules! compared_with {
    ($([$($generics:tt)*] $other:ty;)+) => {$(
        /// Compares the object with the value.
        impl<$($generics)* P> PartialEq<$other> for Pooled<P>
        where
            P: Pool<Item: PartialEq<$other>>,
        {
            #[inline]
            fn eq(&self, other: &$other) -> bool {
                **self == *other
            }
        }
    )+};
}

compared_with! {
    [] str;
    [] String;
    [U,] [U];
    [U, const N: usize,] [U; N];
    [U,] Vec<U>;
    ['a, U: ?Sized,] &'a U;
}

/// Orders the objects. The two guards may be of different pools.
impl<P, Q> PartialOrd<Pooled<Q>> for Pooled<P>
where
    P: Pool<Item: PartialOrd<Q::Item>>,
    Q: Pool,
{
    #[inline]
    fn partial_cmp(&self, other: &Pooled<Q>) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }

    #[inline]
    fn lt(&self, other: &Pooled<Q>) -> bool {
        **self < **other
    }

    #[inline]
    fn le(&self, other: &Pooled<Q>) -> bool {
        **self <= **other
    }

    #[inline]
    fn gt(&self, other: &Pooled<Q>) -> bool {
        **self > **other
    }

    #[inline]
    fn ge(&self, other: &Pooled<Q>) -> bool {
        **self >= **other
    }
}

impl<P: Pool<Item: Ord>> Ord for Pooled<P> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl<P: Pool<Item: Hash>> Hash for Pooled<P> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
