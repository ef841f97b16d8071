//! The reset hook of a run-time pool: what an object passes when it comes back.

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::fmt;

use super::admission::Admission;
use super::thread_cache::{PoolId, last_magazine};
use crate::erased::Refused;
use crate::raw::object::into_raw;
use crate::raw::sync::link::{Link, List, Node};
use crate::raw::{Fate, Reaper};
use crate::{Footprint, Poolable};

/// The adaptive rule as a reset hook applies it.
pub(super) struct Adaptive<T> {
    /// How much memory an object uses and holds, if that is known.
    pub(super) footprint: Option<fn(&T) -> Footprint>,
    pub(super) reaper: Arc<Reaper>,
}

impl<T> Adaptive<T> {
    /// Whether the object holds no more memory than the pool's objects need.
    fn is_lean(&self, object: &T) -> bool {
        self.footprint.is_none_or(|footprint| {
            let Footprint { used, allocated, .. } = footprint(object);
            self.reaper.allows(used, allocated)
        })
    }
}

impl<T> Clone for Adaptive<T> {
    fn clone(&self) -> Self {
        Adaptive { footprint: self.footprint, reaper: Arc::clone(&self.reaper) }
    }
}

type Call<T> = unsafe fn(&ResetHook<T>, Box<T>, &PoolId) -> Result<(), Refused>;

/// The functions that an object passes when it comes back.
pub(super) struct ResetHook<T> {
    /// Clears an object, asks whether it is fit, and pushes it to the thread's magazine. One plain
    /// function does all three, since the compiler can't see through the call: so it is the only call in a
    /// guard's drop, and the drop is small enough to be inlined.
    ///
    /// The caller passes the `ResetHook` that the function is in, and the id of the pool that has it.
    call: Call<T>,
    /// The user's function, if there is one; `call` knows its type.
    reset: Box<dyn Fn(&mut T) + Send + Sync>,
    /// What the object passes after that, if `call` is a function that asks.
    admission: Admission<T>,
    /// The adaptive rule, if `call` is a function for an adaptive pool.
    adaptive: Option<Adaptive<T>>,
    /// The hook that this one has replaced.
    previous: Link<ResetHook<T>>,
}

impl<T> Node for ResetHook<T> {
    fn next(&self) -> &Link<Self> {
        &self.previous
    }
}

impl<T> ResetHook<T> {
    /// Clears objects with `reset`, then asks `admission`.
    pub(super) fn by_function<F>(
        reset: F,
        admission: Admission<T>,
        adaptive: Option<Adaptive<T>>,
    ) -> Self
    where
        F: Fn(&mut T) + Send + Sync + 'static,
    {
        unsafe fn call<T, F: Fn(&mut T), const ADAPTIVE: bool, const ASKS: bool>(
            hook: &ResetHook<T>,
            object: Box<T>,
            pool: &PoolId,
        ) -> Result<(), Refused> {
            // SAFETY: I13: `call` is called with the hook that it is in, whose `reset` is the `F` from
            // below. Its type is known here, so it can be inlined.
            let reset = unsafe { &*(&raw const *hook.reset).cast::<F>() };
            let clear = |object: &mut T| {
                let is_lean = !ADAPTIVE || hook.is_lean(object);
                reset(object);
                Fate::of(is_lean, !ASKS || hook.admission.admits(object))
            };
            clear_and_push::<T, ADAPTIVE>(object, pool, clear)
        }
        let call = match (adaptive.is_some(), !admission.is_free()) {
            (false, false) => call::<T, F, false, false>,
            (false, true) => call::<T, F, false, true>,
            (true, false) => call::<T, F, true, false>,
            (true, true) => call::<T, F, true, true>,
        };
        ResetHook { call, reset: Box::new(reset), admission, adaptive, previous: Link::new() }
    }

    fn is_lean(&self, object: &T) -> bool {
        self.adaptive.as_ref().is_none_or(|adaptive| adaptive.is_lean(object))
    }
}

