//! Objects that are too large for the stack.
//!
//! The cure: `init_boxed`, and a pool that moves boxes, never their content.

use syncpool::prelude::*;
use syncpool_tests::{on_small_stack, scaled};

const SIZE: usize = scaled(16 << 20, 16 << 10);

pool!(
    static BIG: [u8; SIZE] = 2,
    init_boxed = || vec![0; SIZE].into_boxed_slice().try_into().expect("the size is the array's"),
    reset = |bytes| bytes[0] = 0,
);
pool!(
    static BIG_TOO: [u8; SIZE] = 64,
    init_boxed = || vec![0; SIZE].into_boxed_slice().try_into().expect("the size is the array's"),
    reset = |bytes| bytes[0] = 0,
);

#[test]
fn a_large_object_never_touches_the_stack() {
    on_small_stack(|| {
        let mut big = BIG.get();
        (big[0], big[SIZE - 1]) = (7, 7);
        drop(big);
        let big = BIG.try_get().expect("it was kept");
        assert_eq!((big[0], big[SIZE - 1]), (0, 7));

        let object = Pooled::into_box(big);
        assert!(BIG.put(object).is_none());
        assert!(BIG.put(BIG.take()).is_none());
        assert_eq!(BIG.refill(2), 1);
        let refused = BIG.put(vec![0; SIZE].into_boxed_slice().try_into().unwrap());
        assert!(refused.is_some());
        assert_eq!(BIG.trim(0), 2);
    });
}

#[test]
fn nor_with_magazines() {
    on_small_stack(|| {
        drop((0..4).map(|_| BIG_TOO.get()).collect::<Vec<_>>());
        assert_eq!((BIG_TOO.len(), BIG_TOO.miss_count()), (4, 4));
    });
    // The thread's end moved them to the depot.
    assert_eq!(BIG_TOO.trim(0), 4);
}
