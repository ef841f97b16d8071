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
use std::marker::PhantomData;
use std::ptr;
use std::sync::Arc;

use super::directory::PoolId;
use super::thread_cache::last_magazine;
use crate::front::{self, Refused};
use crate::raw::sync::{Acquire, AtomicPtr, Relaxed, Release};
use crate::raw::{Fate, Reaper};
use crate::{Footprint, Poolable};

/// Makes an object on the heap.
pub(super) type Make<T> = Box<dyn Fn() -> Box<T> + Send + Sync>;

/// Whether a cleared object is fit to be kept.
#[doc(hidden)]
pub enum Reusable<T> {
    /// Every object is.
    Always,
    /// Its type says so.
    ByTrait(fn(&T) -> bool),
    /// The user's function says so.
    ByFunction(Arc<dyn Fn(&T) -> bool + Send + Sync>),
}

impl<T> Reusable<T> {
    fn is_reusable(&self, object: &T) -> bool {
        match self {
            Reusable::Always => true,
            Reusable::ByTrait(is_reusable) => is_reusable(object),
            Reusable::ByFunction(is_reusable) => is_reusable(object),
        }
    }
}

impl<T> fmt::Debug for Reusable<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reusable").finish_non_exhaustive()
    }
}

impl<T> Clone for Reusable<T> {
    fn clone(&self) -> Self {
        match self {
            Reusable::Always => Reusable::Always,
            Reusable::ByTrait(is_reusable) => Reusable::ByTrait(*is_reusable),
            Reusable::ByFunction(is_reusable) => Reusable::ByFunction(Arc::clone(is_reusable)),
        }
    }
}

/// The adaptive rule as a reset hook applies it.
pub(super) struct Adaptive<T> {
    /// How much memory an object uses and holds, if that is known.
    footprint: Option<fn(&T) -> Footprint>,
    reaper: Arc<Reaper>,
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

type Call<T> = unsafe fn(&ResetHook<T>, Box<T>, &PoolId) -> Result<(), Refused<T>>;

/// The functions that an object passes when it comes back.
struct ResetHook<T> {
    /// Clears an object, asks whether it is fit, and pushes it to the thread's magazine. One plain
    /// function does all three, since the compiler can't see through the call: so it is the only call in a
    /// guard's drop, and the drop is small enough to be inlined.
    ///
    /// The caller passes the `ResetHook` that the function is in, and the id of the pool that has it.
    call: Call<T>,
    /// The user's function, if there is one; `call` knows its type.
    reset: Box<dyn Fn(&mut T) + Send + Sync>,
    reusable: Reusable<T>,
    /// The adaptive rule, if `call` is a function for an adaptive pool.
    adaptive: Option<Adaptive<T>>,
    /// The hook that this one has replaced.
    previous: AtomicPtr<ResetHook<T>>,
}

impl<T> ResetHook<T> {
    /// Clears objects with `reset`, then asks `reusable`.
    fn by_function<F>(reset: F, reusable: Reusable<T>, adaptive: Option<Adaptive<T>>) -> Self
    where
        F: Fn(&mut T) + Send + Sync + 'static,
    {
        unsafe fn call<T, F: Fn(&mut T), const ADAPTIVE: bool>(
            hook: &ResetHook<T>,
            object: Box<T>,
            pool: &PoolId,
        ) -> Result<(), Refused<T>> {
            // SAFETY: I13: `call` is called with the hook that it is in, whose `reset` is the `F` from
            // below. Its type is known here, so it can be inlined.
            let reset = unsafe { &*(&raw const *hook.reset).cast::<F>() };
            let clear = |object: &mut T| {
                let is_lean = !ADAPTIVE || hook.is_lean(object);
                reset(object);
                Fate::of(is_lean, hook.reusable.is_reusable(object))
            };
            clear_and_push::<T, ADAPTIVE>(object, pool, clear)
        }
        let call = if adaptive.is_some() { call::<T, F, true> } else { call::<T, F, false> };
        ResetHook {
            call,
            reset: Box::new(reset),
            reusable,
            adaptive,
            previous: AtomicPtr::new(ptr::null_mut()),
        }
    }

    fn is_lean(&self, object: &T) -> bool {
        self.adaptive.as_ref().is_none_or(|adaptive| adaptive.is_lean(object))
    }
}

impl<T> ResetHook<T> {
    /// Keeps objects as they come back, and calls nothing of the user's.
    fn nothing() -> Self {
        fn call<T>(_: &ResetHook<T>, object: Box<T>, pool: &PoolId) -> Result<(), Refused<T>> {
            clear_and_push::<T, false>(object, pool, |_| Fate::FIT)
        }
        ResetHook {
            call: call::<T>,
            reset: Box::new(|_| {}),
            reusable: Reusable::Always,
            adaptive: None,
            previous: AtomicPtr::new(ptr::null_mut()),
        }
    }
}

impl<T: Poolable> ResetHook<T> {
    /// Clears objects by their trait.
    fn by_trait(adaptive: Option<Adaptive<T>>) -> Self {
        fn call<T: Poolable, const ADAPTIVE: bool>(
            hook: &ResetHook<T>,
            object: Box<T>,
            pool: &PoolId,
        ) -> Result<(), Refused<T>> {
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
            reusable: Reusable::Always,
            adaptive,
            previous: AtomicPtr::new(ptr::null_mut()),
        }
    }
}

/// Clears an object by `clear`, and pushes it to the thread's magazine of the pool, which is one of `T`.
#[inline(always)]
fn clear_and_push<T, const ADAPTIVE: bool>(
    object: Box<T>,
    pool: &PoolId,
    clear: impl FnOnce(&mut T) -> Fate,
) -> Result<(), Refused<T>> {
    let push = |object| {
        let Some(magazine) = last_magazine(pool) else { return Err(object) };
        if ADAPTIVE { magazine.push_adaptive(object) } else { magazine.push(object) }
    };
    // SAFETY: I8: the magazine is one of the pool that has this hook, a pool of `T`.
    unsafe { front::clear_and_push(object, clear, push) }
}

/// The reset hook of a pool, which can be replaced while threads call it.
///
/// A thread reads one pointer. The hook that it points to stays until the pool is dropped: a
/// replaced hook may still run on another thread, and to find out when it no longer does would
/// cost every thread at every object. So each replacement costs the memory of one closure.
#[doc(hidden)]
pub struct ResetHooks<T> {
    /// The last of a list of all hooks that the pool ever had.
    current: AtomicPtr<ResetHook<T>>,
    /// What a hook that replaces the current one asks.
    reusable: Reusable<T>,
    adaptive: Option<Adaptive<T>>,
    hooks: PhantomData<Box<ResetHook<T>>>,
}

impl<T> fmt::Debug for ResetHooks<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResetHooks").finish_non_exhaustive()
    }
}

