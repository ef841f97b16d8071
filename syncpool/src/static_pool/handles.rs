//! A static pool behind the typed front, and the handle `&NAME`. `pool!` writes the other handle, the key.

use alloc::boxed::Box;

use super::StaticPool;
use super::key::{self, Declaration, Local};
use crate::Pool;
use crate::front::{self, Front, Refused};
use crate::raw::{Fate, Magazine, Object, Reaping, Shared};

// SAFETY: I3, I8: the declaration's `pool` and `local` always return the same static and the same
// thread-local, see `Declaration`. The thread-local holds a magazine of that static.
unsafe impl<K: Declaration> Front for K {
    type Item = K::Item;

    const MAY_BE_ADAPTIVE: bool = K::IS_ADAPTIVE;

    #[inline(always)]
    fn shared(&self) -> Shared<'_> {
        key::shared::<K>()
    }

    #[inline(always)]
    fn pop(&self) -> Option<Object> {
        K::local(|local| {
            if K::IS_SMALL {
                local.take_shared(key::shared::<K>().only_shared_slots()?)
            } else {
                local.pop()
            }
        })
    }

    #[inline(always)]
    fn push(&self, object: Object) -> Result<(), Object> {
        K::local(|local| {
            if K::IS_SMALL {
                match key::shared::<K>().only_shared_slots() {
                    Some(slots) => local.put_shared(slots, object),
                    None => Err(object),
                }
            } else {
                local.push(object)
            }
        })
    }

    fn magazine(&self) -> Option<&Magazine> {
        K::local(Local::magazine)
    }

    fn earned_magazine(&self) -> Option<&Magazine> {
        K::local(Local::earned_magazine)
    }

    fn make(&self) -> Box<K::Item> {
        K::init()
    }

    #[inline(always)]
    fn clear_and_push(&self, object: Box<K::Item>) -> Result<(), Refused<K::Item>> {
        let clear = |object: &mut K::Item| {
            let is_lean = if K::IS_ADAPTIVE {
                self.reaping().is_none_or(|reaping| {
                    let footprint = K::footprint(object);
                    reaping.reaper.allows(footprint.used, footprint.allocated)
                })
            } else {
                true
            };
            K::reset(object);
            Fate::of(is_lean, K::is_reusable(object))
        };
        // SAFETY: I8: `push` keeps the object in this pool of `K::Item`, or returns it.
        unsafe { front::clear_and_push(object, clear, |object| self.push(object)) }
    }

    #[inline(always)]
    fn reaping(&self) -> Option<Reaping<'_>> {
        key::reaping::<K>()
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
