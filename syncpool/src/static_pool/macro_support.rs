//! What the expansions of the macros call: small functions whose signatures tell rustc what the
//! user's expressions are meant to be, and name what is missing when a type lacks something.

use alloc::boxed::Box;

/// The value of a field, from the expression of `#[poolable(value = ...)]`.
///
/// A closure keeps a `return` in the expression from leaving the `reset` around it.
#[inline(always)]
pub fn value<T>(make: impl FnOnce() -> T) -> T {
    make()
}

/// Resets an object, or a field, by the user's function.
#[inline(always)]
pub fn reset_with<T: ?Sized>(object: &mut T, reset: impl FnOnce(&mut T)) {
    reset(object);
}

/// Asks the function of `reusable = ...` whether a cleared object is worth keeping.
#[inline(always)]
pub fn reusable_with<T: ?Sized>(object: &T, reusable: impl FnOnce(&T) -> bool) -> bool {
    reusable(object)
}

/// A field of an enum's default variant that the user's function finishes.
#[inline(always)]
pub fn default_with<T: Default>(finish: impl FnOnce(&mut T)) -> T {
    let mut value = T::default();
    finish(&mut value);
    value
}

/// Makes an object by the function of `init = ...`.
#[inline]
pub fn init<T>(make: impl FnOnce() -> T) -> Box<T> {
    Box::new(make())
}

/// Makes an object by the function of `init_boxed = ...`, straight on the heap.
#[inline]
pub fn init_boxed<T>(make: impl FnOnce() -> Box<T>) -> Box<T> {
    make()
}

/// `Default`, with a message for those who declare a pool.
#[diagnostic::on_unimplemented(
    message = "the pool does not know how to make a `{Self}`: it does not implement `Default`",
    label = "`{Self}` has no default value",
    note = "add `#[derive(Default)]` to `{Self}`, or tell the pool how to make one: `init = || ...`"
)]
pub trait HasDefault: Sized {
    /// Makes an object with the default value.
    fn boxed_default() -> Box<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Default> HasDefault for T {
    #[inline]
    fn boxed_default() -> Box<Self> {
        Box::new(T::default())
    }
}
