//! Which pools and guards may go to another thread, or be seen by one: what must not is checked by
//! code that is ambiguous, and so does not compile, if it may.

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

// What the macro itself can tell apart.
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
