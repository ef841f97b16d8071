//! The standard library's implementations of `Poolable`.

mod footprints;
mod promises;
mod properties;
