//! A thread's place in a static pool: the thread-local value where a thread keeps its magazine.

use core::cell::Cell;
use core::fmt;
use core::ptr;

use crate::raw::magazine::NO_MAGAZINE;
use crate::raw::shared_slots::SharedSlots;
use crate::raw::{Magazine, Object, Visits};
use crate::thread::LocalKey;

/// A thread's place in a static pool. Each declaration has a thread-local value of this type for its pool.
///
/// It is not generic, so that the functions here are compiled once for all pools.
pub struct Local {
    /// The thread's magazine, or [`NO_MAGAZINE`].
    magazine: Cell<*const Magazine>,
    pub(super) visits: Visits,
}

impl Local {
    /// A thread without a magazine.
    #[must_use]
    pub const fn new() -> Self {
        Local { magazine: Cell::new(&raw const NO_MAGAZINE), visits: Visits::new() }
    }

    /// The thread's magazine, or [`NO_MAGAZINE`].
    #[inline(always)]
    fn magazine_or_none(&self) -> &'static Magazine {
        // SAFETY: I9: it is a static, or a magazine of a static pool, which has it for ever.
        unsafe { &*self.magazine.get() }
    }

    /// Takes an object from the thread's magazine.
    #[inline(always)]
    pub(super) fn pop(key: &'static LocalKey<Local>) -> Option<Object> {
        key.with(|local| local.magazine_or_none().pop())
    }

    /// The thread's magazine, if it has one.
    #[inline(always)]
    pub(super) fn magazine_of(key: &'static LocalKey<Local>) -> Option<&'static Magazine> {
        key.with(Local::magazine)
    }

    /// Keeps an object in the thread's magazine.
    #[inline(always)]
    pub(super) fn push(key: &'static LocalKey<Local>, object: Object) -> Result<(), Object> {
        key.with(|local| local.magazine_or_none().push(object))
    }

    /// Keeps an object in the thread's magazine of an adaptive pool.
    #[inline(always)]
    pub(super) fn push_adaptive(
        key: &'static LocalKey<Local>,
        object: Object,
    ) -> Result<(), Object> {
        key.with(|local| local.magazine_or_none().push_adaptive(object))
    }

    /// Takes an object from the shared slot that the thread used last.
    #[inline(always)]
    pub(super) fn take_shared(
        key: &'static LocalKey<Local>,
        slots: SharedSlots<'_>,
    ) -> Option<Object> {
        key.with(|local| slots.take_last(local.magazine()?))
    }

    /// Puts an object into the shared slot that the thread used last.
    #[inline(always)]
    pub(super) fn put_shared(
        key: &'static LocalKey<Local>,
        slots: SharedSlots<'_>,
        object: Object,
        is_adaptive: bool,
    ) -> Result<(), Object> {
        key.with(|local| match local.magazine() {
            Some(magazine) if !is_adaptive || !magazine.ticker.is_due_at_put() => {
                slots.put_last(magazine, object)
            }
            _ => Err(object),
        })
    }

    /// The thread's magazine, if it has one.
    #[inline(always)]
    pub(crate) fn magazine(&self) -> Option<&'static Magazine> {
        let magazine = self.magazine_or_none();
        (!ptr::eq(magazine, &raw const NO_MAGAZINE)).then_some(magazine)
    }

    /// Changes the thread's magazine: to one of the pool that this is the thread's place in, which the thread owns.
    pub(super) fn set_magazine(&self, magazine: Option<&'static Magazine>) {
        self.magazine.set(magazine.map_or(&raw const NO_MAGAZINE, ptr::from_ref));
    }
}

impl Default for Local {
    fn default() -> Self {
        Local::new()
    }
}

impl fmt::Debug for Local {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Local").finish_non_exhaustive()
    }
}
