//! Borrowed views of a shared object: `AsRef`, `AsMut`, `Borrow`. And getting one where only its type is named.

use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::Borrow;
#[cfg(feature = "std")]
use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

use super::PooledArc;
use super::contents::{Shareable, ShareableItem};
use crate::{Pool, Pooled};

impl<T: AsRef<U>, U: ?Sized> AsRef<U> for Shareable<T> {
    #[inline]
    fn as_ref(&self) -> &U {
        (**self).as_ref()
    }
}

impl<T: AsMut<U>, U: ?Sized> AsMut<U> for Shareable<T> {
    #[inline]
    fn as_mut(&mut self) -> &mut U {
        (**self).as_mut()
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
