//! The thread cache of a static pool: where a thread finds its magazine.

use core::cell::Cell;
use core::fmt;
use core::marker::PhantomData;
use core::ptr;

use crate::declaration::Declaration;
use crate::magazine::Magazine;
use crate::object::Object;
use crate::open::Open;
use crate::thread_exit::on_thread_exit;

/// Stands in for the magazine of a thread that has none: always empty and always full, so that
/// the fast path needs no question of its own.
static NONE: Magazine = Magazine::new();

/// A thread's place in a static pool.
///
/// It is generic over the pool's own key, so that a thread-local made for one pool can't serve
/// another.
pub struct Local<K: Declaration> {
    magazine: Cell<&'static Magazine>,
    key: PhantomData<fn() -> K>,
}

impl<K: Declaration> Local<K> {
    /// A thread without a magazine.
    #[must_use]
    pub const fn new() -> Self {
        Local { magazine: Cell::new(&NONE), key: PhantomData }
    }

    /// Takes an object from the thread's magazine.
    #[inline(always)]
    pub(crate) fn pop(&self) -> Option<Object> {
        self.magazine.get().pop()
    }

    /// Keeps an object in the thread's magazine.
    #[inline(always)]
    pub(crate) fn push(&self, object: Object) -> Result<(), Object> {
        let magazine = self.magazine.get();
        // Known when the pool is compiled.
        if K::ADAPTIVE.is_some() { magazine.push(object) } else { magazine.push_ordinary(object) }
    }

    /// Takes an object from the open slot that the thread used last.
    #[inline(always)]
    pub(crate) fn take_open(&self, open: Open<'_>) -> Option<Object> {
        open.take_own(self.known()?)
    }

    /// Puts an object into the open slot that the thread used last.
    #[inline(always)]
    pub(crate) fn put_open(&self, open: Open<'_>, object: Object) -> Result<(), Object> {
        match self.known() {
            // Known when the pool is compiled.
            Some(magazine) if K::ADAPTIVE.is_some() => open.put_own_or_call(magazine, object),
            Some(magazine) => open.put_own(magazine, object),
            None => Err(object),
        }
    }

    /// The thread's magazine, if it has one already.
    #[inline(always)]
    pub(crate) fn known(&self) -> Option<&'static Magazine> {
        let magazine = self.magazine.get();
        (!ptr::eq(magazine, &NONE)).then_some(magazine)
    }

    /// The thread's magazine; it gets one if it has none, unless the thread is about to end.
    pub(crate) fn magazine(&self) -> Option<&'static Magazine> {
        if self.known().is_none() {
            if !on_thread_exit(leave::<K>) {
                return None;
            }
            self.magazine.set(K::pool().commons().enter());
            #[cfg(feature = "metrics")]
            crate::metrics::publish_static::<K>();
        }
        self.known()
    }
}

/// Gives the magazine of the thread that ends back to its pool.
fn leave<K: Declaration>() {
    let magazine = K::local(|local| local.magazine.replace(&NONE));
    if !ptr::eq(magazine, &NONE) {
        K::pool().commons().leave(magazine);
    }
}

impl<K: Declaration> Default for Local<K> {
    fn default() -> Self {
        Local::new()
    }
}

impl<K: Declaration> fmt::Debug for Local<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Local").finish_non_exhaustive()
    }
}
