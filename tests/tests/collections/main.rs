//! Collections that keep their former elements: as `Vec` and `HashMap` otherwise, and what a panic leaves behind.

mod in_pools;
mod map;
mod panics;
mod serde;
mod vector;
