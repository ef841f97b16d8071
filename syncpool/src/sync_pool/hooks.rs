//! The hooks of a run-time pool: the user's functions that make, clear and judge its objects.
//!
//! The types here are the parameters of a [`SyncPoolBuilder`](crate::SyncPoolBuilder): they say how its pool
//! makes and clears objects. Name them to store a builder that has hooks.
//!
//! # Examples
//!
//! ```
//! use syncpool::SyncPool;
//! use syncpool::SyncPoolBuilder;
//! use syncpool::hooks::{InitWith, ResetPoolable};
//!
//! struct Settings {
//!     buffers: SyncPoolBuilder<Vec<u8>, InitWith<fn() -> Vec<u8>>, ResetPoolable>,
//! }
//!
//! let make: fn() -> Vec<u8> = || Vec::with_capacity(4096);
//! let settings = Settings { buffers: SyncPool::builder().init(make).capacity(8) };
//! assert!(settings.buffers.build().get().capacity() >= 4096);
//! ```

use std::fmt;
use std::sync::{Arc, PoisonError};

use super::thread_cache::CacheKey;
use crate::front::{self, Refused};
use crate::raw::sync::{Acquire, AtomicPtr, Mutex, Release};
use crate::raw::{Fate, Reaper};
use crate::{Footprint, Poolable};

/// Makes an object on the heap.
pub(super) type Make<T> = Box<dyn Fn() -> Box<T> + Send + Sync>;

/// Tells whether a cleared object is fit to be kept.
pub(super) type Reusable<T> = Arc<dyn Fn(&T) -> bool + Send + Sync>;

/// How an adaptive pool finds an object that holds too much memory.
pub(super) struct SizeLimit<T> {
    footprint: fn(&T) -> Footprint,
    reaper: Arc<Reaper>,
}

impl<T> SizeLimit<T> {
    fn allows(&self, footprint: Footprint) -> bool {
        self.reaper.allows(footprint.used, footprint.allocated)
    }
}

impl<T> Clone for SizeLimit<T> {
    fn clone(&self) -> Self {
        SizeLimit { footprint: self.footprint, reaper: Arc::clone(&self.reaper) }
    }
}

/// The functions that an object passes when it comes back.
struct ResetHook<T> {
    /// Clears an object, asks whether it is fit, and pushes it to the magazine in the key's cached
    /// entry. One plain function does all three, since the compiler can't see through the call: so it is
    /// the only call in a guard's drop, and the drop is small enough to be inlined.
    ///
    /// The caller passes the `ResetHook` that the function is in, and the key of a pool that is alive.
    call: unsafe fn(&ResetHook<T>, Box<T>, &CacheKey) -> Result<(), Refused<T>>,
    /// The user's function, if there is one; `call` knows its type.
    reset: Box<dyn Fn(&mut T) + Send + Sync>,
    reusable: Option<Reusable<T>>,
    /// The size limit, if `call` is one for an adaptive pool.
    limit: Option<SizeLimit<T>>,
}

impl<T> ResetHook<T> {
    /// Clears objects with `reset`, then asks `reusable`, if there is one.
    fn by_function<F>(reset: F, reusable: Option<Reusable<T>>, limit: Option<SizeLimit<T>>) -> Self
    where
        F: Fn(&mut T) + Send + Sync + 'static,
    {
        unsafe fn call<T, F: Fn(&mut T), const ADAPTIVE: bool>(
            hook: &ResetHook<T>,
            object: Box<T>,
            key: &CacheKey,
        ) -> Result<(), Refused<T>> {
            // SAFETY: I13: `call` is called with the hook that it is in, whose `reset` is the `F` from
            // below. Its type is known here, so it can be inlined.
            let reset = unsafe { &*(&raw const *hook.reset).cast::<F>() };
            let clear = |object: &mut T| {
                let is_lean = !ADAPTIVE || hook.allows(object, |limit| (limit.footprint)(object));
                reset(object);
                Fate::of(is_lean, hook.reusable.as_ref().is_none_or(|reusable| reusable(object)))
            };
            // SAFETY: I12: the caller's contract is the same.
            unsafe { clear_and_push::<T, ADAPTIVE>(object, key, clear) }
        }
        let call = if limit.is_some() { call::<T, F, true> } else { call::<T, F, false> };
        ResetHook { call, reset: Box::new(reset), reusable, limit }
    }

