//! Types of other crates, behind features: each is cleared in place, keeps its capacity, and can be limited.

mod bytes;
mod collections;
mod locks;

use syncpool::{Footprint, LimitCapacity, Poolable};

/// Resets an object, which must be reusable then.
#[track_caller]
fn reset<T: Poolable>(mut object: T) -> T {
    object.reset();
    assert!(object.is_reusable());
    object
}

/// Limits a collection, and returns its capacity.
fn limited<T: LimitCapacity>(object: &mut T, max: usize, capacity: impl Fn(&T) -> usize) -> usize {
    object.limit_capacity(max);
    capacity(object)
}

/// The bytes that are used of those that are allocated, in elements of a size.
fn in_elements(footprint: Footprint, size: usize) -> (usize, usize) {
    assert_eq!((footprint.used % size, footprint.allocated % size), (0, 0));
    (footprint.used / size, footprint.allocated / size)
}
