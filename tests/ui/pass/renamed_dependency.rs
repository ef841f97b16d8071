//! The dependency has another name. `pool!` needs no help; the derive is told where the crate is.

/// Stands for `memory = { package = "syncpool" }` in the manifest.
extern crate syncpool as memory;

/// So that nothing is found by the usual name.
mod syncpool {}

#[derive(Default, memory::Poolable)]
#[poolable(crate = "memory")]
struct Frame<T> {
    bytes: Vec<T>,
    #[poolable(value = 1, )]
    count: u8,
}

mod re_exported {
    pub mod deeply {
        pub use crate::memory::*;
    }
}

#[derive(Default, memory::Poolable)]
#[poolable(crate = "crate::re_exported::deeply")]
struct Line(String);

memory::pool! {
    static FRAMES: Frame<u8> = 64;
    static LINES: Line = 64,
}
re_exported::deeply::pool!(static OTHERS: Line = 64);

fn main() {
    FRAMES.get().bytes.push(1);
    assert_eq!(FRAMES.get().count, 1);
    LINES.get().0.push('x');
    OTHERS.get().0.push('x');
}
