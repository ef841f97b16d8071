//! A fair semaphore: the permits of a bounded pool.
//!
//! A permit is *free*, or *held*, or on its way from the holder that releases it to the waiter that came first.
//! While anybody waits, no permit is free. So nobody who comes later gets a permit earlier.
//!
//! The number of free permits is changed without a lock while nobody waits. A thread that has to wait, or that
//! may have to hand a permit over, takes the lock of the queue.

use core::future::Future;
use core::mem;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use std::time::Instant;

use super::queue::{Queue, Waiter};
use crate::raw::sync::{Acquire, AtomicUsize, Relaxed, Release, constructor};

/// Set if anybody may be waiting. No permit is free then.
const WAITING: usize = 1;

/// One free permit.
const ONE: usize = 2;

/// The most permits.
pub(super) const MAX: usize = usize::MAX / ONE;

pub(super) struct Permits {
    /// The free permits, [`ONE`] for each, and [`WAITING`].
    ///
    /// Only a thread that has locked the queue sets `WAITING`. While it is set, only such a thread changes the word.
    word: AtomicUsize,
    queue: Queue,
}

impl Permits {
    constructor! {
        /// All of `count` permits are free. They are at most [`MAX`].
        pub(super) fn new(count: usize) -> Self {
            Permits { word: AtomicUsize::new(count * ONE), queue: Queue::new() }
        }
    }

    /// Acquires a permit if one is free.
    #[inline]
    pub(super) fn try_acquire(&self) -> Option<Permit<'_>> {
        // Acquire: pairs with the Release of `release` and `hand_over`. What the former holder did happened before.
        let taken = self.word.fetch_update(Acquire, Relaxed, |word| word.checked_sub(ONE)).is_ok();
        taken.then(|| Permit(self))
    }

    /// Acquires a permit if one is free, or joins the queue.
    #[cold]
    pub(super) fn queue_up(&self) -> Turn<'_> {
        let queue = self.queue.lock();
        let take_or_wait = |word: usize| Some(word.checked_sub(ONE).unwrap_or(WAITING));
        // Acquire: as in `try_acquire`.
        let is_granted =
            self.word.fetch_update(Acquire, Relaxed, take_or_wait).is_ok_and(|word| word >= ONE);
        let state = if is_granted { State::Granted } else { State::Waiting(queue.join()) };
        Turn { permits: self, state }
    }

    /// Releases a permit that the caller holds.
    #[inline]
    fn release(&self) {
        let add = |word: usize| (word & WAITING == 0).then_some(word + ONE);
        // Release: pairs with the Acquire of `try_acquire` and `queue_up`.
        if self.word.fetch_update(Release, Relaxed, add).is_err() {
            self.hand_over();
        }
    }

    /// Gives a permit to the waiter that came first. If there is none any more, the permit becomes free.
    #[cold]
    fn hand_over(&self) {
        let queue = self.queue.lock();
        // Another thread may have found the queue empty before this one had the lock.
        if self.word.load(Relaxed) & WAITING == 0 {
            // Release: as in `release`.
            self.word.fetch_add(ONE, Release);
        } else if !queue.grant_first() {
            // Release: as in `release`.
            self.word.store(ONE, Release);
        }
    }

    /// The number of free permits.
    pub(super) fn free(&self) -> usize {
        self.word.load(Relaxed) / ONE
    }

    /// The number of those who wait, and of those who have a permit and do not know yet.
    pub(super) fn waiting(&self) -> usize {
        self.queue.lock().len()
    }
}

/// A permit that is held. Its drop releases it.
#[must_use = "a permit that is not kept is released at once"]
pub(super) struct Permit<'a>(&'a Permits);

impl<'a> Permit<'a> {
    /// Makes a permit of one that was [forgotten](Self::forget).
    pub(super) fn remembered(permits: &'a Permits) -> Self {
        Permit(permits)
    }

    /// Keeps the permit held.
    pub(super) fn forget(self) {
        mem::forget(self);
    }
}

impl Drop for Permit<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.release();
    }
}

/// A place in the queue, which becomes a permit. If it is dropped, it passes on the permit that it may have got.
pub(super) struct Turn<'a> {
    permits: &'a Permits,
    state: State,
}

enum State {
    /// It has a permit.
    Granted,
    /// It waits, or has got a permit and does not know yet.
    Waiting(Waiter),
    /// It has become a permit, or has given up.
    Over,
}

impl<'a> Turn<'a> {
    /// Blocks the thread until it has a permit.
    pub(super) fn wait(mut self) -> Permit<'a> {
        if let State::Waiting(waiter) = mem::replace(&mut self.state, State::Over) {
            waiter.wait();
        }
        Permit(self.permits)
    }

    /// Blocks the thread until it has a permit, or until the deadline.
    pub(super) fn wait_until(mut self, deadline: Instant) -> Option<Permit<'a>> {
        let is_granted = match mem::replace(&mut self.state, State::Over) {
            State::Waiting(waiter) => waiter.wait_until(deadline),
            _ => true,
        };
        is_granted.then(|| Permit(self.permits))
    }
}

impl<'a> Future for Turn<'a> {
    type Output = Permit<'a>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Permit<'a>> {
        match &mut self.state {
            State::Waiting(waiter) => ready!(waiter.poll(context)),
            State::Granted => {}
            State::Over => panic!("a future must not be polled after it is ready"),
        }
        self.state = State::Over;
        Poll::Ready(Permit(self.permits))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let holds_permit = match mem::replace(&mut self.state, State::Over) {
            State::Granted => true,
            State::Waiting(waiter) => waiter.leave(),
            State::Over => false,
        };
        if holds_permit {
            self.permits.release();
        }
    }
}
