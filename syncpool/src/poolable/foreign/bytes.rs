//! Network buffers: `BytesMut` and `Bytes`, of the crate bytes 1.

use bytes::{Buf, BufMut, Bytes, BytesMut};

use crate::{Footprint, LimitCapacity, Poolable, WithCapacity};

/// Empties the buffer and reclaims all of its memory: what was split off, frozen or consumed before, too, if
/// nobody else holds a part of it any more.
///
/// A buffer of which another handle holds a part is not reusable, and left without capacity: its memory belongs to
/// that handle. So give a buffer back after the handles that were split off from it are gone, or pool the memory
/// itself as a `Vec<u8>` and share it by [`Bytes::from_owner`](bytes::Bytes::from_owner): see
/// [the guide](crate::guide::network_buffers).
///
/// The [`footprint`](Poolable::footprint) tells of the part that this handle has. A buffer that is empty before its
/// reset may be unused, or all that was used of it may have been split off. So nothing is known of it.
impl Poolable for BytesMut {
    #[inline]
    fn reset(&mut self) {
        self.clear();
        if !reclaim(self) {
            drop(self.split_off(0));
        }
    }

    /// Returns whether the buffer has capacity, or never had any.
    #[inline]
    fn is_reusable(&self) -> bool {
        // A handle without capacity that came from a buffer points into its memory.
        self.capacity() != 0 || self.as_ptr() == BytesMut::new().as_ptr()
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        if self.is_empty() {
            Footprint::default()
        } else {
            Footprint::new(self.len(), self.capacity())
        }
    }
}

/// Grows an empty buffer to all of its memory. Returns `false` if another handle shares the memory.
///
/// `try_reclaim` succeeds if and only if the buffer is not shared and its memory has room for what is asked.
/// Nothing tells how much memory that is, so it is found by asking for more and more.
fn reclaim(buffer: &mut BytesMut) -> bool {
    let capacity = buffer.capacity();
    if capacity == 0 {
        if !buffer.try_reclaim(1) {
            return buffer.is_reusable();
        }
    } else {
        // Give up one byte and ask for it again: if it is refused, the buffer is shared.
        buffer.put_u8(0);
        buffer.advance(1);
        if !buffer.try_reclaim(capacity) {
            return false;
        }
    }
    let mut more = 1;
    loop {
        if buffer.try_reclaim(buffer.capacity().saturating_add(more)) {
            more = more.saturating_mul(2);
        } else if more == 1 {
            return true;
        } else {
            more = 1;
        }
    }
}

/// Replaces a buffer that has more capacity by one of `max` bytes, or of as many as it contains.
impl LimitCapacity for BytesMut {
    #[inline]
    fn limit_capacity(&mut self, max: usize) {
        let capacity = max.max(self.len());
        if self.capacity() > capacity {
            let mut smaller = BytesMut::with_capacity(capacity);
            smaller.extend_from_slice(self);
            *self = smaller;
        }
    }
}

/// A pool with sizes asks for the capacity after the reset has reclaimed all of the memory.
impl WithCapacity for BytesMut {
    #[inline]
    fn with_capacity(capacity: usize) -> Self {
        BytesMut::with_capacity(capacity)
    }

    #[inline]
    fn capacity(&self) -> usize {
        BytesMut::capacity(self)
    }
}

/// Assigns the empty `Bytes`. The bytes are freed if no other handle shares them.
impl Poolable for Bytes {
    #[inline]
    fn reset(&mut self) {
        *self = Bytes::new();
    }
}
