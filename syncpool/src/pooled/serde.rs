//! A guard is written as its object, and read into an object of the pool.

use serde::de::{Deserialize, DeserializeSeed, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::{Pool, Pooled};

/// Serialises the object.
impl<P: Pool<Item: Serialize>> Serialize for Pooled<P> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

/// Gets an object from the pool and deserialises into it, in place: see [the guide](crate::guide::serde_in_place).
///
/// If that fails, the object goes back to its pool, which resets it. If it panics, the object is dropped. A pool made
/// at run time has no default handle; [`PooledSeed`](crate::PooledSeed) takes one.
impl<'de, P> Deserialize<'de> for Pooled<P>
where
    P: Pool<Item: Deserialize<'de>> + Default,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        PooledSeed::new(P::default()).deserialize(deserializer)
    }

    /// Deserialises into the object that the guard has.
    fn deserialize_in_place<D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        P::Item::deserialize_in_place(deserializer, place)
    }
}

/// Deserialises into an object of a pool that is known at run time only.
///
/// A guard of a static pool needs none: it is [`Deserialize`] itself. For a `SyncPool`, this seed takes the handle:
/// `&SyncPool<T>` or `Arc<SyncPool<T>>`. It is a [`DeserializeSeed`], so a visitor can pass it on, for example
/// to `SeqAccess::next_element_seed`. The object is deserialised in place; see
/// [the guide](crate::guide::serde_in_place).
///
/// # Errors
///
/// If the object cannot be deserialised. It goes back to its pool then, which resets it.
///
/// # Examples
///
/// ```
/// use serde::Deserialize;
/// use serde::de::DeserializeSeed;
/// use syncpool::{Poolable, PooledSeed, SyncPool};
///
/// #[derive(Default, Deserialize, Poolable)]
/// struct Request {
///     id: u64,
///     path: String,
/// }
///
/// let pool = SyncPool::<Request>::builder().capacity(64).build();
/// let mut json = serde_json::Deserializer::from_str(r#"{"id": 7, "path": "/index"}"#);
/// let request = PooledSeed::new(&pool).deserialize(&mut json)?;
/// assert_eq!((request.id, request.path.as_str()), (7, "/index"));
///
/// drop(request);
/// assert_eq!(pool.len(), 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct PooledSeed<P> {
    pool: P,
}

impl<P: Pool> PooledSeed<P> {
    /// Makes a seed that deserialises into an object of `pool`.
    ///
    /// # Examples
    ///
    /// ```
    /// use serde::de::DeserializeSeed;
    /// use serde::de::value::{Error, StrDeserializer};
    /// use syncpool::{PooledSeed, SyncPool};
    ///
    /// let pool = SyncPool::<String>::with_size(1);
    /// let line = PooledSeed::new(&pool).deserialize(StrDeserializer::<Error>::new("hello"))?;
    /// assert_eq!(line, "hello");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn new(pool: P) -> Self {
        PooledSeed { pool }
    }
}

impl<'de, P: Pool<Item: Deserialize<'de>>> DeserializeSeed<'de> for PooledSeed<P> {
    type Value = Pooled<P>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Pooled<P>, D::Error> {
        let mut guard = Pool::get(self.pool);
        // On an error, the guard is dropped, and its object reset.
        P::Item::deserialize_in_place(deserializer, &mut guard)?;
        Ok(guard)
    }
}