    #[inline]
    fn allows(&self, _: &T, footprint: impl Fn(&SizeLimit<T>) -> Footprint) -> bool {
        self.limit.as_ref().is_none_or(|limit| limit.allows(footprint(limit)))
    }
}

impl<T: Poolable> ResetHook<T> {
    /// Clears objects by their trait.
    fn by_trait(limit: Option<SizeLimit<T>>) -> Self {
        unsafe fn call<T: Poolable, const ADAPTIVE: bool>(
            hook: &ResetHook<T>,
            object: Box<T>,
            key: &CacheKey,
        ) -> Result<(), Refused<T>> {
            let clear = |object: &mut T| {
                let is_lean = !ADAPTIVE || hook.allows(object, |_| object.footprint());
                object.reset();
                Fate::of(is_lean, object.is_reusable())
            };
            // SAFETY: I12: the caller's contract is the same.
            unsafe { clear_and_push::<T, ADAPTIVE>(object, key, clear) }
        }
        let call = if limit.is_some() { call::<T, true> } else { call::<T, false> };
        ResetHook { call, reset: Box::new(|_| {}), reusable: None, limit }
    }
}

/// Clears an object by `clear`, and pushes it to the magazine in the key's cached entry.
///
/// # Safety
///
/// The key is one of a pool of `T` that is alive.
#[inline(always)]
unsafe fn clear_and_push<T, const ADAPTIVE: bool>(
    object: Box<T>,
    key: &CacheKey,
    clear: impl FnOnce(&mut T) -> Fate,
) -> Result<(), Refused<T>> {
    let push = |object| {
        // SAFETY: I12, by the contract above.
        let Some(magazine) = (unsafe { key.cached_magazine() }) else { return Err(object) };
        if ADAPTIVE { magazine.push(object) } else { magazine.push_ordinary(object) }
    };
    // SAFETY: I8: the magazine is one of a pool of `T`.
    unsafe { front::clear_and_push(object, clear, push) }
}

/// The reset hook of a pool, which can be replaced while threads call it.
///
/// A thread reads one pointer. The hook that it points to stays until the pool is dropped: a
/// replaced hook may still run on another thread, and to find out when it no longer does would
/// cost every thread at every object. So each replacement costs the memory of one closure.
#[doc(hidden)]
pub struct ResetHooks<T> {
    /// Points to the last of `all`.
    current: AtomicPtr<ResetHook<T>>,
    all: Mutex<Vec<Arc<ResetHook<T>>>>,
    reusable: Option<Reusable<T>>,
    limit: Option<SizeLimit<T>>,
}

impl<T> fmt::Debug for ResetHooks<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResetHooks").finish_non_exhaustive()
    }
}

impl<T> ResetHooks<T> {
    /// Starts with `hook`. A hook that replaces it asks `reusable`, and has the same size limit.
    fn new(hook: ResetHook<T>, reusable: Option<Reusable<T>>) -> Self {
        let limit = hook.limit.clone();
        let hook = Arc::new(hook);
        ResetHooks {
            current: AtomicPtr::new(Arc::as_ptr(&hook).cast_mut()),
            all: Mutex::new(vec![hook]),
            reusable,
            limit,
        }
    }

    /// Clears an object, asks whether it is fit, and pushes it to the thread's magazine.
    ///
    /// # Safety
    ///
    /// The key is one of a pool of `T` that is alive.
    #[inline(always)]
    pub(super) unsafe fn clear_and_push(
        &self,
        object: Box<T>,
        key: &CacheKey,
    ) -> Result<(), Refused<T>> {
        // Acquire: pairs with the Release in `replace`, which hands on the whole hook.
        let current = self.current.load(Acquire);
        // SAFETY: I13: `current` points into an `Arc` in `all`, from which nothing is ever removed,
        // and `&self` keeps `all` alive. Nobody writes to a hook.
        let hook = unsafe { &*current };
        // SAFETY: I13: it is that hook's own function. I12: by the contract above.
        unsafe { (hook.call)(hook, object, key) }
    }

    /// Clears objects with `reset` from now on.
    pub(super) fn replace(&self, reset: impl Fn(&mut T) + Send + Sync + 'static) {
        let hook = ResetHook::by_function(reset, self.reusable.clone(), self.limit.clone());
        let hook = Arc::new(hook);
        let current = Arc::as_ptr(&hook).cast_mut();
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(hook);
        // Release: pairs with the Acquire in `clear_and_push`.
        self.current.store(current, Release);
    }
}

