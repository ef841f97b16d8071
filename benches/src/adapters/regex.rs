//! `regex-automata`, the pool of regexes' caches: a value for the thread that came first, and
//! sharded stacks behind mutexes for all others.

use regex_automata::util::pool::{Pool, PoolGuard};

use crate::adapter::{Adapter, SendableGuard};
use crate::object::Workload;

/// The pool of the crate. It has no bound and no reset.
#[derive(Debug)]
pub struct RegexPool(Pool<Vec<u8>>);

impl<W: Workload> Adapter<W> for RegexPool {
    type Held<'a> = PoolGuard<'a, Vec<u8>, fn() -> Vec<u8>>;

    fn build(_unbounded: usize) -> Self {
        Self(Pool::new(W::fresh))
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        self.0.get()
    }

    #[inline]
    fn release(mut held: Self::Held<'_>) {
        held.clear();
        PoolGuard::put(held);
    }
}

impl SendableGuard for RegexPool {}
