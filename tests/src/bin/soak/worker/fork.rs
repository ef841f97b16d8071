//! A worker that forks the process. Its child has this thread alone, and what the other threads held stays held.

use super::PoolWorker;
use crate::fixture::Subject;
#[cfg(unix)]
use crate::{pools::passing_pool, violations};

impl<P: Subject> PoolWorker<P> {
    /// Does nothing: there is no fork on this system.
    #[cfg(not(unix))]
    pub(super) fn fork(&mut self) {}

    #[cfg(unix)]
    pub(super) fn fork(&mut self) {
        /// A child that hangs ends after so many seconds.
        const LIFE: u32 = 60;

        self.forks += 1;
        // To copy the process takes long.
        if self.forks % 8 != 1 {
            return;
        }
        // SAFETY: the child uses the pools and the allocator, which glibc makes usable after a fork, and ends.
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            // SAFETY: it only starts a timer.
            unsafe { libc::alarm(LIFE) };
            let before = violations::count();
            self.live_as_child();
            let is_violated = violations::count() > before;
            if is_violated {
                violations::print();
            }
            // SAFETY: ends the process, with none of the destructors of its parent.
            unsafe { libc::_exit(i32::from(is_violated)) };
        }
        let mut status = 0;
        // SAFETY: waits for the child made above; `status` is a place for its answer.
        let waited = unsafe { libc::waitpid(pid, &raw mut status, 0) };
        if waited != pid || status != 0 {
            let pool = self.fixture.ledger.pool;
            violations::report(format!("{pool}: a child of fork ended with {status:#x}"));
        }
    }

    /// Uses the pool in every way that needs no other thread, and then takes each object that is to be had.
    #[cfg(unix)]
    fn live_as_child(&mut self) {
        let pool = &self.fixture.pool;
        self.bursts();
        self.choose();
        pool.refill(pool.capacity());
        syncpool::flush_thread();
        let canaries: Vec<_> = std::iter::from_fn(|| pool.try_take()).collect();
        canaries.iter().for_each(|canary| _ = self.own(canary));
        if canaries.len() > pool.capacity() {
            violations::report(format!("{}: too many idle objects", self.fixture.ledger.pool));
        }
        canaries.into_iter().for_each(|canary| drop(pool.put(canary)));
        pool.trim(0);
        for number in 0..8 {
            let pool = passing_pool(number);
            (0..40).for_each(|_| _ = self.own(&pool.get()));
        }
        syncpool::metrics::record();
        syncpool::flush_thread();
    }
}
