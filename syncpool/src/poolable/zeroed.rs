//! Objects of zeros, made straight on the heap.

use std::alloc::{Layout, handle_alloc_error};

use bytemuck::Zeroable;

/// Makes an object of nothing but zeros, straight on the heap.
///
/// For objects that are too large for the stack, in pools of any kind: as the
/// `init_boxed = syncpool::zeroed_box` of [`pool!`](crate::pool), or by
/// [`SyncPoolBuilder::zeroed`](crate::SyncPoolBuilder::zeroed). Needs the feature `bytemuck`: its
/// [`Zeroable`] says for which types zeros are a value. Numbers and arrays of them have it, and
/// structs of such types get it by `#[derive(bytemuck::Zeroable)]`.
///
/// # Examples
///
/// ```
/// use syncpool::prelude::*;
///
/// type Image = [u8; 16 << 20];
///
/// pool! {
///     /// They would overflow the stack if they ever were there.
///     static IMAGES: Image = 4, init_boxed = syncpool::zeroed_box, reset = |image| image.fill(0);
/// }
///
/// let mut image = IMAGES.get();
/// image[12_345_678] = 1;
/// drop(image);
/// assert_eq!(IMAGES.get()[12_345_678], 0);
/// ```
#[must_use]
pub fn zeroed_box<T: Zeroable>() -> Box<T> {
    let made = bytemuck::allocation::try_zeroed_box();
    made.unwrap_or_else(|()| handle_alloc_error(Layout::new::<T>()))
}
