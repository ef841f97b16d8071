//! A static pool behind the slow path: what it is made of, without the types of its key and its objects.

use super::StaticPool;
use super::key::{self, Declaration};
use super::local::Local;
use crate::erased::{self, Erased, Refused, Visit};
use crate::raw::object::{from_raw, into_raw};
use crate::raw::{Magazine, Object, Reaping, Shared};
use crate::thread::{LocalKey, on_thread_exit};

/// A static pool without the types of its key and its objects: the functions of its declaration.
pub(crate) struct ErasedPool {
    shared: fn() -> Shared<'static>,
    /// None if the pool is not adaptive, and the function need not be compiled.
    reaping: Option<fn() -> Option<Reaping<'static>>>,
    local: fn() -> &'static LocalKey<Local>,
    make: fn() -> Object,
    drop: unsafe fn(Object),
    #[cfg(feature = "metrics024")]
    publish: fn(),
}

impl<K: Declaration> StaticPool<K> {
    /// The pool without its types.
    pub(super) const ERASED: &'static ErasedPool = &ErasedPool {
        shared: key::shared::<K>,
        reaping: if K::IS_ADAPTIVE { Some(key::reaping::<K>) } else { None },
        local: K::local,
        make: make::<K>,
        drop: drop_object::<K::Item>,
        #[cfg(feature = "metrics024")]
        publish: publish::<K>,
    };
}

fn make<K: Declaration>() -> Object {
    into_raw(K::init())
}

/// Drops an object.
///
/// # Safety
///
/// It comes from `into_raw::<T>` and belongs to the caller alone, who does not use it again.
unsafe fn drop_object<T>(object: Object) {
    // SAFETY: I8, by the contract above.
    let _dropped = unsafe { from_raw::<T>(object) };
}

/// Adds the pool to those whose counters are recorded.
#[cfg(feature = "metrics024")]
fn publish<K: Declaration>() {
    let address = core::ptr::from_ref(K::pool()).addr();
    crate::metrics::publish_static(address, K::NAME, || K::pool().stats());
}

// SAFETY: I3, I8: the functions are those of one declaration, whose `pool` and `local` always return the same
// static and the same thread-local value, see `Declaration`. The value holds a magazine of that static.
unsafe impl Erased for ErasedPool {
    #[inline]
    fn shared(&self) -> Shared<'_> {
        (self.shared)()
    }

    fn magazine(&self) -> Option<&Magazine> {
        (self.local)().with(Local::magazine)
    }

    fn earn_magazine(&self, shared: Shared<'_>) -> Option<&Magazine> {
        (self.local)().with(|local| {
            #[cfg(feature = "metrics024")]
            if local.visits.is_new() {
                (self.publish)();
            }
            if !shared.has_earned(&local.visits) {
                return None;
            }
            self.register(local);
            local.magazine()
        })
    }

    #[inline]
    fn reaping(&self) -> Option<Reaping<'_>> {
        (self.reaping?)()
    }

    fn make(&self) -> Object {
        (self.make)()
    }

    unsafe fn drop_object(&self, object: Object) {
        // SAFETY: I8: the object is one of this pool, by the contract of `Erased`.
        unsafe { (self.drop)(object) }
    }
}

/// The slow path of all static pools. It is compiled once, in this crate, since nothing here is generic.
impl ErasedPool {
    pub(super) fn take(&self, visit: Visit<'_>) -> Object {
        erased::take(self, visit)
    }

    pub(super) fn try_take(&self, visit: Visit<'_>) -> Option<Object> {
        erased::try_take(self, visit)
    }

    pub(super) fn put(&self, visit: Visit<'_>, refused: Refused) -> Option<Object> {
        erased::put(self, visit, refused)
    }

    pub(super) fn give_back(&self, visit: Visit<'_>, refused: Refused) {
        erased::give_back(self, visit, refused);
    }

    /// Gives the thread a magazine, unless it is about to end.
    fn register(&self, local: &Local) {
        let (shared, local_key) = (self.shared, self.local);
        let magazine = shared().register();
        // The hook holds the magazine: this thread-local value may be destroyed before the hook runs.
        let is_registered = on_thread_exit(move || {
            local_key().with(|local| local.set_magazine(None));
            shared().unregister(magazine);
        });
        // The program's allocator may have used the pool meanwhile, and the thread have a magazine.
        if is_registered.is_ok() && local.magazine().is_none() {
            local.set_magazine(Some(magazine));
        }
        if is_registered.is_err() {
            shared().unregister(magazine);
        }
    }

    /// The magazine of the thread, which it need not have earned.
    #[cfg(test)]
    pub(super) fn magazine_or_new(&self) -> Option<&'static Magazine> {
        (self.local)().with(|local| {
            if local.magazine().is_none() {
                self.register(local);
            }
            local.magazine()
        })
    }
}
