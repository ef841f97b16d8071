//! Traits of an object that its guard has, too, and its shared guard and the contents of that: formatting,
//! comparison, hash, `Extend` and `fmt::Write`.

use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt::{self, Debug, Display, Write};
use core::hash::{Hash, Hasher};

use crate::{Pool, Pooled, PooledArc, Shareable};

/// Implements the traits of reading for `$type`, which dereferences to `T`. `$other` is the same type with `U`
/// in place of `T`, and maybe another pool.
macro_rules! forwarded {
    ([$($pool:tt)*] $type:ty, [$($other_pool:tt)*] $other:ty) => {
        impl<T: Debug, $($pool)*> Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: Display, $($pool)*> Display for $type {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }

        /// Compares the objects.
        impl<T: PartialEq<U>, U, $($pool)* $($other_pool)*> PartialEq<$other> for $type {
            #[inline]
            fn eq(&self, other: &$other) -> bool {
                **self == **other
            }
        }

        impl<T: Eq, $($pool)*> Eq for $type {}

        /// Orders the objects.
        impl<T: PartialOrd<U>, U, $($pool)* $($other_pool)*> PartialOrd<$other> for $type {
            #[inline]
            fn partial_cmp(&self, other: &$other) -> Option<Ordering> {
                (**self).partial_cmp(&**other)
            }

            #[inline]
            fn lt(&self, other: &$other) -> bool {
                **self < **other
            }

            #[inline]
            fn le(&self, other: &$other) -> bool {
                **self <= **other
            }

            #[inline]
            fn gt(&self, other: &$other) -> bool {
                **self > **other
            }

            #[inline]
            fn ge(&self, other: &$other) -> bool {
                **self >= **other
            }
        }

        impl<T: Ord, $($pool)*> Ord for $type {
            #[inline]
            fn cmp(&self, other: &Self) -> Ordering {
                (**self).cmp(&**other)
            }
        }

        impl<T: Hash, $($pool)*> Hash for $type {
            #[inline]
            fn hash<H: Hasher>(&self, state: &mut H) {
                (**self).hash(state);
            }
        }

        forwarded! { compared [$($pool)*] $type;
            [] str;
            [] String;
            [U,] [U];
            [U, const N: usize,] [U; N];
            [U,] Vec<U>;
            ['a, U: ?Sized,] &'a U;
        }
    };

    (compared $pool:tt $type:ty; $($generics:tt $value:ty;)+) => {
        $(forwarded! { compared_with $pool $type; $generics $value })+
    };

    (compared_with [$($pool:tt)*] $type:ty; [$($generics:tt)*] $value:ty) => {
        /// Compares the object with the value.
        impl<$($generics)* T: PartialEq<$value>, $($pool)*> PartialEq<$value> for $type {
            #[inline]
            fn eq(&self, other: &$value) -> bool {
                **self == *other
            }
        }
    };
}

/// Implements the traits of writing for `$type`, which dereferences mutably to `T`.
macro_rules! forwarded_mut {
    ([$($pool:tt)*] $type:ty) => {
        impl<T: Extend<A>, A, $($pool)*> Extend<A> for $type {
            #[inline]
            fn extend<I: IntoIterator<Item = A>>(&mut self, iter: I) {
                (**self).extend(iter);
            }
        }

        impl<T: Write, $($pool)*> Write for $type {
            #[inline]
            fn write_str(&mut self, s: &str) -> fmt::Result {
                (**self).write_str(s)
            }

            #[inline]
            fn write_char(&mut self, c: char) -> fmt::Result {
                (**self).write_char(c)
            }

            #[inline]
            fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> fmt::Result {
                (**self).write_fmt(args)
            }
        }
    };
}

forwarded! { [P: Pool<Item = T>,] Pooled<P>, [Q: Pool<Item = U>,] Pooled<Q> }
forwarded! { [] Shareable<T>, [] Shareable<U> }
forwarded! { [P: Pool<Item = Shareable<T>>,] PooledArc<P>, [Q: Pool<Item = Shareable<U>>,] PooledArc<Q> }

forwarded_mut! { [P: Pool<Item = T>,] Pooled<P> }
forwarded_mut! { [] Shareable<T> }
