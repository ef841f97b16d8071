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

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::fmt;

use super::admission::Admission;
use super::reset_hooks::{Adaptive, ResetHook, ResetHooks};
use crate::raw::Reaper;
use crate::{Footprint, Poolable};

// Where rustc explains an error, it prints the names of these items. It prefers the path through this module to the
// one through `__private`.
#[cfg(feature = "zeroize")]
#[doc(hidden)]
pub use crate::poolable::Wipe;
#[doc(hidden)]
pub use crate::static_pool::{
    HasDefault, default_with, init, init_boxed, reset_with, reusable_with, value,
};

/// Clears an object, and tells whether its type wants it to be kept.
pub(crate) type Clear<T> = Box<dyn Fn(&mut T) -> bool + Send + Sync>;

/// Makes an object on the heap.
pub(super) type Make<T> = Box<dyn Fn() -> Box<T> + Send + Sync>;

/// How a builder's pool makes its objects. Implemented by the types of this module alone.
///
/// # Examples
///
/// ```
/// use syncpool::hooks::{Init, ResetPoolable};
/// use syncpool::{Poolable, SyncPool, SyncPoolBuilder};
///
/// /// The settings of all pools of a program.
/// fn finish<T: Poolable, I: Init<T>>(builder: SyncPoolBuilder<T, I, ResetPoolable>) -> SyncPool<T> {
///     builder.capacity(100).build()
/// }
///
/// assert_eq!(finish(SyncPool::builder().init(|| String::from("a"))).get(), "a");
/// ```
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
///
/// # Examples
///
/// ```
/// use syncpool::hooks::{InitDefault, Reset};
/// use syncpool::{SyncPool, SyncPoolBuilder};
///
/// /// The settings of all pools of a program.
/// fn finish<T: Default, R: Reset<T>>(builder: SyncPoolBuilder<T, InitDefault, R>) -> SyncPool<T> {
///     builder.capacity(100).build()
/// }
///
/// let pool = finish(SyncPool::builder().reset(|count: &mut u64| *count /= 2));
/// *pool.get() = 8;
/// assert_eq!(*pool.get(), 4);
/// ```
#[diagnostic::on_unimplemented(
    message = "the pool does not know how to reset a `{T}`: it does not implement `Poolable`",
    label = "the builder was not told how to reset a `{T}`",
    note = "add `#[derive(Poolable)]` to `{T}`, or tell the builder how to reset one: `.reset(|object| ...)`"
)]
pub trait Reset<T> {
    #[doc(hidden)]
    fn hooks(self, admission: Admission<T>, reaper: Option<Arc<Reaper>>) -> ResetHooks<T>;

    #[doc(hidden)]
    fn into_clear(self) -> Clear<T>;
}

/// Objects are made by [`Default`].
///
/// # Examples
///
/// ```
/// use syncpool::hooks::{InitDefault, ResetPoolable};
/// use syncpool::{SyncPool, SyncPoolBuilder};
///
/// let builder: SyncPoolBuilder<u64, InitDefault, ResetPoolable> = SyncPool::builder();
/// assert_eq!(*builder.build().get(), 0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct InitDefault(pub(super) ());

/// Objects are made by a function that returns them by value.
///
/// # Examples
///
/// ```
/// use syncpool::hooks::{InitWith, ResetPoolable};
/// use syncpool::{SyncPool, SyncPoolBuilder};
///
/// let builder: SyncPoolBuilder<u64, InitWith<fn() -> u64>, ResetPoolable> =
///     SyncPool::builder().init(|| 7);
/// assert_eq!(*builder.build().get(), 7);
/// ```
#[derive(Clone, Copy)]
pub struct InitWith<F>(pub(super) F);

/// Objects are made by a function that returns them in a box.
///
/// # Examples
///
/// ```
/// use syncpool::hooks::{InitBoxedWith, ResetPoolable};
/// use syncpool::{SyncPool, SyncPoolBuilder};
///
/// let builder: SyncPoolBuilder<u64, InitBoxedWith<fn() -> Box<u64>>, ResetPoolable> =
///     SyncPool::builder().init_boxed(|| Box::new(7));
/// assert_eq!(*builder.build().get(), 7);
/// ```
#[derive(Clone, Copy)]
pub struct InitBoxedWith<F>(pub(super) F);

