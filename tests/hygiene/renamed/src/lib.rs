//! Both macros where the dependency is called `memory`: `pool!` needs no help, and the derive is
//! told by `#[poolable(crate = "...")]`.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]

use memory::prelude::*;

/// A frame.
#[derive(Debug, Default, Poolable)]
#[poolable(crate = "memory")]
pub struct Frame<T> {
    bytes: Vec<T>,
    #[poolable(value = 3)]
    retries: u8,
}

pool! {
    /// Frames.
    pub static FRAMES: Frame<u8> = 64;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pool_of_what_is_derived() {
        let mut frame = FRAMES.get();
        frame.bytes.push(1);
        drop(frame);
        let frame: Pooled<FRAMES> = FRAMES.get();
        assert_eq!((frame.bytes.len(), frame.retries), (0, 3));
    }
}