impl<T> ResetHooks<T> {
    /// Starts with `hook`. A hook that replaces it asks `reusable`, and has the same adaptive rule.
    fn new(hook: ResetHook<T>, reusable: Reusable<T>) -> Self {
        let adaptive = hook.adaptive.clone();
        let current = AtomicPtr::new(Box::into_raw(Box::new(hook)));
        ResetHooks { current, reusable, adaptive, hooks: PhantomData }
    }

    /// Clears an object, asks whether it is fit, and pushes it to the thread's magazine. The id is the one of
    /// the pool that has these hooks.
    #[inline(always)]
    pub(super) fn clear_and_push(&self, object: Box<T>, pool: &PoolId) -> Result<(), Refused<T>> {
        // Acquire: pairs with the Release in `replace`, which hands on the whole hook.
        let current = self.current.load(Acquire);
        // SAFETY: I13: it comes from a `Box` in `new` or `replace`, which is freed by the drop of `self` alone, and
        // nobody writes to a hook. `call` is that hook's own function.
        unsafe {
            let hook = &*current;
            (hook.call)(hook, object, pool)
        }
    }

    /// Clears objects with `reset` from now on.
    pub(super) fn replace(&self, reset: impl Fn(&mut T) + Send + Sync + 'static) {
        let hook = ResetHook::by_function(reset, self.reusable.clone(), self.adaptive.clone());
        let hook = Box::leak(Box::new(hook));
        let mut previous = self.current.load(Relaxed);
        loop {
            hook.previous.store(previous, Relaxed);
            // Release: pairs with the Acquire in `clear_and_push`.
            match self.current.compare_exchange_weak(previous, hook, Release, Relaxed) {
                Ok(_) => return,
                Err(now) => previous = now,
            }
        }
    }
}

impl<T> Drop for ResetHooks<T> {
    fn drop(&mut self) {
        // Relaxed: what gave this thread the pool to itself has ordered all of it.
        let mut next = self.current.load(Relaxed);
        while !next.is_null() {
            // SAFETY: I13: each hook of the list comes from a `Box` and is in the list once; `&mut self` says
            // that nobody else can reach it any more.
            let hook = unsafe { Box::from_raw(next) };
            next = hook.previous.load(Relaxed);
        }
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
    fn hooks(self, reusable: Reusable<T>, reaper: Option<Arc<Reaper>>) -> ResetHooks<T>;
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

/// Objects are made by the caller of [`get_or`](crate::SyncPool::get_or) alone.
#[derive(Clone, Copy, Debug)]
pub struct WithoutInit(pub(super) ());

/// Objects are kept as they come back.
#[derive(Clone, Copy, Debug)]
pub struct WithoutReset(pub(super) ());

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
impl<T> Init<T> for WithoutInit {
    fn make(self) -> Make<T> {
        Box::new(|| panic!("the pool was built without an init: call `get_or` or `get_or_try`"))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Poolable> Reset<T> for ResetPoolable {
    fn hooks(self, reusable: Reusable<T>, reaper: Option<Arc<Reaper>>) -> ResetHooks<T> {
        let footprint: fn(&T) -> Footprint = T::footprint;
        let adaptive = reaper.map(|reaper| Adaptive { footprint: Some(footprint), reaper });
        match reusable {
            // A hook that replaces this one asks the trait, too.
            Reusable::Always => {
                ResetHooks::new(ResetHook::by_trait(adaptive), Reusable::ByTrait(T::is_reusable))
            }
            reusable => {
                let reset = |object: &mut T| object.reset();
                let hook = ResetHook::by_function(reset, reusable.clone(), adaptive);
                ResetHooks::new(hook, reusable)
            }
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T, F: Fn(&mut T) + Send + Sync + 'static> Reset<T> for ResetWith<F> {
    fn hooks(self, reusable: Reusable<T>, reaper: Option<Arc<Reaper>>) -> ResetHooks<T> {
        // The memory that an object of an arbitrary type holds is not known.
        let adaptive = reaper.map(|reaper| Adaptive { footprint: None, reaper });
        ResetHooks::new(ResetHook::by_function(self.0, reusable.clone(), adaptive), reusable)
    }
}

#[diagnostic::do_not_recommend]
impl<T> Reset<T> for WithoutReset {
    fn hooks(self, reusable: Reusable<T>, reaper: Option<Arc<Reaper>>) -> ResetHooks<T> {
        match (&reusable, &reaper) {
            (Reusable::Always, None) => ResetHooks::new(ResetHook::nothing(), reusable),
            _ => ResetWith(|_: &mut T| {}).hooks(reusable, reaper),
        }
    }
}
