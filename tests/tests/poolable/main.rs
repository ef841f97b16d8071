//! The standard library's implementations of `Poolable`.

mod promises;
mod properties;
