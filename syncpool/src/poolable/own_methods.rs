//! The methods of a field's own type that the derive calls for `#[poolable(clear)]`.
//!
//! A type of another crate may have `capacity` and `len`, or may not; the derive sees only its name. So the
//! derive calls both where the traits below are in scope, whose methods have the same names. rustc tries the
//! methods that take a `&T` first: those of the type, then those of the user's traits. The traits below are
//! implemented for `&T`, so that their methods take a `&&T`, which rustc tries last. This technique is known as
//! autoref specialisation (David Tolnay, 2019).

use super::Footprint;

/// The answer of a method that the type does not have.
#[derive(Debug)]
pub struct Unknown;

/// Answers in place of a type without `capacity`.
pub trait NoCapacity {
    /// The answer: nothing is known.
    fn capacity(&self) -> Unknown {
        Unknown
    }
}

impl<T: ?Sized> NoCapacity for &T {}

/// Answers in place of a type without `len`.
#[allow(clippy::len_without_is_empty, reason = "it is called as the type's own method is")]
pub trait NoLength {
    /// The answer: nothing is known.
    fn len(&self) -> Unknown {
        Unknown
    }
}

impl<T: ?Sized> NoLength for &T {}

/// What a method has answered.
#[derive(Debug)]
pub struct Answer<N>(pub N);

impl Answer<usize> {
    /// The number that was answered.
    #[inline]
    pub fn number(&self) -> Option<usize> {
        Some(self.0)
    }
}

/// An answer that is no `usize`.
pub trait NoNumber {
    /// No number.
    fn number(&self) -> Option<usize> {
        None
    }
}

impl<N> NoNumber for &Answer<N> {}

/// The elements of a collection.
#[derive(Debug)]
pub struct Elements<'a, T: ?Sized>(pub &'a T);

/// A collection that lends its elements, so that their type is known.
pub trait ReferencedElements {
    /// The size of an element in bytes.
    fn element_size(&self) -> usize;
}

impl<'a, T: ?Sized> ReferencedElements for Elements<'a, T>
where
    &'a T: IntoIterator<Item: Lent>,
{
    #[inline]
    fn element_size(&self) -> usize {
        <&T as IntoIterator>::Item::SIZE
    }
}

/// Any other collection. Its elements count as bytes.
pub trait AnyElements {
    /// The size of an element in bytes.
    fn element_size(&self) -> usize {
        1
    }
}

impl<T: ?Sized> AnyElements for &Elements<'_, T> {}

/// A lent element, or a lent entry of a map.
pub trait Lent {
    /// The size of the element in bytes.
    const SIZE: usize;
}

impl<T> Lent for &T {
    const SIZE: usize = size_of::<T>();
}

impl<K, V> Lent for (&K, &V) {
    const SIZE: usize = size_of::<(K, V)>();
}

/// Makes the footprint of a collection. It is unknown if the type does not tell both numbers.
#[inline]
pub fn footprint(length: Option<usize>, capacity: Option<usize>, element_size: usize) -> Footprint {
    match (length, capacity) {
        (Some(length), Some(capacity)) => Footprint::of_size(length, capacity, element_size),
        _ => Footprint::default(),
    }
}

/// Tells whether a collection may have more than `max`.
#[inline]
pub fn exceeds(capacity: Option<usize>, max: usize) -> bool {
    capacity.is_none_or(|capacity| capacity > max)
}
