//! `#[derive(Poolable)]`: the types that it can be put on, the effect of each attribute, and the
//! bounds of the implementation that it writes.

mod attributes;
mod bounds;
mod enums;
mod recursion;
mod structs;

use syncpool::Poolable;

/// A type that does not implement `Poolable`, nor anything else.
struct Opaque;

fn is_poolable<T: Poolable + ?Sized>() {}

fn reset<T: Poolable>(mut object: T) -> T {
    object.reset();
    object
}

/// Resets a field, where an attribute names this function.
fn start_over(number: &mut u32) {
    *number = 100;
}
