//! What an object passes after its reset, before a run-time pool keeps it.

use alloc::sync::Arc;
use core::fmt;

use super::SyncPoolBuilder;
use crate::poolable::LimitCapacity;

/// Admits cleared objects to the pool, or refuses them. It admits every object unless it is told otherwise.
///
/// The steps come in the order of the fields. A later step is skipped if an earlier one refuses the object.
#[doc(hidden)]
pub struct Admission<T> {
    /// Shrinks an object to a capacity.
    limit: Option<Limit<T>>,
    /// `Poolable::is_reusable`, if the trait clears the objects.
    by_trait: Option<fn(&T) -> bool>,
    /// The user's function.
    by_function: Option<Reusable<T>>,
}

/// A function that shrinks an object, and the capacity to which it does.
type Limit<T> = (fn(&mut T, usize), usize);

type Reusable<T> = Arc<dyn Fn(&T) -> bool + Send + Sync>;

impl<T> Admission<T> {
    pub(super) const ALL: Self = Admission { limit: None, by_trait: None, by_function: None };

    /// Asks the objects' trait.
    pub(super) fn by_trait(self, is_reusable: fn(&T) -> bool) -> Self {
        Admission { by_trait: Some(is_reusable), ..self }
    }

    /// Whether objects are admitted as they are, without a question.
    pub(super) fn is_free(&self) -> bool {
        self.limit.is_none() && self.by_trait.is_none() && self.by_function.is_none()
    }

    /// Shrinks a cleared object, and tells whether it is fit to be kept.
    pub(super) fn admits(&self, object: &mut T) -> bool {
        if let Some((limit, max)) = self.limit {
            limit(object, max);
        }
        self.by_trait.is_none_or(|is_reusable| is_reusable(object))
            && self.by_function.as_ref().is_none_or(|reusable| reusable(object))
    }
}

impl<T> fmt::Debug for Admission<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Admission").finish_non_exhaustive()
    }
}

impl<T> Clone for Admission<T> {
    fn clone(&self) -> Self {
        let Admission { limit, by_trait, by_function } = self;
        Admission { limit: *limit, by_trait: *by_trait, by_function: by_function.clone() }
    }
}

impl<T, I, R> SyncPoolBuilder<T, I, R> {
    /// Keeps an object only if `reusable` returns `true` for it after it was cleared.
    ///
    /// Use it to drop objects that have grown too large, or that are broken. In a pool that clears objects by
    /// their [`Poolable`](crate::Poolable) trait, [`is_reusable`](crate::Poolable::is_reusable) is asked first,
    /// and an object is kept only if both agree. An object for which `reusable` panics is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::builder()
    ///     .reusable(|buffer: &Vec<u8>| buffer.capacity() <= 1 << 16)
    ///     .build();
    ///
    /// pool.get().reserve(1 << 20);
    /// assert_eq!(pool.len(), 0);
    /// ```
    pub fn reusable(mut self, reusable: impl Fn(&T) -> bool + Send + Sync + 'static) -> Self {
        self.admission.by_function = Some(Arc::new(reusable));
        self
    }

    /// Shrinks an object that comes back to a capacity of `max` (elements, or bytes of a string), if its
    /// capacity is larger.
    ///
    /// Use it if an object is now and then far larger than usual: one huge use then does not keep its memory
    /// allocated for as long as the pool exists. The object is cleared before, and
    /// [`reusable`](Self::reusable) is asked after that. The types are those for which
    /// `#[poolable(max_capacity = N)]` works on a field, see [the derive](macro@crate::Poolable).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<Vec<u8>>::builder().max_capacity(4096).build();
    /// pool.get().resize(1 << 20, 0);
    /// assert_eq!(pool.get().capacity(), 4096);
    /// ```
    pub fn max_capacity(mut self, max: usize) -> Self
    where
        T: LimitCapacity,
    {
        self.admission.limit = Some((T::limit_capacity, max));
        self
    }
}
