//! A static pool behind the typed front, and the handle `&NAME`. `pool!` writes the other handle, the key.

use alloc::boxed::Box;

use super::StaticPool;
use super::key::{self, Declaration};
use super::local::Local;
use crate::Pool;
use crate::erased::{Erased, Refused, Visit};
use crate::front::{self, Front};
use crate::raw::object::into_raw;
use crate::raw::{Fate, Object};

// SAFETY: I3, I8: the declaration's `pool` and `local` always return the same static and the same thread-local
// value, see `Declaration`. The thread-local value holds a magazine of that static.
unsafe impl<K: Declaration> Front for K {
    type Item = K::Item;

    #[inline(always)]
    fn erased(&self) -> &dyn Erased {
        StaticPool::<K>::ERASED
    }

    #[inline(always)]
    fn pop(&self) -> Option<Object> {
        if K::IS_SMALL {
            Local::take_shared(K::local(), key::shared::<K>().only_shared_slots()?)
        } else {
            Local::pop(K::local())
        }
    }

    #[inline(always)]
    fn clear_and_push(&self, mut object: Box<K::Item>) -> Result<(), Refused> {
        let is_lean = if K::IS_ADAPTIVE { is_lean::<K>(&object) } else { true };
        let cleared = &mut *object;
        K::reset(cleared);
        let fate = Fate::of(is_lean, K::is_reusable(cleared));
        let object = into_raw(object);
        if fate != Fate::FIT {
            return Err(Refused { object, fate });
        }
        match push::<K>(object) {
            Ok(()) => Ok(()),
            Err(object) => Err(Refused { object, fate }),
        }
    }

    #[cold]
    #[inline(never)]
    fn take_slow(&self) -> Object {
        StaticPool::<K>::ERASED.take(visit::<K>())
    }

    #[cold]
    #[inline(never)]
    fn try_take_slow(&self) -> Option<Object> {
        StaticPool::<K>::ERASED.try_take(visit::<K>())
    }

    #[cold]
    #[inline(never)]
    fn put_slow(&self, refused: Refused) -> Option<Object> {
        StaticPool::<K>::ERASED.put(visit::<K>(), refused)
    }

    #[cold]
    #[inline(never)]
    fn give_back_slow(&self, refused: Refused) {
        StaticPool::<K>::ERASED.give_back(visit::<K>(), refused);
    }
}

/// What the slow path begins with.
#[inline(always)]
fn visit<K: Declaration>() -> Visit<'static> {
    Visit { shared: key::shared::<K>(), magazine: Local::magazine_of(K::local()) }
}

/// Whether an object holds no more memory than the objects of an adaptive pool need.
#[inline(always)]
fn is_lean<K: Declaration>(object: &K::Item) -> bool {
    key::reaping::<K>().is_none_or(|reaping| {
        let footprint = K::footprint(object);
        reaping.reaper.allows(footprint.used, footprint.allocated)
    })
}

/// The fast path back. Returns the object if there is no room on this path. What the pool is, is known at compile
/// time.
#[inline(always)]
fn push<K: Declaration>(object: Object) -> Result<(), Object> {
    if K::IS_SMALL {
        match key::shared::<K>().only_shared_slots() {
            Some(slots) => Local::put_shared(K::local(), slots, object, K::IS_ADAPTIVE),
            None => Err(object),
        }
    } else if K::IS_ADAPTIVE {
        Local::push_adaptive(K::local(), object)
    } else {
        Local::push(K::local(), object)
    }
}

// An error about `Pool` must not name `Declaration`, which is hidden.
#[diagnostic::do_not_recommend]
impl<K: Declaration> Pool for &'static StaticPool<K> {
    type Item = K::Item;

    #[inline]
    fn take(&self) -> Box<K::Item> {
        front::take(&K::HANDLE)
    }

    #[inline]
    fn try_take(&self) -> Option<Box<K::Item>> {
        front::try_take(&K::HANDLE)
    }

    #[inline]
    fn put(&self, object: Box<K::Item>) -> Option<Box<K::Item>> {
        front::put(&K::HANDLE, object)
    }

    #[inline]
    fn give_back(&self, object: Box<K::Item>) {
        front::give_back(&K::HANDLE, object);
    }

    fn discard(&self, object: Box<K::Item>) {
        front::discard(&K::HANDLE, object);
    }

    fn discard_unwinding(&self, object: Box<K::Item>) {
        front::drop_unwinding(&K::HANDLE, object);
    }
}
