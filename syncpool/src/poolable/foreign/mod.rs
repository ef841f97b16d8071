//! `Poolable`, `LimitCapacity` and `WithCapacity` for types of other crates, each behind a feature that carries the version of
//! its crate: a trait that is implemented for a foreign type ties the two versions together.

#[cfg(feature = "bumpalo3")]
mod bumpalo;
#[cfg(feature = "bytes1")]
mod bytes;
#[cfg(feature = "hashbrown017")]
mod hashbrown;
#[cfg(feature = "http1")]
mod http;
#[cfg(feature = "indexmap2")]
mod indexmap;
#[cfg(feature = "parking_lot012")]
mod parking_lot;
#[cfg(feature = "smallvec1")]
mod smallvec;
