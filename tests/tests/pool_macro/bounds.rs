//! Which pools and guards are `Send` and `Sync`. For a type that must not have such a trait there is
//! code that is ambiguous, and so does not compile, if the type has it.

use std::cell::Cell;
use std::sync::MutexGuard;

use syncpool::prelude::*;

pool! {
    static STRINGS: String = 64;
    static CELLS: Cell<u8> = 64;
}

macro_rules! assert_not {
    ($ty:ty: $bound:ident) => {
        const _: fn() = || {
            trait Ambiguous<A> {
                fn check() {}
            }
            impl<T: ?Sized> Ambiguous<()> for T {}
            impl<T: ?Sized + $bound> Ambiguous<u8> for T {}
            <$ty as Ambiguous<_>>::check();
        };
    };
}

// The macro `assert_not` itself can tell types apart.
assert_not!(*const u8: Send);
assert_not!(MutexGuard<'static, u8>: Send);

assert_not!(Pooled<CELLS>: Sync);

fn is_send<T: Send>() {}
fn is_sync<T: Sync>() {}

#[test]
fn guards_are_what_their_objects_are() {
    is_send::<Pooled<STRINGS>>();
    is_sync::<Pooled<STRINGS>>();
    is_send::<Pooled<CELLS>>();
}

#[test]
fn static_pools_are_shared_whatever_they_hold() {
    is_sync::<StaticPool<CELLS>>();
    is_send::<&'static StaticPool<CELLS>>();
    std::thread::scope(|scope| {
        scope.spawn(|| CELLS.get().set(1));
    });
}
