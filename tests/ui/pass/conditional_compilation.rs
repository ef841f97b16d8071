//! A `#[cfg]` decides about all that is generated.
#![deny(warnings)]
#![allow(unexpected_cfgs)]

use syncpool::prelude::*;

pool! {
    /// For another machine.
    #[cfg(target_os = "no such system")]
    static POOL: DoesNotExist = 64;
    #[cfg(not(target_os = "no such system"))]
    static POOL: String = 64;
    #[cfg_attr(all(), cfg(any()), doc = "Never there.")]
    static NEVER: DoesNotExist = 64;
    #[cfg_attr(all(), doc = "Strings.", allow(dead_code))]
    static STRINGS: String = 64;
}

#[derive(Default, Poolable)]
struct Frame {
    #[cfg(any())]
    missing: DoesNotExist,
    #[cfg_attr(all(), poolable(value = 7))]
    present: u8,
}

fn main() {
    POOL.get().push('x');
    let mut frame = Frame::default();
    frame.reset();
    assert_eq!(frame.present, 7);
}
