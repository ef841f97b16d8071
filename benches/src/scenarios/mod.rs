//! The scenarios, one file each. A scenario is set up once for a contender by its `start`, which
//! returns what runs a number of iterations and reads the time that they took.

pub mod burst;
pub mod churn;
pub mod complex;
pub mod contended;
pub mod fan;
pub mod hot;
pub mod latency;
pub mod retained;
pub mod ring;

use crate::contender::Contender;

/// Objects that a pool is given before the first round, unless it holds fewer.
const WARM: usize = 1024;

/// Builds a pool for `capacity` objects and fills it the way its users do: by having that many in
/// use at once. Every pool is thus measured after its peak, none while it grows.
fn warmed<C: Contender>(capacity: usize) -> C {
    let pool = C::build(capacity);
    let mut all: Vec<_> = (0..capacity.min(WARM)).map(|_| pool.get()).collect();
    for held in &mut all {
        C::fill(held);
    }
    for held in all {
        pool.give_back(held);
    }
    pool
}
