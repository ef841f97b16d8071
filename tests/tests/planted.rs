//! Planted mistakes, which the scripts of the sanitizers in `ci` run: a sanitizer that misses them
//! is of no use.

use std::hint::black_box;

use syncpool::prelude::*;

pool!(static BUFFERS: Vec<u8> = 64);

#[test]
#[ignore = "leaks"]
fn leak() {
    let mut buffer = BUFFERS.get();
    buffer.resize(1000, 1);
    std::mem::forget(black_box(buffer));
}

#[test]
#[ignore = "is undefined behavior"]
fn use_after_free() {
    let buffer = BUFFERS.get();
    let object = &raw const *buffer;
    drop(Pooled::into_box(buffer));
    // SAFETY: none; that is what the sanitizer is to say.
    let length = unsafe { (*black_box(object)).len() };
    black_box(length);
}
