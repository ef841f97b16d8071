//! A vector is read into its spare elements.

use core::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::ReuseVec;
use super::clearing::Clearing;
use crate::Poolable;

/// Serialises the elements, without the spare ones.
impl<T: Serialize> Serialize for ReuseVec<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

/// In place, it clears the vector, and deserialises each element into a spare one, in place. After an error, it has the
/// elements before the one that failed.
impl<'de, T: Deserialize<'de> + Poolable> Deserialize<'de> for ReuseVec<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut vector = ReuseVec::new();
        Self::deserialize_in_place(deserializer, &mut vector)?;
        Ok(vector)
    }

    fn deserialize_in_place<D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        place.clear();
        deserializer.deserialize_seq(Elements(place))
    }
}

/// Adds the elements of a sequence to a vector.
struct Elements<'a, T>(&'a mut ReuseVec<T>);

impl<'de, T: Deserialize<'de> + Poolable> Visitor<'de> for Elements<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        // The sequence may promise any number of elements, so no memory is reserved for them.
        while sequence.next_element_seed(Next(self.0))?.is_some() {}
        Ok(())
    }
}

/// Adds one element.
struct Next<'a, T>(&'a mut ReuseVec<T>);

impl<'de, T: Deserialize<'de> + Poolable> DeserializeSeed<'de> for Next<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let vector = self.0;
        if vector.spare_count() == 0 {
            vector.push(T::deserialize(deserializer)?);
            return Ok(());
        }
        let read = |spare: &mut T| T::deserialize_in_place(deserializer, spare);
        let result = Clearing::write_spare(vector, read);
        vector.length += 1;
        if result.is_err() {
            // It is half filled. This resets it.
            vector.truncate(vector.length - 1);
        }
        result
    }
}
