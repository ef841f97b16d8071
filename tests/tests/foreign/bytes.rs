//! Network buffers: nothing of a buffer's memory is lost, or kept while another handle shares it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use bytes::{Buf, BufMut, Bytes, BytesMut};
use proptest::prelude::*;
use syncpool::prelude::*;
use syncpool::{Footprint, LimitCapacity};

use crate::{limited, reset};

/// A buffer whose memory has this many bytes.
const WHOLE: usize = 4096;

fn filled() -> BytesMut {
    let mut buffer = BytesMut::with_capacity(WHOLE);
    assert_eq!(buffer.capacity(), WHOLE);
    buffer.put_bytes(7, 1000);
    buffer
}

/// Resets a buffer: it must have the memory at `start` then, all of it.
#[track_caller]
fn is_whole(buffer: BytesMut, start: *const u8) {
    let buffer = reset(buffer);
    assert!(buffer.is_empty());
    assert_eq!((buffer.capacity(), buffer.as_ptr()), (WHOLE, start));
}

/// Resets a buffer whose memory is shared: it must not be kept, and not share any more what could be used.
#[track_caller]
fn is_not_kept(buffer: &mut BytesMut) {
    buffer.reset();
    assert!(!buffer.is_reusable());
    assert!(buffer.is_empty());
    assert_eq!(buffer.capacity(), 0);
}

#[test]
fn a_buffer_that_was_not_split_keeps_its_memory() {
    let buffer = filled();
    let start = buffer.as_ptr();
    is_whole(buffer, start);

    let mut consumed = filled();
    let start = consumed.as_ptr();
    consumed.advance(600);
    is_whole(consumed, start);

    let mut consumed = filled();
    let start = consumed.as_ptr();
    consumed.put_bytes(7, WHOLE - 1000);
    consumed.advance(WHOLE);
    assert_eq!(consumed.capacity(), 0);
    is_whole(consumed, start);
}

#[test]
fn a_new_buffer_is_reusable() {
    assert_eq!(reset(BytesMut::new()).capacity(), 0);
    assert_eq!(reset(BytesMut::with_capacity(0)).capacity(), 0);
    assert_eq!(reset(reset(BytesMut::with_capacity(1))).capacity(), 1);
}

#[test]
fn a_buffer_that_was_split_has_all_its_memory_back_once_the_parts_are_gone() {
    let mut buffer = filled();
    let start = buffer.as_ptr();
    drop(buffer.split());
    is_whole(buffer, start);

    let mut buffer = filled();
    let start = buffer.as_ptr();
    drop(buffer.split_to(10).freeze());
    drop(buffer.split_off(500));
    is_whole(buffer, start);

    let mut buffer = filled();
    let start = buffer.as_ptr();
    drop(buffer.split_off(0));
    is_whole(buffer, start);

    // The part that is left is the first one, the last one, or has nothing.
    let mut buffer = filled();
    let start = buffer.as_ptr();
    let last = buffer.split_off(100);
    drop(buffer);
    is_whole(last, start);

    let mut buffer = filled();
    let start = buffer.as_ptr();
    buffer.put_bytes(7, WHOLE - 1000);
    drop(buffer.split().freeze());
    assert_eq!(buffer.capacity(), 0);
    is_whole(buffer, start);
}

#[test]
fn a_buffer_of_which_another_handle_has_a_part_is_not_kept() {
    let mut buffer = filled();
    let frozen = buffer.split().freeze();
    is_not_kept(&mut buffer);
    assert_eq!(frozen, [7; 1000][..]);
    // The handle can still be used: it gets memory of its own.
    buffer.put_u8(1);
    assert_eq!((&buffer[..], &frozen[..2]), (&[1][..], &[7, 7][..]));

    let mut buffer = filled();
    let last = buffer.split_off(10);
    is_not_kept(&mut buffer);
    assert_eq!(last.len(), 990);

    let mut buffer = filled();
    buffer.put_bytes(7, WHOLE - 1000);
    let frozen = buffer.split().freeze();
    is_not_kept(&mut buffer);
    drop(frozen);
    assert_eq!(reset(buffer).capacity(), WHOLE, "it is whole once the other handle is gone");
}

#[test]
fn the_capacity_and_the_footprint_are_right_just_after_a_split() {
    let mut buffer = filled();
    assert_eq!(buffer.footprint(), Footprint::new(1000, WHOLE));
    let part = buffer.split();
    assert_eq!(buffer.capacity(), WHOLE - 1000);
    // 1000 bytes were used, but this handle does not tell: it must not be found too large.
    assert_eq!(buffer.footprint(), Footprint::default());
    drop(part);
    let buffer = reset(buffer);
    assert_eq!((buffer.capacity(), buffer.footprint()), (WHOLE, Footprint::default()));
}

#[test]
fn a_limit_replaces_what_has_more() {
    let mut buffer = reset(filled());
    let start = buffer.as_ptr();
    assert_eq!(limited(&mut buffer, WHOLE, BytesMut::capacity), WHOLE);
    assert_eq!(buffer.as_ptr(), start);
    assert_eq!(limited(&mut buffer, 100, BytesMut::capacity), 100);

    let mut used = filled();
    used.limit_capacity(10);
    assert_eq!((&used[..], used.capacity()), (&[7; 1000][..], 1000));
}

