//! How a pool makes its objects and clears them: the user's functions.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::thread::Key;
use crate::commons::Reaper;
use crate::object::{Fate, Object, disown, own};
use crate::sync::{Acquire, AtomicPtr, Release};
use crate::{Footprint, Poolable};

/// Makes an object on the heap.
pub(super) type Make<T> = Box<dyn Fn() -> Box<T> + Send + Sync>;

/// Tells whether a cleared object is worth keeping.
pub(super) type Keep<T> = Arc<dyn Fn(&T) -> bool + Send + Sync>;

/// How an adaptive pool tells an object that holds too much memory.
pub(super) struct Judge<T> {
    footprint: fn(&T) -> Footprint,
    reaper: Arc<Reaper>,
}

impl<T> Clone for Judge<T> {
    fn clone(&self) -> Self {
        Judge { footprint: self.footprint, reaper: Arc::clone(&self.reaper) }
    }
}

/// One way to clear objects.
struct Clear<T> {
    /// Clears an object, asks whether it is worth keeping, and keeps it. A plain function for all
    /// three, since the compiler can't see through the call: it is all that a guard's drop calls, and
    /// small enough to be inlined there. The object is dropped if the user's functions panic.
    ///
    /// To be called with the `Clear` that it is in, an object that the caller owns and that comes from
    /// `disown::<T>`, and the key of a pool that is alive.
    call: unsafe fn(&Clear<T>, Object, &Key) -> Fate,
    /// What `call` calls if the user gave functions.
    reset: Box<dyn Fn(&mut T) + Send + Sync>,
    keep: Option<Keep<T>>,
    /// Whom `call` asks first, if it is one for an adaptive pool.
    judge: Option<Judge<T>>,
}

impl<T> Clear<T> {
    /// Clears objects with `reset`, then asks `keep`, if there is one.
    fn by<F>(reset: F, keep: Option<Keep<T>>, judge: Option<Judge<T>>) -> Self
    where
        F: Fn(&mut T) + Send + Sync + 'static,
    {
        unsafe fn call<T, F: Fn(&mut T), const ADAPTIVE: bool>(
            clear: &Clear<T>,
            object: Object,
            key: &Key,
        ) -> Fate {
            // SAFETY: I13: `call` is called with the `Clear` that it is in, whose `reset` is the `F` from
            // below. As one, it can be inlined.
            let reset = unsafe { &*(&raw const *clear.reset).cast::<F>() };
            // SAFETY: I8, I12: the caller's contract is the same.
            unsafe {
                clear_and_keep::<T, ADAPTIVE>(object, key, |object: &mut T| {
                    let footprint = |judge: &Judge<T>, object: &T| (judge.footprint)(object);
                    let is_lean = !ADAPTIVE || clear.allows(object, footprint);
                    reset(object);
                    Fate::of(is_lean, clear.keep.as_ref().is_none_or(|keep| keep(object)))
                })
            }
        }
        let call = if judge.is_some() { call::<T, F, true> } else { call::<T, F, false> };
        Clear { call, reset: Box::new(reset), keep, judge }
    }

    #[inline]
    fn allows(&self, object: &T, footprint: impl Fn(&Judge<T>, &T) -> Footprint) -> bool {
        let allows = |judge: &Judge<T>| judge.reaper.allows(footprint(judge, object));
        self.judge.as_ref().is_none_or(allows)
    }
}

impl<T: Poolable> Clear<T> {
    /// Clears objects as their type says.
    fn by_trait(judge: Option<Judge<T>>) -> Self {
        unsafe fn call<T: Poolable, const ADAPTIVE: bool>(
            clear: &Clear<T>,
            object: Object,
            key: &Key,
        ) -> Fate {
            // SAFETY: I8, I12: the caller's contract is the same.
            unsafe {
                clear_and_keep::<T, ADAPTIVE>(object, key, |object: &mut T| {
                    let is_lean = !ADAPTIVE || clear.allows(object, |_, object| object.footprint());
                    object.reset();
                    Fate::of(is_lean, object.is_reusable())
                })
            }
        }
        let call = if judge.is_some() { call::<T, true> } else { call::<T, false> };
        Clear { call, reset: Box::new(|_| {}), keep: None, judge }
    }
}

