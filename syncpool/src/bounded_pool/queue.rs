//! Those who wait for a permit, in the order in which they came: an `Event` of the crate event-listener.
//!
//! Its listeners are notified in their order. An *additional* notification is one for one listener, so it stands
//! for one permit.

use core::pin::Pin;
use core::task::{Context, Poll};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use event_listener::{Event, EventListener, IntoNotification, Listener};

/// A queue, and its lock.
pub(super) struct Queue(Mutex<Event>);

impl Queue {
    pub(super) const fn new() -> Self {
        Queue(Mutex::new(Event::new()))
    }

    pub(super) fn lock(&self) -> Locked<'_> {
        // Under the lock, a waker may panic, which is the user's. The waiter has its permit then.
        Locked(self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A queue that the thread has locked.
pub(super) struct Locked<'a>(MutexGuard<'a, Event>);

impl Locked<'_> {
    /// Joins the queue at its end.
    pub(super) fn join(&self) -> Waiter {
        Waiter(self.0.listen())
    }

    /// Gives a permit to the first waiter that has none yet. Returns whether there is one.
    pub(super) fn grant_first(&self) -> bool {
        self.0.notify(1.additional()) > 0
    }

    /// The number of waiters that have not left, with a permit or without.
    pub(super) fn len(&self) -> usize {
        self.0.total_listeners()
    }
}

/// A place in the queue. Call [`leave`](Self::leave) rather than dropping it.
pub(super) struct Waiter(EventListener);

impl Waiter {
    /// Blocks the thread until it has a permit.
    pub(super) fn wait(self) {
        #[cfg(not(target_family = "wasm"))]
        self.0.wait();
        #[cfg(target_family = "wasm")]
        unable_to_wait();
    }

    /// Blocks the thread until it has a permit, or until the deadline. Returns whether it has a permit.
    pub(super) fn wait_until(self, deadline: Instant) -> bool {
        #[cfg(not(target_family = "wasm"))]
        return self.0.wait_deadline(deadline).is_some();
        #[cfg(target_family = "wasm")]
        {
            let _ = deadline;
            unable_to_wait()
        }
    }

    /// Tells whether there is a permit, or has the task woken when there is one.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.0).poll(context)
    }

    /// Leaves the queue. Returns whether the waiter had got a permit, which is the caller's then.
    pub(super) fn leave(self) -> bool {
        self.0.discard()
    }
}

#[cfg(target_family = "wasm")]
fn unable_to_wait() -> ! {
    panic!("a thread cannot wait on this target: use `get_async` or `get_without_waiting`")
}
