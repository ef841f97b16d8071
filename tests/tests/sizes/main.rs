//! Pools that are asked for a size: `SizedPool`, and `pool!` with `sizes`.

mod bounds;
mod hooks;
mod routing;
mod stats;
mod threads;
