//! The guard: it gives its object back exactly once, or not at all when it must not, and it has the
//! traits of its object.

mod bounds;
mod clone;
mod io;
mod life;
mod shelf;
mod traits;
