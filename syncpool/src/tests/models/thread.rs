//! The thread-local values and the exit hooks of the threads of a model: the crate's hooks, over loom's values.
//!
//! No value is dropped: when a model fails, that would happen outside of loom. So a thread of a model calls
//! [`flush_thread`] when it ends, as the drop of the hooks would.

use std::mem::ManuallyDrop;

use loom::thread::{AccessError, LocalKey};

#[path = "../../thread/exit.rs"]
mod exit;

pub(crate) use self::exit::{flush_thread, on_thread_exit};

/// A thread-local value that is never dropped.
pub(crate) struct Key<T: 'static>(pub(crate) &'static LocalKey<ManuallyDrop<T>>);

impl<T> Key<T> {
    pub(crate) fn with<R>(&self, with: impl FnOnce(&T) -> R) -> R {
        self.0.with(|value| with(value))
    }

    pub(crate) fn try_with<R>(&self, with: impl FnOnce(&T) -> R) -> Result<R, AccessError> {
        self.0.try_with(|value| with(value))
    }
}

macro_rules! local_key {
    (static $name:ident: $type:ty = const $value:block;) => {
        static $name: $crate::thread::Key<$type> = {
            loom::thread_local! {
                static VALUE: std::mem::ManuallyDrop<$type> = std::mem::ManuallyDrop::new($value);
            }
            $crate::thread::Key(&VALUE)
        };
    };
}
pub(crate) use local_key as thread_local;
