//! The declaration of a static pool with sizes: what `pool!` writes, and the checks that it calls.

use alloc::boxed::Box;
use core::time::Duration;

use crate::raw::DEFAULT_INTERVAL;
use crate::static_pool::Declaration;
use crate::{Pool, WithCapacity};

/// The declaration of a static pool with sizes. `pool!` implements it for the type that has the pool's name.
///
/// The trait is not part of the public interface: only `pool!` implements it.
pub trait SizedDeclaration:
    Pool<Item = <Self as SizedDeclaration>::Object> + Copy + 'static
{
    /// The same type as `Item`. It has the bound, so that rustc reports a missing one at the user's type. The
    /// declarations of the classes have the other bounds.
    type Object: WithCapacity;
    /// The sizes of the classes.
    const SIZES: &'static [usize];
    /// The most idle objects that the pool keeps of each size.
    const CAPACITY: usize;
    /// The most bytes that all idle objects hold together; `usize::MAX` if there is no limit.
    const MAX_BYTES: usize = usize::MAX;
    /// How long an interval of an adaptive pool is.
    const INTERVAL: Duration = DEFAULT_INTERVAL;
    /// The name of the static.
    const NAME: &'static str;
    /// The handle itself, which has no content.
    const HANDLE: Self;

    /// Calls `visitor` with the declaration of a class.
    fn visit<V: ClassVisitor<Self::Object>>(class: usize, visitor: V) -> V::Output;
    /// Makes an object of a class.
    fn make(class: usize) -> Box<Self::Object> {
        Box::new(Self::Object::with_capacity(Self::SIZES[class]))
    }
    /// Clears an object that comes back.
    fn reset(object: &mut Self::Object);
    /// Tells whether an object that was cleared is worth keeping.
    fn is_reusable(object: &Self::Object) -> bool;
}

/// A function over the declaration of a class.
pub trait ClassVisitor<T> {
    /// What the function returns.
    type Output;
    /// Calls the function.
    fn visit<K: Declaration<Item = T>>(self, class: K) -> Self::Output;
}

/// Checks the sizes of a pool while the program is compiled.
///
/// # Panics
///
/// If one of them is not larger than the one before, or the first is 0.
#[track_caller]
pub const fn check_sizes(sizes: &[usize]) {
    let mut at = 0;
    let mut last = 0;
    while at < sizes.len() {
        assert!(sizes[at] > 0, "a size of 0 is no size: give a capacity of at least 1");
        assert!(sizes[at] > last, "the sizes must grow: each must be larger than the one before");
        last = sizes[at];
        at += 1;
    }
}

/// Checks the limit in bytes while the program is compiled.
///
/// # Panics
///
/// If it is 0.
#[track_caller]
pub const fn check_max_bytes(max_bytes: usize) {
    assert!(
        max_bytes > 0,
        "a pool whose idle objects hold 0 bytes keeps nothing: give it a larger `max_bytes`"
    );
}
