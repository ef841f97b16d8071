//! The example `with_tools` of syncpool 0.1, with syncpool 1: run-time pools whose objects are made by a
//! constructor, or prepared in their box.
//!
//! 0.1 gave the packer a box of zeros, which is no valid `BigStruct`: a `Vec` is never zero. Here, the
//! packer gets a box with the default object.

use syncpool::SyncPool;

/// The number of bytes in a `BigStruct`.
const SIZE: usize = 0x100_0000;

#[derive(Default)]
struct BigStruct {
    a: u32,
    b: u32,
    c: Vec<u8>,
}

impl BigStruct {
    fn new() -> Self {
        BigStruct { a: 1, b: 42, c: vec![0; SIZE] }
    }

    fn initializer(mut self: Box<Self>) -> Box<Self> {
        self.a = 1;
        self.b = 42;
        self.c = vec![0; SIZE];
        self
    }
}

fn main() {
    call_builder();
    call_packer();
    println!("Both pools work.");
}

/// 0.1: `SyncPool::with_builder(BigStruct::new)`.
///
/// An object of 0.1 kept its content unless the pool had a reset handle. So does this pool. Without
/// `without_reset`, `BigStruct` would have to be `Poolable`.
fn call_builder() {
    let pool = SyncPool::builder().init(BigStruct::new).without_reset().prefill(8).build();

    let big_box = pool.get();
    check(&big_box);
    drop(big_box); // goes back
    assert_eq!(pool.len(), 8);
}

/// 0.1: `SyncPool::with_packer(BigStruct::initializer)`.
fn call_packer() {
    let pack = || BigStruct::initializer(Box::default());
    let pool = SyncPool::builder().init_boxed(pack).without_reset().prefill(8).build();

    let big_box: Box<BigStruct> = pool.take();
    check(&big_box);
    assert!(pool.put(big_box).is_none(), "the pool has kept it");
}

fn check(big: &BigStruct) {
    assert_eq!((big.a, big.b), (1, 42));
    assert_eq!(big.c.len(), SIZE);
}

#[test]
fn the_example_works() {
    main();
}