/// Objects are made of zeroed memory.
///
/// # Examples
///
/// ```
/// use syncpool::hooks::{InitZeroed, ResetPoolable};
/// use syncpool::{SyncPool, SyncPoolBuilder};
///
/// let builder: SyncPoolBuilder<[u8; 4], InitZeroed, ResetPoolable> =
///     SyncPool::builder().zeroed();
/// assert_eq!(*builder.build().get(), [0; 4]);
/// ```
#[cfg(feature = "bytemuck")]
#[derive(Clone, Copy, Debug)]
pub struct InitZeroed(pub(super) ());

/// Objects are cleared by [`Poolable`].
///
/// # Examples
///
/// ```
/// use syncpool::hooks::{InitDefault, ResetPoolable};
/// use syncpool::{SyncPool, SyncPoolBuilder};
///
/// let builder: SyncPoolBuilder<String, InitDefault, ResetPoolable> = SyncPool::builder();
/// let pool = builder.capacity(1).build();
/// pool.get().push('a');
/// assert_eq!(pool.get(), "");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ResetPoolable(pub(crate) ());

/// Objects are cleared by a function.
///
/// # Examples
///
/// ```
/// use syncpool::hooks::{InitDefault, ResetWith};
/// use syncpool::{SyncPool, SyncPoolBuilder};
///
/// let builder: SyncPoolBuilder<String, InitDefault, ResetWith<fn(&mut String)>> =
///     SyncPool::builder().reset(|line| line.truncate(1));
/// let pool = builder.capacity(1).build();
/// pool.get().push_str("ab");
/// assert_eq!(pool.get(), "a");
/// ```
#[derive(Clone, Copy)]
pub struct ResetWith<F>(pub(crate) F);

/// Objects are made by the caller of [`get_or`](crate::SyncPool::get_or) alone.
///
/// # Examples
///
/// ```
/// use syncpool::hooks::{ResetPoolable, WithoutInit};
/// use syncpool::{SyncPool, SyncPoolBuilder};
///
/// let builder: SyncPoolBuilder<String, WithoutInit, ResetPoolable> =
///     SyncPool::builder().without_init();
/// assert_eq!(builder.build().get_or(|| "made here".to_owned()), "made here");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct WithoutInit(pub(super) ());

/// Objects are kept as they come back.
///
/// # Examples
///
/// ```
/// use syncpool::hooks::{InitDefault, WithoutReset};
/// use syncpool::{SyncPool, SyncPoolBuilder};
///
/// let builder: SyncPoolBuilder<String, InitDefault, WithoutReset> =
///     SyncPool::builder().without_reset();
/// let pool = builder.capacity(1).build();
/// pool.get().push('a');
/// assert_eq!(pool.get(), "a");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct WithoutReset(pub(crate) ());

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
    fn hooks(self, admission: Admission<T>, reaper: Option<Arc<Reaper>>) -> ResetHooks<T> {
        let footprint: fn(&T) -> Footprint = T::footprint;
        let adaptive = reaper.map(|reaper| Adaptive { footprint: Some(footprint), reaper });
        let is_free = admission.is_free();
        // A hook that replaces this one asks the trait, too.
        let admission = admission.by_trait(T::is_reusable);
        let hook = if is_free {
            ResetHook::by_trait(adaptive)
        } else {
            let reset = |object: &mut T| object.reset();
            ResetHook::by_function(reset, admission.clone(), adaptive)
        };
        ResetHooks::new(hook, admission)
    }

    fn into_clear(self) -> Clear<T> {
        Box::new(|object| {
            object.reset();
            object.is_reusable()
        })
    }
}

#[diagnostic::do_not_recommend]
impl<T, F: Fn(&mut T) + Send + Sync + 'static> Reset<T> for ResetWith<F> {
    fn hooks(self, admission: Admission<T>, reaper: Option<Arc<Reaper>>) -> ResetHooks<T> {
        // The memory that an object of an arbitrary type holds is not known.
        let adaptive = reaper.map(|reaper| Adaptive { footprint: None, reaper });
        ResetHooks::new(ResetHook::by_function(self.0, admission.clone(), adaptive), admission)
    }

    fn into_clear(self) -> Clear<T> {
        Box::new(move |object| {
            (self.0)(object);
            true
        })
    }
}

#[diagnostic::do_not_recommend]
impl<T> Reset<T> for WithoutReset {
    fn hooks(self, admission: Admission<T>, reaper: Option<Arc<Reaper>>) -> ResetHooks<T> {
        if admission.is_free() && reaper.is_none() {
            ResetHooks::new(ResetHook::nothing(), admission)
        } else {
            ResetWith(|_: &mut T| {}).hooks(admission, reaper)
        }
    }

    fn into_clear(self) -> Clear<T> {
        Box::new(|_| true)
    }
}
