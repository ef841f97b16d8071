//! Builders whose types are named, and stored, by the types of `syncpool::hooks`.

use syncpool::hooks::{
    Init, InitBoxedWith, InitDefault, InitWith, InitZeroed, Reset, ResetPoolable, ResetWith,
    WithoutInit, WithoutReset,
};
use syncpool::{SyncPool, SyncPoolBuilder};

type Make = fn() -> Vec<u8>;
type MakeBoxed = fn() -> Box<Vec<u8>>;
type Clear = fn(&mut Vec<u8>);

/// One builder for each hook.
struct Builders {
    by_default: SyncPoolBuilder<Vec<u8>>,
    by_the_same: SyncPoolBuilder<Vec<u8>, InitDefault, ResetPoolable>,
    by_function: SyncPoolBuilder<Vec<u8>, InitWith<Make>>,
    by_boxed: SyncPoolBuilder<Vec<u8>, InitBoxedWith<MakeBoxed>, ResetPoolable>,
    of_zeros: SyncPoolBuilder<[u64; 4], InitZeroed, ResetPoolable>,
    cleared: SyncPoolBuilder<Vec<u8>, InitDefault, ResetWith<Clear>>,
    of_both: SyncPoolBuilder<Vec<u8>, InitWith<Make>, ResetWith<Clear>>,
    of_neither: SyncPoolBuilder<Vec<u8>, WithoutInit, WithoutReset>,
}

/// A struct that is generic over the hooks.
struct Service<I, R> {
    buffers: SyncPoolBuilder<Vec<u8>, I, R>,
}

impl<I: Init<Vec<u8>>, R: Reset<Vec<u8>>> Service<I, R> {
    fn start(self) -> SyncPool<Vec<u8>> {
        self.buffers.capacity(8).prefill(1).build()
    }
}

const MAKE: Make = || vec![1];
const MAKE_BOXED: MakeBoxed = || Box::new(vec![2]);
const CLEAR: Clear = |buffer| buffer.truncate(1);

#[test]
fn a_builder_is_stored_whatever_its_hooks() {
    let builder = SyncPool::<Vec<u8>>::builder;
    let Builders {
        by_default,
        by_the_same,
        by_function,
        by_boxed,
        of_zeros,
        cleared,
        of_both,
        of_neither,
    } = Builders {
        by_default: builder(),
        by_the_same: builder(),
        by_function: builder().init(MAKE),
        by_boxed: builder().init_boxed(MAKE_BOXED),
        of_zeros: SyncPool::builder().zeroed(),
        cleared: builder().reset(CLEAR),
        of_both: builder().init(MAKE).reset(CLEAR),
        of_neither: builder().without_init().without_reset(),
    };
    assert_eq!(*of_zeros.build().get(), [0; 4]);
    let of_neither = of_neither.build();
    assert_eq!(of_neither.get_or(|| vec![3]), [3]);
    assert_eq!(of_neither.get(), [3]);

    /// What an object is when it is made, and when it comes back longer.
    fn objects<I, R>(buffers: SyncPoolBuilder<Vec<u8>, I, R>) -> [Vec<u8>; 2]
    where
        I: Init<Vec<u8>>,
        R: Reset<Vec<u8>>,
    {
        let pool = Service { buffers }.start();
        let mut made = pool.get();
        let first = (*made).clone();
        made.extend([8, 9]);
        drop(made);
        [first, (*pool.get()).clone()]
    }

    assert_eq!(objects(by_default), [[], []] as [[u8; 0]; 2]);
    assert_eq!(objects(by_the_same), [[], []] as [[u8; 0]; 2]);
    assert_eq!(objects(by_function), [vec![1], vec![]]);
    assert_eq!(objects(by_boxed), [vec![2], vec![]]);
    assert_eq!(objects(cleared), [vec![], vec![8]]);
    assert_eq!(objects(of_both), [[1], [1]]);
}
