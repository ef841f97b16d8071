//! Objects that are larger than the stack: nothing in the library moves one by value, even in a debug
//! build.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use bytemuck::Zeroable;
use syncpool::prelude::*;
use syncpool_tests::{on_small_stack, scaled};

const BYTES: usize = scaled(16 << 20, 16 << 10);

#[derive(Zeroable)]
struct Image {
    pixels: [u8; BYTES],
    dirty: Option<Box<u8>>,
}

impl Poolable for Image {
    fn reset(&mut self) {
        self.pixels[BYTES - 1] = 0;
        self.dirty = None;
    }
}

pool! {
    static ZEROED: Image = 2, init_boxed = syncpool::zeroed_box;
    static BOXED: [u8; BYTES] = 40, init_boxed = boxed, reset = |image| image[BYTES - 1] = 0;
}

fn boxed() -> Box<[u8; BYTES]> {
    vec![0; BYTES].into_boxed_slice().try_into().expect("that many bytes")
}

/// Everything that can be done with an object, for pools of every size.
fn exercise<T: Send + 'static>(pool: SyncPool<T>, last: fn(&mut T) -> &mut u8) {
    let pool = Arc::new(pool);
    *last(&mut pool.get()) = 1;
    assert_eq!(pool.len(), 1, "it came back");
    assert_eq!(*last(&mut pool.get()), 0, "it was cleared");
    let mut owned = pool.get_owned();
    *last(&mut owned) = 1;
    let taken: Box<T> = Pooled::into_box(owned);
    assert!(pool.put(taken).is_none());
    assert!(pool.put(pool.take()).is_none());
    assert!(pool.try_get().is_some());
    assert_eq!((pool.refill(1), pool.trim(1)), (1, 1));
    for _ in 0..pool.capacity() {
        assert!(pool.put(pool.try_take().expect("one is idle")).is_none());
    }
    let many: Vec<_> = (0..pool.capacity() + 1).map(|_| pool.get()).collect();
    drop(many);
    assert_eq!(pool.len(), pool.capacity(), "one was dropped");
    assert!(pool.allow_expansion(true).expand(1));
    assert_eq!(pool.refill(1), 1);
    let unwound = catch_unwind(AssertUnwindSafe(|| {
        let _guard = pool.get();
        panic!("in use");
    }));
    assert!(unwound.is_err());
    assert_eq!(pool.len(), pool.capacity() - 1);
    drop(pool);
}

#[test]
fn zeroed_objects() {
    on_small_stack(|| {
        let pool = SyncPool::<Image>::builder().zeroed().capacity(2).build();
        exercise(pool, |image| &mut image.pixels[BYTES - 1]);
    });
}

#[test]
fn objects_that_are_made_on_the_heap() {
    on_small_stack(|| {
        // 40 is enough for magazines. The system provides only memory that is written to.
        let pool = SyncPool::builder()
            .init_boxed(boxed)
            .reset(|image: &mut [u8; BYTES]| image[BYTES - 1] = 0)
            .reusable(|image| image[BYTES - 1] == 0)
            .capacity(40)
            .build();
        exercise(pool, |image| &mut image[BYTES - 1]);
    });
}

#[test]
fn objects_of_static_pools() {
    on_small_stack(|| {
        let mut image = ZEROED.get();
        image.pixels[BYTES - 1] = 1;
        image.dirty = Some(Box::default());
        drop(image);
        let image = ZEROED.get();
        assert!(image.pixels[BYTES - 1] == 0 && image.dirty.is_none());
        let taken = Pooled::into_box(image);
        assert!(ZEROED.put(taken).is_none());
        assert_eq!((ZEROED.refill(1), ZEROED.trim(0)), (1, 2));

        let boxed: Vec<_> = (0..41).map(|_| BOXED.get()).collect();
        drop(boxed);
        assert_eq!((BOXED.len(), BOXED.trim(0)), (40, 40));
    });
}
