//! The smallest possible pool, written outside the library: a stack under a mutex.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use syncpool::{Pool, Poolable};

pub(crate) struct Shelf<T> {
    idle: Mutex<Vec<Box<T>>>,
    capacity: usize,
}

impl<T> Shelf<T> {
    pub(crate) const fn new(capacity: usize) -> Self {
        Shelf { idle: Mutex::new(Vec::new()), capacity }
    }

    pub(crate) fn len(&self) -> usize {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl<T> fmt::Debug for Shelf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").field("len", &self.len()).finish_non_exhaustive()
    }
}

impl<T: Poolable + Default> Pool for &Shelf<T> {
    type Item = T;

    fn take(&self) -> Box<T> {
        self.try_take().unwrap_or_default()
    }

    fn try_take(&self) -> Option<Box<T>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn put(&self, mut object: Box<T>) -> Option<Box<T>> {
        object.reset();
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() == self.capacity || !object.is_reusable() {
            return Some(object);
        }
        idle.push(object);
        None
    }
}

/// Declares a static shelf and a handle to it that has no size, as `pool!` does for its pools.
macro_rules! shelf {
    ($name:ident: $type:ty) => {
        #[allow(
            clippy::upper_case_acronyms,
            non_camel_case_types,
            reason = "named like the static that it stands for"
        )]
        #[derive(Debug, Clone, Copy, Default)]
        struct $name;

        impl $name {
            #[allow(dead_code, reason = "not every test gets")]
            fn get(self) -> syncpool::Pooled<Self> {
                syncpool::Pool::get(self)
            }

            #[allow(dead_code, reason = "not every test counts")]
            fn len(self) -> usize {
                self.shelf().len()
            }

            fn shelf(self) -> &'static $crate::shelf::Shelf<$type> {
                static SHELF: $crate::shelf::Shelf<$type> = $crate::shelf::Shelf::new(4);
                &SHELF
            }
        }

        impl syncpool::Pool for $name {
            type Item = $type;

            fn take(&self) -> Box<$type> {
                self.shelf().take()
            }

            fn try_take(&self) -> Option<Box<$type>> {
                self.shelf().try_take()
            }

            fn put(&self, object: Box<$type>) -> Option<Box<$type>> {
                self.shelf().put(object)
            }
        }
    };
}

pub(crate) use shelf;
