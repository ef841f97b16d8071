//! The cells of README.md's table "How it compares", but for its last column: a module for each column.

#![forbid(unsafe_code)]

mod bound;
mod clears;
mod statics;
mod threads;

use heapless::pool::boxed::BoxBlock;

/// How opool makes and clears a buffer.
#[derive(Debug)]
struct Buffers;

impl opool::PoolAllocator<Vec<u8>> for Buffers {
    fn allocate(&self) -> Vec<u8> {
        Vec::new()
    }

    fn reset(&self, buffer: &mut Vec<u8>) {
        buffer.clear();
    }
}

/// Memory for one object of a `box_pool!`. It is never freed.
fn block<T>() -> &'static mut BoxBlock<T> {
    Box::leak(Box::new(BoxBlock::new()))
}

/// A buffer that has memory, and nine bytes in it.
fn fill(buffer: &mut Vec<u8>) {
    buffer.extend_from_slice(b"forgotten");
}
