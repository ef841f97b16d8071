//! The guard: it gives its object back exactly once, or not at all when it must not, and stands in
//! for it wherever the object's traits are asked for.

#[path = "guard/bounds.rs"]
mod bounds;
#[path = "guard/io.rs"]
mod io;
#[path = "guard/life.rs"]
mod life;
#[path = "guard/shelf.rs"]
mod shelf;
#[path = "guard/traits.rs"]
mod traits;
