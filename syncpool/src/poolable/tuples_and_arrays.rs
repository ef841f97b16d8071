//! Types that hold a fixed number of objects: a reset resets each of them in place.

use super::{Footprint, Poolable};

/// Resets each element in place. The number of elements does not change.
impl<T: Poolable> Poolable for [T] {
    #[inline]
    fn reset(&mut self) {
        self.iter_mut().for_each(T::reset);
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        self.iter().all(T::is_reusable)
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        self.iter().map(T::footprint).sum()
    }
}

/// Resets each element in place.
impl<T: Poolable, const N: usize> Poolable for [T; N] {
    #[inline]
    fn reset(&mut self) {
        self.as_mut_slice().reset();
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        self.as_slice().is_reusable()
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        self.as_slice().footprint()
    }
}

macro_rules! tuples {
    ($($(#[$doc:meta])* ($($T:ident $index:tt)+);)+) => {$(
        $(#[$doc])*
        impl<$($T: Poolable),+> Poolable for ($($T,)+) {
            #[inline]
            fn reset(&mut self) {
                $(self.$index.reset();)+
            }

            #[inline]
            fn is_reusable(&self) -> bool {
                true $(&& self.$index.is_reusable())+
            }

            #[inline]
            fn footprint(&self) -> Footprint {
                Footprint::default() $(+ self.$index.footprint())+
            }
        }
    )+};
}

tuples! {
    /// Resets each member in place. Implemented for tuples of up to twelve members.
    (A 0);
    #[doc(hidden)]
    (A 0 B 1);
    #[doc(hidden)]
    (A 0 B 1 C 2);
    #[doc(hidden)]
    (A 0 B 1 C 2 D 3);
    #[doc(hidden)]
    (A 0 B 1 C 2 D 3 E 4);
    #[doc(hidden)]
    (A 0 B 1 C 2 D 3 E 4 F 5);
    #[doc(hidden)]
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6);
    #[doc(hidden)]
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
    #[doc(hidden)]
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8);
    #[doc(hidden)]
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9);
    #[doc(hidden)]
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10);
    #[doc(hidden)]
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11);
}
