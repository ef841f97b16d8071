//! Shared guards: several owners read one object, which goes back when the last of them is dropped.

mod life;
mod mutation;
mod threads;
mod traits;
