//! The declarations that `pool!` accepts, and the pools that they declare.

use syncpool::prelude::*;

#[derive(Debug, PartialEq, Eq)]
struct Frame {
    bytes: Vec<u8>,
    wiped: u32,
}

impl Frame {
    fn blank() -> Self {
        Frame { bytes: Vec::with_capacity(64), wiped: 0 }
    }

    fn wipe(&mut self) {
        self.bytes.clear();
        self.wiped += 1;
    }
}

const WORKERS: usize = 8;

pool! {
    /// Scratch buffers, one for each request in flight.
    pub(crate) static BUFFERS: Vec<u8> = 4 * WORKERS, init = || Vec::with_capacity(4096);
    static FRAMES: Frame = 128, init = Frame::blank, reset = |f| f.wipe();
    static BOXED: [u8; 64] = 2, init_boxed = || Box::new([7; 64]), reset = |bytes| bytes.fill(0),
}

pool!(static PLAIN: String = 64);
pool!(
    static SEMICOLON: String = 1;
);

#[test]
fn init_makes_the_objects() {
    assert_eq!(BUFFERS.capacity(), 32);
    assert!(BUFFERS.get().capacity() >= 4096);
}

#[test]
fn reset_clears_them() {
    drop(FRAMES.get());
    assert_eq!(*FRAMES.get(), Frame { bytes: vec![], wiped: 1 });
}

#[test]
fn init_boxed_makes_them_on_the_heap() {
    let mut boxed = BOXED.get();
    assert_eq!(*boxed, [7; 64]);
    boxed[0] = 1;
    drop(boxed);
    assert_eq!(*BOXED.get(), [0; 64]);
}

#[test]
fn a_final_semicolon_is_optional() {
    assert!(PLAIN.get().is_empty());
    assert_eq!(SEMICOLON.capacity(), 1);
}

#[test]
fn a_pool_in_a_function_has_a_type() {
    pool! { static LOCAL: String = 64 }
    fn name(pooled: &Pooled<LOCAL>) -> &str {
        pooled
    }
    let mut pooled = LOCAL.get();
    pooled.push('x');
    assert_eq!(name(&pooled), "x");
    assert_eq!(format!("{:?}", LOCAL.handle()), "LOCAL");
    let pool: &StaticPool<LOCAL> = &LOCAL;
    assert_eq!(format!("{pool:?}"), r#"StaticPool { name: "LOCAL", capacity: 64, .. }"#);
}