/// Clears an object by `clear`, which tells whether it is worth keeping, and keeps it in the
/// magazine that is on the thread's line, if there is room.
///
/// # Safety
///
/// The object is one that the caller owns and comes from `disown::<T>`; the pool that has the key
/// is alive.
#[inline(always)]
unsafe fn clear_and_keep<T, const ADAPTIVE: bool>(
    object: Object,
    key: &Key,
    clear: impl Fn(&mut T) -> Fate,
) -> Fate {
    // SAFETY: I8, by the contract above. As a box, it is dropped if a user's function panics.
    let mut object = unsafe { own::<T>(object) };
    // No borrow of the pool is held here: the user's functions may use it.
    let fate = clear(&mut object);
    let object = disown(object);
    if fate != Fate::Fit {
        return fate;
    }
    // SAFETY: I12, by the contract above.
    let Some(magazine) = (unsafe { key.magazine_on_line() }) else { return Fate::Fit };
    let pushed = if ADAPTIVE { magazine.push(object) } else { magazine.push_ordinary(object) };
    if pushed.is_ok() { Fate::Kept } else { Fate::Fit }
}

/// How objects are cleared, which can be changed while threads are at it.
///
/// They read one pointer. What it points to lives as long as the pool: a function that was
/// replaced may be running on another thread, and to find out when it no longer does would cost
/// every thread at every object. So each replacement costs the memory of one closure until the
/// pool is dropped.
pub struct Cleaner<T> {
    /// Points to the last of `all`.
    current: AtomicPtr<Clear<T>>,
    all: Mutex<Vec<Arc<Clear<T>>>>,
    keep: Option<Keep<T>>,
    judge: Option<Judge<T>>,
}

impl<T> Cleaner<T> {
    /// Objects are cleared by `clear`; what replaces it asks `keep`, and the same judge.
    fn new(clear: Clear<T>, keep: Option<Keep<T>>) -> Self {
        let judge = clear.judge.clone();
        let clear = Arc::new(clear);
        Cleaner {
            current: AtomicPtr::new(Arc::as_ptr(&clear).cast_mut()),
            all: Mutex::new(vec![clear]),
            keep,
            judge,
        }
    }

    /// Clears an object, asks whether it is worth keeping, and keeps it in this thread's magazine.
    /// Unless it says that it was kept, it is the caller's again.
    ///
    /// # Safety
    ///
    /// The object is one that the caller owns and comes from `disown::<T>`; the pool that has the key
    /// is alive.
    #[inline(always)]
    pub(super) unsafe fn clear_and_keep(&self, object: Object, key: &Key) -> Fate {
        // Acquire: pairs with the Release in `replace`, so that the function is seen whole.
        let current = self.current.load(Acquire);
        // SAFETY: I13: `current` points into an `Arc` in `all`, from which nothing is ever removed,
        // and `&self` keeps `all` alive. Everyone else only reads the function, too.
        let clear = unsafe { &*current };
        // SAFETY: I13: it is that `Clear`'s own function; the rest is the contract above.
        unsafe { (clear.call)(clear, object, key) }
    }

    /// Clears objects with `reset` from now on.
    pub(super) fn replace(&self, reset: impl Fn(&mut T) + Send + Sync + 'static) {
        let clear = Arc::new(Clear::by(reset, self.keep.clone(), self.judge.clone()));
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let current = Arc::as_ptr(&clear).cast_mut();
        all.push(clear);
        // Release: pairs with the Acquire in `clear`.
        self.current.store(current, Release);
    }
}

