//! Types that hold another object behind a pointer or in a cell.

use alloc::boxed::Box;
use core::cell::{Cell, OnceCell, RefCell};

use super::{Footprint, Poolable};

/// Resets the object in the box in place. The memory of the box stays allocated.
impl<T: Poolable + ?Sized> Poolable for Box<T> {
    #[inline]
    fn reset(&mut self) {
        (**self).reset();
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        (**self).is_reusable()
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        (**self).footprint()
    }
}

/// Assigns `None`, which drops the object inside.
impl<T> Poolable for Option<T> {
    #[inline]
    fn reset(&mut self) {
        *self = None;
    }
}

/// Unsets the cell, which drops the object inside.
impl<T> Poolable for OnceCell<T> {
    #[inline]
    fn reset(&mut self) {
        drop(self.take());
    }
}

/// Resets the object inside in place. The cell is always reusable: a shared `Cell` gives no access to
/// the object inside, so that its `is_reusable` cannot be called.
impl<T: Poolable + ?Sized> Poolable for Cell<T> {
    #[inline]
    fn reset(&mut self) {
        self.get_mut().reset();
    }
}

/// Resets the object inside in place. A cell that still counts as borrowed, because a borrow of it was
/// leaked, is not reusable.
impl<T: Poolable + ?Sized> Poolable for RefCell<T> {
    #[inline]
    fn reset(&mut self) {
        self.get_mut().reset();
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        // A mutable borrow also detects a leaked shared one.
        self.try_borrow_mut().is_ok_and(|object| object.is_reusable())
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        self.try_borrow().map_or_else(|_| Footprint::default(), |object| object.footprint())
    }
}
