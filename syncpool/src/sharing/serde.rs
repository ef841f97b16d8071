//! The contents and the shared guard are written as their object.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::{PooledArc, Shareable};
use crate::Pool;

/// Serialises the object.
impl<T: Serialize> Serialize for Shareable<T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

/// Serialises the object.
impl<T: Serialize, P: Pool<Item = Shareable<T>>> Serialize for PooledArc<P> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

/// Deserialises the object. An ordinary guard is deserialised in place, and then shared.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Shareable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Shareable::new)
    }

    fn deserialize_in_place<D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        T::deserialize_in_place(deserializer, place)
    }
}
