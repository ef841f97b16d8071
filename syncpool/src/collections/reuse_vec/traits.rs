//! The traits that a vector has, as `Vec` has them, and those of a poolable object.

use alloc::vec::{self, Vec};
use core::borrow::{Borrow, BorrowMut};
use core::cmp::Ordering;
use core::fmt::{self, Debug};
use core::hash::{Hash, Hasher};
use core::ops::{Deref, DerefMut};
use core::slice;

use super::ReuseVec;
use crate::{Footprint, LimitCapacity, Poolable};

impl<T> Deref for ReuseVec<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        &self.elements[..self.length]
    }
}

impl<T> DerefMut for ReuseVec<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.elements[..self.length]
    }
}

/// Removes all elements and keeps them as spare ones.
impl<T: Poolable> Poolable for ReuseVec<T> {
    #[inline]
    fn reset(&mut self) {
        self.clear();
    }

    /// Counts the memory of all elements, spare ones included.
    fn footprint(&self) -> Footprint {
        let elements: Footprint = self.elements.iter().map(T::footprint).sum();
        elements + Footprint::of_elements::<T>(self.length, self.elements.capacity())
    }
}

/// Drops spare elements until there are at most `max` elements, and then shrinks.
impl<T> LimitCapacity for ReuseVec<T> {
    fn limit_capacity(&mut self, max: usize) {
        self.trim(max.saturating_sub(self.length));
        self.elements.limit_capacity(max);
    }
}

/// Clones the elements, without the spare ones. `clone_from` clones each element into one that is there.
impl<T: Clone + Poolable> Clone for ReuseVec<T> {
    fn clone(&self) -> Self {
        self.to_vec().into()
    }

    fn clone_from(&mut self, source: &Self) {
        self.truncate(source.length);
        let (front, rest) = source.split_at(self.length);
        for (element, source) in self.iter_mut().zip(front) {
            element.clone_from(source);
        }
        self.extend_from_slice(rest);
    }
}

impl<T> Default for ReuseVec<T> {
    fn default() -> Self {
        ReuseVec::new()
    }
}

/// Takes over the memory and the elements.
impl<T> From<Vec<T>> for ReuseVec<T> {
    fn from(elements: Vec<T>) -> Self {
        ReuseVec { length: elements.len(), elements }
    }
}

/// Drops the spare elements and passes on the memory and the others.
impl<T> From<ReuseVec<T>> for Vec<T> {
    fn from(mut vector: ReuseVec<T>) -> Self {
        vector.elements.truncate(vector.length);
        vector.elements
    }
}

impl<T> FromIterator<T> for ReuseVec<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Vec::from_iter(elements).into()
    }
}

/// Adds elements that the caller has made. Each takes the place of a spare element, which is dropped.
impl<T> Extend<T> for ReuseVec<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, elements: I) {
        let elements = elements.into_iter();
        self.elements.reserve(elements.size_hint().0.saturating_sub(self.spare_count()));
        elements.for_each(|element| self.push(element));
    }
}

/// Adds clones of elements. Each is written into a spare element by [`Clone::clone_from`].
impl<'a, T: Clone + Poolable> Extend<&'a T> for ReuseVec<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, elements: I) {
        elements.into_iter().for_each(|element| self.extend_from_slice(slice::from_ref(element)));
    }
}

/// Passes on the elements, without the spare ones.
impl<T> IntoIterator for ReuseVec<T> {
    type Item = T;
    type IntoIter = vec::IntoIter<T>;

    fn into_iter(self) -> vec::IntoIter<T> {
        Vec::from(self).into_iter()
    }
}

impl<'a, T> IntoIterator for &'a ReuseVec<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> slice::Iter<'a, T> {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut ReuseVec<T> {
    type Item = &'a mut T;
    type IntoIter = slice::IterMut<'a, T>;

    fn into_iter(self) -> slice::IterMut<'a, T> {
        self.iter_mut()
    }
}

impl<T: Debug> Debug for ReuseVec<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: PartialEq<U>, U> PartialEq<ReuseVec<U>> for ReuseVec<T> {
    fn eq(&self, other: &ReuseVec<U>) -> bool {
        **self == **other
    }
}

macro_rules! compared_with {
    ($([$($generics:tt)*] $other:ty;)+) => {$(
        /// Compares the elements, without the spare ones.
        impl<T: PartialEq<U>, U, $($generics)*> PartialEq<$other> for ReuseVec<T> {
            fn eq(&self, other: &$other) -> bool {
                **self == other[..]
            }
        }
    )+};
}

compared_with! {
    [] [U];
    [] &[U];
    [] Vec<U>;
    [const N: usize] [U; N];
}

impl<T: Eq> Eq for ReuseVec<T> {}

impl<T: PartialOrd> PartialOrd for ReuseVec<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}

impl<T: Ord> Ord for ReuseVec<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl<T: Hash> Hash for ReuseVec<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<T> AsRef<[T]> for ReuseVec<T> {
    fn as_ref(&self) -> &[T] {
        self
    }
}

impl<T> AsMut<[T]> for ReuseVec<T> {
    fn as_mut(&mut self) -> &mut [T] {
        self
    }
}

impl<T> Borrow<[T]> for ReuseVec<T> {
    fn borrow(&self) -> &[T] {
        self
    }
}

impl<T> BorrowMut<[T]> for ReuseVec<T> {
    fn borrow_mut(&mut self) -> &mut [T] {
        self
    }
}