pool! {
    static BUFFERS: BytesMut = 8, init = || BytesMut::with_capacity(WHOLE);
    static LIMITED: BytesMut = 8, max_capacity = 64;
    static VECTORS: Vec<u8> = 8;
    static SENT: Vec<u8> = 8;
    static PANICS: BytesMut = 8;
}

#[test]
fn a_pool_keeps_whole_buffers_only() {
    let mut buffer = BUFFERS.get();
    buffer.put_bytes(7, 1000);
    let message = buffer.split().freeze();
    drop(buffer);
    assert_eq!((BUFFERS.len(), BUFFERS.stats().discarded_unfit), (0, 1));
    assert_eq!(message.len(), 1000);

    let mut buffer = BUFFERS.get();
    let start = buffer.as_ptr();
    buffer.put_bytes(7, 1000);
    drop(buffer.split().freeze());
    drop(buffer);
    let buffer = BUFFERS.try_get().expect("it was kept");
    assert_eq!((buffer.capacity(), buffer.as_ptr()), (WHOLE, start));

    LIMITED.get().put_bytes(7, 1000);
    assert_eq!(LIMITED.try_get().expect("it was kept").capacity(), 64);
}

#[test]
fn a_buffer_that_is_held_during_a_panic_is_dropped() {
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let mut buffer = PANICS.get();
        buffer.put_u8(1);
        let part = buffer.split();
        panic!("with {} bytes split off", part.len());
    }));
    assert!(panicked.is_err());
    assert_eq!((PANICS.len(), PANICS.stats().discarded_unwinding), (0, 1));
}

/// `Bytes` that own a guard: the buffer comes back when the last clone is dropped.
#[test]
fn shared_bytes_give_their_buffer_back_with_the_last_clone() {
    let mut buffer = VECTORS.get();
    buffer.extend_from_slice(b"hello, world");
    let start = buffer.as_ptr();
    let message = Bytes::from_owner(buffer);
    assert_eq!(message.as_ptr(), start, "nothing was copied");
    let world = message.slice(7..);
    let clone = message.clone();
    drop(message);
    drop(clone);
    assert_eq!(VECTORS.len(), 0);
    assert_eq!(world, "world");
    drop(world);
    let buffer = VECTORS.try_get().expect("it is back");
    assert!(buffer.is_empty() && buffer.capacity() >= 12 && buffer.as_ptr() == start);
}

#[test]
fn shared_bytes_give_their_buffer_back_on_another_thread() {
    let mut buffer = SENT.get();
    buffer.extend_from_slice(b"sent");
    let message = Bytes::from_owner(buffer);
    let clone = message.clone();
    drop(message);
    assert_eq!(SENT.len(), 0);
    let sent = thread::spawn(move || clone == "sent" && SENT.is_empty());
    assert!(sent.join().expect("it does not panic"));
    assert_eq!(SENT.len(), 1);
    assert!(SENT.get().is_empty());
}

/// A step in the life of a buffer.
#[derive(Clone, Copy, Debug)]
enum Step {
    Put(usize),
    Advance(usize),
    SplitTo(usize),
    SplitOff(usize),
    Freeze,
    DropPart(usize),
    Reset,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let size = 0..1500_usize;
    let step = prop_oneof![
        size.clone().prop_map(Step::Put),
        size.clone().prop_map(Step::Advance),
        size.clone().prop_map(Step::SplitTo),
        size.clone().prop_map(Step::SplitOff),
        Just(Step::Freeze),
        size.prop_map(Step::DropPart),
        Just(Step::Reset),
    ];
    proptest::collection::vec(step, 1..30)
}

proptest! {
    /// After any life, a reset buffer is whole, or is not kept and some part of it is alive.
    #[test]
    fn a_reset_buffer_is_whole_or_not_kept(steps in steps()) {
        let mut buffer = BytesMut::with_capacity(WHOLE);
        let start = buffer.as_ptr();
        let (mut parts, mut frozen) = (Vec::new(), Vec::new());
        for step in steps.into_iter().chain([Step::Reset]) {
            match step {
                // It must not grow: the memory would be another one.
                Step::Put(count) => {
                    let room = buffer.capacity() - buffer.len();
                    buffer.put_bytes(7, count.min(room));
                }
                Step::Advance(count) => buffer.advance(count.min(buffer.len())),
                Step::SplitTo(count) => parts.push(buffer.split_to(count.min(buffer.len()))),
                Step::SplitOff(count) => parts.push(buffer.split_off(count.min(buffer.capacity()))),
                Step::Freeze => frozen.push(buffer.split().freeze()),
                Step::DropPart(index) => {
                    if index % 2 == 0 && !parts.is_empty() {
                        parts.swap_remove(index % parts.len());
                    } else if !frozen.is_empty() {
                        frozen.swap_remove(index % frozen.len());
                    }
                }
                Step::Reset => {
                    buffer.reset();
                    prop_assert!(buffer.is_empty());
                    if buffer.is_reusable() {
                        prop_assert_eq!((buffer.capacity(), buffer.as_ptr()), (WHOLE, start));
                        prop_assert!(parts.iter().all(|part| part.capacity() == 0));
                    } else {
                        prop_assert!(!parts.is_empty() || !frozen.is_empty());
                        prop_assert_eq!(buffer.capacity(), 0);
                        break;
                    }
                }
            }
        }
        // Nobody else's bytes were written to.
        prop_assert!(parts.iter().all(|part| part.iter().all(|byte| *byte == 7)));
        prop_assert!(frozen.iter().all(|part| part.iter().all(|byte| *byte == 7)));
    }
}
