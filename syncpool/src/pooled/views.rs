//! Borrowed views of the object: `AsRef`, `AsMut`, `Borrow`.

use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::{Borrow, BorrowMut};
#[cfg(feature = "std")]
use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

use crate::{Pool, Pooled};

impl<P, U> AsRef<U> for Pooled<P>
where
    P: Pool<Item: AsRef<U>>,
    U: ?Sized,
{
    #[inline]
    fn as_ref(&self) -> &U {
        (**self).as_ref()
    }
}

impl<P, U> AsMut<U> for Pooled<P>
where
    P: Pool<Item: AsMut<U>>,
    U: ?Sized,
{
    #[inline]
    fn as_mut(&mut self) -> &mut U {
        (**self).as_mut()
    }
}

// `Borrow` promises that both sides compare, order and hash alike. A guard does so as its object does, and
// each of the objects below as its unsized form does. `Borrow<P::Item>` would overlap with std's
// `Borrow<T> for T`, since the item of a pool could be the guard itself.

/// Lets a map whose keys are pooled strings be looked up by `&str`.
impl<P: Pool<Item = String>> Borrow<str> for Pooled<P> {
    #[inline]
    fn borrow(&self) -> &str {
        self
    }
}

impl<P: Pool<Item = String>> BorrowMut<str> for Pooled<P> {
    #[inline]
    fn borrow_mut(&mut self) -> &mut str {
        self
    }
}

/// Lets a map whose keys are pooled vectors be looked up by `&[T]`.
impl<T, P: Pool<Item = Vec<T>>> Borrow<[T]> for Pooled<P> {
    #[inline]
    fn borrow(&self) -> &[T] {
        self
    }
}

impl<T, P: Pool<Item = Vec<T>>> BorrowMut<[T]> for Pooled<P> {
    #[inline]
    fn borrow_mut(&mut self) -> &mut [T] {
        self
    }
}

/// Lets a map whose keys are pooled paths be looked up by `&Path`.
#[cfg(feature = "std")]
impl<P: Pool<Item = PathBuf>> Borrow<Path> for Pooled<P> {
    #[inline]
    fn borrow(&self) -> &Path {
        self
    }
}

/// Lets a map whose keys are pooled system strings be looked up by `&OsStr`.
#[cfg(feature = "std")]
impl<P: Pool<Item = OsString>> Borrow<OsStr> for Pooled<P> {
    #[inline]
    fn borrow(&self) -> &OsStr {
        self
    }
}
