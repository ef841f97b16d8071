//! The guard: it gives its object back exactly once, or not at all when it must not, and stands in
//! for it wherever the object's traits are asked for.

mod bounds;
mod io;
mod life;
mod shelf;
mod traits;