impl<T> ResetHook<T> {
    /// Keeps objects as they come back, and calls nothing of the user's.
    pub(super) fn nothing() -> Self {
        fn call<T>(_: &ResetHook<T>, object: Box<T>, pool: &PoolId) -> Result<(), Refused> {
            clear_and_push::<T, false>(object, pool, |_| Fate::FIT)
        }
        ResetHook {
            call: call::<T>,
            reset: Box::new(|_| {}),
            admission: Admission::ALL,
            adaptive: None,
            previous: Link::new(),
        }
    }
}

impl<T: Poolable> ResetHook<T> {
    /// Clears objects by their trait.
    pub(super) fn by_trait(adaptive: Option<Adaptive<T>>) -> Self {
        fn call<T: Poolable, const ADAPTIVE: bool>(
            hook: &ResetHook<T>,
            object: Box<T>,
            pool: &PoolId,
        ) -> Result<(), Refused> {
            let clear = |object: &mut T| {
                let is_lean = !ADAPTIVE || hook.is_lean(object);
                object.reset();
                Fate::of(is_lean, object.is_reusable())
            };
            clear_and_push::<T, ADAPTIVE>(object, pool, clear)
        }
        let call = if adaptive.is_some() { call::<T, true> } else { call::<T, false> };
        ResetHook {
            call,
            reset: Box::new(|_| {}),
            admission: Admission::ALL,
            adaptive,
            previous: Link::new(),
        }
    }
}

/// Clears an object by `clear`, and pushes it to the thread's magazine of the pool, which is one of `T`.
#[inline(always)]
fn clear_and_push<T, const ADAPTIVE: bool>(
    mut object: Box<T>,
    pool: &PoolId,
    clear: impl FnOnce(&mut T) -> Fate,
) -> Result<(), Refused> {
    let fate = clear(&mut object);
    let object = into_raw(object);
    if fate != Fate::FIT {
        return Err(Refused { object, fate });
    }
    let Some(magazine) = last_magazine(pool) else { return Err(Refused { object, fate }) };
    let kept = if ADAPTIVE { magazine.push_adaptive(object) } else { magazine.push(object) };
    kept.map_err(|object| Refused { object, fate })
}

/// The reset hook of a pool, which can be replaced while threads call it.
///
/// A thread reads one pointer. The hook that it points to stays until the pool is dropped: a
/// replaced hook may still run on another thread, and to find out when it no longer does would
/// cost every thread at every object. So each replacement costs the memory of one closure.
#[doc(hidden)]
pub struct ResetHooks<T> {
    /// All hooks that the pool ever had, the current one first. It is never empty.
    hooks: List<ResetHook<T>>,
    /// What a hook that replaces the current one asks.
    admission: Admission<T>,
    adaptive: Option<Adaptive<T>>,
}

impl<T> fmt::Debug for ResetHooks<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResetHooks").finish_non_exhaustive()
    }
}

impl<T> ResetHooks<T> {
    /// Starts with `hook`. A hook that replaces it asks `admission`, and has the same adaptive rule.
    pub(super) fn new(hook: ResetHook<T>, admission: Admission<T>) -> Self {
        let adaptive = hook.adaptive.clone();
        let hooks = List::new();
        hooks.push(hook);
        ResetHooks { hooks, admission, adaptive }
    }

    /// Clears an object, asks whether it is fit, and pushes it to the thread's magazine. The id is the one of
    /// the pool that has these hooks.
    #[inline(always)]
    pub(super) fn clear_and_push(&self, object: Box<T>, pool: &PoolId) -> Result<(), Refused> {
        // SAFETY: I13: there is a hook since `new`, and none is removed while `self` is borrowed. `call` is that
        // hook's own function.
        unsafe {
            let hook = self.hooks.get().unwrap_unchecked();
            (hook.call)(hook, object, pool)
        }
    }

    /// Clears objects with `reset` from now on.
    pub(super) fn replace(&self, reset: impl Fn(&mut T) + Send + Sync + 'static) {
        let (admission, adaptive) = (self.admission.clone(), self.adaptive.clone());
        self.hooks.push(ResetHook::by_function(reset, admission, adaptive));
    }
}
