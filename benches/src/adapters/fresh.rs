//! No pool: a new buffer each time, from the allocator that the process runs on.

use crate::adapter::{Adapter, SendableGuard, Unguarded};
use crate::object::Workload;

/// Allocates and frees. Each allocator runs in a child process.
#[derive(Debug)]
pub struct Fresh;

impl<W: Workload> Adapter<W> for Fresh {
    type Held<'a> = Unguarded;

    fn build(_: usize) -> Self {
        Self
    }

    #[inline]
    fn get(&self) -> Unguarded {
        Unguarded(W::fresh())
    }
}

impl SendableGuard for Fresh {}
