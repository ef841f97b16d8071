//! Traits of the object that its contents and its shared guard have, too.

use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt::{self, Debug, Display, Write};
use core::hash::{Hash, Hasher};
#[cfg(feature = "std")]
use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

use super::PooledArc;
use super::contents::{Shareable, ShareableItem};
use crate::{Pool, Pooled};

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

forwarded! { [] Shareable<T>, [] Shareable<U> }
forwarded! { [P: Pool<Item = Shareable<T>>,] PooledArc<P>, [Q: Pool<Item = Shareable<U>>,] PooledArc<Q> }

impl<T: AsRef<U>, U: ?Sized> AsRef<U> for Shareable<T> {
    #[inline]
    fn as_ref(&self) -> &U {
        (**self).as_ref()
    }
}

impl<P: Pool<Item: AsRef<U>>, U: ?Sized> AsRef<U> for PooledArc<P> {
    #[inline]
    fn as_ref(&self) -> &U {
        self.item().as_ref()
    }
}

/// Lets a map whose keys are shared strings be looked up by `&str`.
impl<P: Pool<Item = Shareable<String>>> Borrow<str> for PooledArc<P> {
    #[inline]
    fn borrow(&self) -> &str {
        self
    }
}

/// Lets a map whose keys are shared vectors be looked up by `&[T]`.
impl<T, P: Pool<Item = Shareable<Vec<T>>>> Borrow<[T]> for PooledArc<P> {
    #[inline]
    fn borrow(&self) -> &[T] {
        self
    }
}

/// Lets a map whose keys are shared paths be looked up by `&Path`.
#[cfg(feature = "std")]
impl<P: Pool<Item = Shareable<PathBuf>>> Borrow<Path> for PooledArc<P> {
    #[inline]
    fn borrow(&self) -> &Path {
        self
    }
}

/// Lets a map whose keys are shared system strings be looked up by `&OsStr`.
#[cfg(feature = "std")]
impl<P: Pool<Item = Shareable<OsString>>> Borrow<OsStr> for PooledArc<P> {
    #[inline]
    fn borrow(&self) -> &OsStr {
        self
    }
}

/// Gets an object from the pool.
impl<P: Pool<Item: ShareableItem> + Default> Default for PooledArc<P> {
    #[inline]
    fn default() -> Self {
        Pooled::share(Pooled::default())
    }
}

/// Gets an object from the pool and extends it.
impl<P, A> FromIterator<A> for PooledArc<P>
where
    P: Pool<Item: ShareableItem + Extend<A>> + Default,
{
    #[inline]
    fn from_iter<I: IntoIterator<Item = A>>(iter: I) -> Self {
        Pooled::share(iter.into_iter().collect())
    }
}

impl<T: AsMut<U>, U: ?Sized> AsMut<U> for Shareable<T> {
    #[inline]
    fn as_mut(&mut self) -> &mut U {
        (**self).as_mut()
    }
}

impl<T: Extend<A>, A> Extend<A> for Shareable<T> {
    #[inline]
    fn extend<I: IntoIterator<Item = A>>(&mut self, iter: I) {
        (**self).extend(iter);
    }
}

impl<T: Write> Write for Shareable<T> {
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
