//! A stand-in for thread-local values where there are none. Whoever asks for a value gets a new one, as if
//! the thread came for the first time, and is told that the thread is about to end. So a thread never earns
//! a magazine, and nothing has to be given back.

/// Stands in for `std::thread::LocalKey`.
#[derive(Debug)]
pub struct ForgetfulKey<T>(fn() -> T);

impl<T> ForgetfulKey<T> {
    /// A key of values that `make` makes.
    pub const fn new(make: fn() -> T) -> Self {
        ForgetfulKey(make)
    }

    /// Calls `with` with a new value.
    #[inline]
    pub fn with<R>(&self, with: impl FnOnce(&T) -> R) -> R {
        with(&(self.0)())
    }

    /// Returns that the thread is about to end.
    pub(crate) fn try_with<R>(&self, _: impl FnOnce(&T) -> R) -> Result<R, ()> {
        Err(())
    }
}

/// Stands in for `std::thread_local!`.
#[doc(hidden)]
#[macro_export]
macro_rules! __forgetful_key {
    (static $name:ident: $type:ty = const $value:block;) => {
        static $name: $crate::__private::LocalKey<$type> =
            $crate::__private::LocalKey::new(|| $value);
    };
}
pub use crate::__forgetful_key as thread_local;
