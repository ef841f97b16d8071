//! Objects that are all zeros, made straight on the heap.

use alloc::alloc::handle_alloc_error;
use alloc::boxed::Box;
use core::alloc::Layout;

use bytemuck::Zeroable;

/// Makes an object that is all zeros, straight on the heap.
///
/// It is for objects that are too large for the stack. A static pool uses it by the option
/// `init_boxed = syncpool::zeroed_box` of [`pool!`](crate::pool), a run-time pool by
/// [`SyncPoolBuilder::zeroed`](crate::SyncPoolBuilder::zeroed). It needs the feature `bytemuck`, whose
/// trait [`Zeroable`] marks the types of which all zeros are a valid value. Numbers and arrays of
/// numbers implement it. Structs of such types can derive it: `#[derive(bytemuck::Zeroable)]`.
///
/// # Examples
///
/// ```
/// use syncpool::prelude::*;
///
/// type Image = [u8; 16 << 20];
///
/// pool! {
///     /// An image on the stack would overflow it.
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
