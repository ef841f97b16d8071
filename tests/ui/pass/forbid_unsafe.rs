//! A crate that forbids unsafe code can use both macros, through a macro of its own, too.
#![forbid(unsafe_code)]

use syncpool::prelude::*;

#[derive(Default, Poolable)]
struct Frame {
    bytes: Vec<u8>,
}

pool!(static FRAMES: Frame = 64);

macro_rules! pool_of {
    ($name:ident, $ty:ty) => {
        pool!(static $name: $ty = 64, retain = adaptive);
    };
}

pool_of!(LINES, String);

fn main() {
    FRAMES.get().bytes.push(1);
    LINES.get().push('x');
    assert_eq!((FRAMES.len(), LINES.len()), (1, 1));
}