/// How a builder's pool makes its objects. Implemented by the types of this module alone.
#[diagnostic::on_unimplemented(
    message = "the pool does not know how to make a `{T}`: it does not implement `Default`",
    label = "the builder was not told how to make a `{T}`",
    note = "add `#[derive(Default)]` to `{T}`, or tell the builder how to make one: `.init(|| ...)`"
)]
pub trait Init<T> {
    #[doc(hidden)]
    fn make(self) -> Make<T>;
}

/// How a builder's pool clears objects that come back. Implemented by the types of this module
/// alone.
#[diagnostic::on_unimplemented(
    message = "the pool does not know how to reset a `{T}`: it does not implement `Poolable`",
    label = "the builder was not told how to reset a `{T}`",
    note = "add `#[derive(Poolable)]` to `{T}`, or tell the builder how to reset one: `.reset(|object| ...)`"
)]
pub trait Reset<T> {
    #[doc(hidden)]
    fn hooks(self, reusable: Option<Reusable<T>>, reaper: Option<Arc<Reaper>>) -> ResetHooks<T>;
}

/// Objects are made by [`Default`].
#[derive(Clone, Copy, Debug)]
pub struct InitDefault(pub(super) ());

/// Objects are made by a function that returns them by value.
#[derive(Clone, Copy)]
pub struct InitWith<F>(pub(super) F);

/// Objects are made by a function that returns them in a box.
#[derive(Clone, Copy)]
pub struct InitBoxedWith<F>(pub(super) F);

/// Objects are made of zeroed memory.
#[cfg(feature = "bytemuck")]
#[derive(Clone, Copy, Debug)]
pub struct InitZeroed(pub(super) ());

/// Objects are cleared by [`Poolable`].
#[derive(Clone, Copy, Debug)]
pub struct ResetPoolable(pub(super) ());

/// Objects are cleared by a function.
#[derive(Clone, Copy)]
pub struct ResetWith<F>(pub(super) F);

macro_rules! debug {
    ($($name:ident)*) => {$(
        impl<F> fmt::Debug for $name<F> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

debug!(InitWith InitBoxedWith ResetWith);

#[diagnostic::do_not_recommend]
impl<T: Default> Init<T> for InitDefault {
    #[allow(
        clippy::redundant_closure,
        reason = "the function's type names `T`, which need not be 'static; the closure's does not"
    )]
    fn make(self) -> Make<T> {
        Box::new(|| Box::default())
    }
}

#[diagnostic::do_not_recommend]
impl<T, F: Fn() -> Box<T> + Send + Sync + 'static> Init<T> for InitBoxedWith<F> {
    fn make(self) -> Make<T> {
        Box::new(self.0)
    }
}

#[diagnostic::do_not_recommend]
impl<T, F: Fn() -> T + Send + Sync + 'static> Init<T> for InitWith<F> {
    fn make(self) -> Make<T> {
        Box::new(move || Box::new((self.0)()))
    }
}

#[cfg(feature = "bytemuck")]
#[diagnostic::do_not_recommend]
impl<T: bytemuck::Zeroable> Init<T> for InitZeroed {
    fn make(self) -> Make<T> {
        Box::new(|| crate::zeroed_box())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Poolable> Reset<T> for ResetPoolable {
    fn hooks(self, reusable: Option<Reusable<T>>, reaper: Option<Arc<Reaper>>) -> ResetHooks<T> {
        let limit = reaper.map(|reaper| SizeLimit { footprint: T::footprint, reaper });
        match reusable {
            Some(_) => {
                let reset = |object: &mut T| object.reset();
                ResetHooks::new(ResetHook::by_function(reset, reusable.clone(), limit), reusable)
            }
            None => {
                // A hook that replaces this one asks the trait, too.
                let reusable: Reusable<T> = Arc::new(|object: &T| object.is_reusable());
                ResetHooks::new(ResetHook::by_trait(limit), Some(reusable))
            }
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T, F: Fn(&mut T) + Send + Sync + 'static> Reset<T> for ResetWith<F> {
    fn hooks(self, reusable: Option<Reusable<T>>, _: Option<Arc<Reaper>>) -> ResetHooks<T> {
        // The memory that an object of an arbitrary type holds is not known.
        ResetHooks::new(ResetHook::by_function(self.0, reusable.clone(), None), reusable)
    }
}
