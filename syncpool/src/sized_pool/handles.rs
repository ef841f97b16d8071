//! Both kinds of pool with sizes behind the trait [`Classes`], and the handles to them.

use alloc::boxed::Box;
use alloc::sync::Arc;

use super::classes::{self, Classes, Visitor};
use super::declaration::{ClassVisitor, SizedDeclaration};
use super::limits::Limits;
use super::{SizedPool, StaticSizedPool};
use crate::static_pool::Declaration;
use crate::{Pool, WithCapacity};

impl<T: WithCapacity> Classes for SizedPool<T> {
    type Item = T;

    #[inline(always)]
    fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    fn class_capacity(&self) -> usize {
        self.classes[0].capacity()
    }

    #[inline(always)]
    fn limits(&self) -> &Limits {
        &self.limits
    }

    #[inline(always)]
    fn max_bytes(&self) -> Option<usize> {
        self.max_bytes
    }

    #[inline(always)]
    fn clear(&self, object: &mut T) -> bool {
        (self.clear)(object) && self.reusable.as_ref().is_none_or(|reusable| reusable(object))
    }

    #[inline(always)]
    fn visit<V: Visitor<T>>(&self, index: usize, visitor: V) -> V::Output {
        visitor.visit(&self.classes[index])
    }
}

impl<K: SizedDeclaration> Classes for StaticSizedPool<K> {
    type Item = K::Object;

    #[inline(always)]
    fn sizes(&self) -> &[usize] {
        K::SIZES
    }

    fn class_capacity(&self) -> usize {
        K::CAPACITY
    }

    #[inline(always)]
    fn limits(&self) -> &Limits {
        &self.limits
    }

    #[inline(always)]
    fn max_bytes(&self) -> Option<usize> {
        (K::MAX_BYTES < usize::MAX).then_some(K::MAX_BYTES)
    }

    #[inline(always)]
    fn clear(&self, object: &mut K::Object) -> bool {
        K::reset(object);
        K::is_reusable(object)
    }

    #[inline(always)]
    fn visit<V: Visitor<K::Object>>(&self, index: usize, visitor: V) -> V::Output {
        K::visit(index, OfDeclaration(visitor))
    }
}

/// A visitor of the pools of the classes as one of their declarations.
struct OfDeclaration<V>(V);

impl<T, V: Visitor<T>> ClassVisitor<T> for OfDeclaration<V> {
    type Output = V::Output;

    #[inline(always)]
    fn visit<K: Declaration<Item = T>>(self, class: K) -> V::Output {
        self.0.visit(&class)
    }
}

/// Implements [`Pool`] for references to a pool with sizes. As a `Pool`, it serves a get with its smallest size.
macro_rules! handles {
    ($($(#[$attribute:meta])* [$($generics:tt)+] $handle:ty, $item:ty;)+) => {$(
        $(#[$attribute])*
        impl<$($generics)+> Pool for $handle {
            type Item = $item;

            #[inline]
            fn take(&self) -> Box<$item> {
                classes::take(&**self, 0)
            }

            #[inline]
            fn try_take(&self) -> Option<Box<$item>> {
                classes::try_take(&**self, 0)
            }

            fn take_like(&self, object: &$item) -> Box<$item> {
                classes::take(&**self, object.capacity())
            }

            #[inline]
            fn put(&self, object: Box<$item>) -> Option<Box<$item>> {
                classes::put(&**self, object)
            }

            fn discard(&self, object: Box<$item>) {
                classes::discard(&**self, object);
            }

            fn discard_unwinding(&self, object: Box<$item>) {
                classes::drop_unwinding(&**self, object);
            }
        }
    )+};
}

handles! {
    [T: WithCapacity] &SizedPool<T>, T;
    [T: WithCapacity] Arc<SizedPool<T>>, T;
    // An error about `Pool` must not name `SizedDeclaration`, which is hidden.
    #[diagnostic::do_not_recommend]
    [K: SizedDeclaration] &'static StaticSizedPool<K>, K::Object;
}