impl<T> fmt::Debug for Cleaner<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cleaner").finish_non_exhaustive()
    }
}

/// How a builder's pool makes its objects.
#[diagnostic::on_unimplemented(
    message = "the pool does not know how to make a `{T}`: it does not implement `Default`",
    label = "the builder was not told how to make a `{T}`",
    note = "add `#[derive(Default)]` to `{T}`, or tell the builder how to make one: `.init(|| ...)`"
)]
pub trait Init<T> {
    #[doc(hidden)]
    fn make(self) -> Make<T>;
}

/// How a builder's pool clears objects that come back.
#[diagnostic::on_unimplemented(
    message = "the pool does not know how to reset a `{T}`: it does not implement `Poolable`",
    label = "the builder was not told how to reset a `{T}`",
    note = "add `#[derive(Poolable)]` to `{T}`, or tell the builder how to reset one: `.reset(|object| ...)`"
)]
pub trait Reset<T> {
    #[doc(hidden)]
    fn cleaner(self, keep: Option<Keep<T>>, reaper: Option<Arc<Reaper>>) -> Cleaner<T>;
}

/// By the trait that the object's type has: `Default` to make one, `Poolable` to clear it.
#[derive(Clone, Copy, Debug)]
pub struct ByTrait(pub(super) ());

/// By a function.
pub struct By<F>(pub(super) F);

/// By a function that makes an object on the stack.
pub struct ByValue<F>(pub(super) F);

/// By asking for zeroed memory.
#[cfg(feature = "bytemuck")]
#[derive(Clone, Copy, Debug)]
pub struct ByZeros(pub(super) ());

impl<F> fmt::Debug for By<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("By(..)")
    }
}

impl<F> fmt::Debug for ByValue<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByValue(..)")
    }
}

#[diagnostic::do_not_recommend]
impl<T: Default> Init<T> for ByTrait {
    #[allow(
        clippy::redundant_closure,
        reason = "the function's type names `T`, which need not be 'static; the closure's does not"
    )]
    fn make(self) -> Make<T> {
        Box::new(|| Box::default())
    }
}

#[diagnostic::do_not_recommend]
impl<T, F: Fn() -> Box<T> + Send + Sync + 'static> Init<T> for By<F> {
    fn make(self) -> Make<T> {
        Box::new(self.0)
    }
}

#[diagnostic::do_not_recommend]
impl<T, F: Fn() -> T + Send + Sync + 'static> Init<T> for ByValue<F> {
    fn make(self) -> Make<T> {
        Box::new(move || Box::new((self.0)()))
    }
}

#[cfg(feature = "bytemuck")]
#[diagnostic::do_not_recommend]
impl<T: bytemuck::Zeroable> Init<T> for ByZeros {
    fn make(self) -> Make<T> {
        Box::new(|| crate::zeroed_box())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Poolable> Reset<T> for ByTrait {
    fn cleaner(self, keep: Option<Keep<T>>, reaper: Option<Arc<Reaper>>) -> Cleaner<T> {
        let judge = reaper.map(|reaper| Judge { footprint: T::footprint, reaper });
        match keep {
            Some(_) => {
                let clear = Clear::by(|object: &mut T| object.reset(), keep.clone(), judge);
                Cleaner::new(clear, keep)
            }
            None => {
                // A reset that takes this one's place asks the trait, too.
                let keep: Keep<T> = Arc::new(|object: &T| object.is_reusable());
                Cleaner::new(Clear::by_trait(judge), Some(keep))
            }
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T, F: Fn(&mut T) + Send + Sync + 'static> Reset<T> for By<F> {
    fn cleaner(self, keep: Option<Keep<T>>, _: Option<Arc<Reaper>>) -> Cleaner<T> {
        // How much memory an object of just any type holds is not known.
        Cleaner::new(Clear::by(self.0, keep.clone(), None), keep)
    }
}
