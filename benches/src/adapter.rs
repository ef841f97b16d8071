//! How the scenarios use a contender: one [`Adapter`] for each, called without dynamic dispatch.
//!
//! A scenario adds the bounds that it needs: `Sync` where threads share the pool,
//! [`CrossThreadRelease`] where one thread gives back what another one got.

use std::ops::DerefMut;

use crate::object::Workload;

/// Gets and gives back objects as the contender's own documentation recommends.
pub trait Adapter<W: Workload>: Sized + 'static {
    /// The object between `get` and give-back: the contender's own guard if it has one.
    type Held<'a>: Fill<W>;

    /// Makes a pool for `capacity` idle objects; a contender without a bound ignores the number.
    fn build(capacity: usize) -> Self;

    /// Gets an empty object.
    fn get(&self) -> Self::Held<'_>;

    /// Gives an object back. Where the pool does not clear the object, this does.
    #[inline]
    fn give_back<'a>(&'a self, held: Self::Held<'a>) {
        Self::release(held);
    }

    /// Gives back an object whose guard knows the pool.
    #[inline]
    fn release(held: Self::Held<'_>) {
        drop(held);
    }

    /// Objects made since the program started because the pool was empty, if the pool counts them.
    fn misses(&self) -> Option<u64> {
        None
    }
}

/// The use of an object.
pub trait Fill<W: Workload> {
    /// Does what [`Workload::fill`] or [`Workload::fill_raw`] does.
    fn fill(&mut self);
}

impl<W: Workload, Guard: DerefMut<Target = Vec<u8>>> Fill<W> for Guard {
    #[inline]
    fn fill(&mut self) {
        W::fill(self);
    }
}

/// A buffer of a contender that has no guards.
#[derive(Debug)]
pub struct Unguarded(pub Vec<u8>);

impl<W: Workload> Fill<W> for Unguarded {
    #[inline]
    fn fill(&mut self) {
        W::fill(&mut self.0);
    }
}

/// A contender whose objects may be given back by a thread that did not get them.
pub trait CrossThreadRelease<W: Workload>: Adapter<W> {
    /// What is sent to the other thread.
    type Sent<'a>: Send;

    /// Makes an object ready to be sent.
    fn detach(held: Self::Held<'_>) -> Self::Sent<'_>;

    /// The function by which the other threads give back what they receive.
    fn releaser<'a>(&'a self) -> impl Fn(Self::Sent<'a>) + Copy + Send;
}

/// A contender whose guards may be passed to [`Adapter::release`] on any thread.
pub trait SendableGuard {}

impl<W: Workload, C> CrossThreadRelease<W> for C
where
    C: SendableGuard + for<'a> Adapter<W, Held<'a>: Send>,
{
    type Sent<'a> = C::Held<'a>;

    #[inline]
    fn detach(held: Self::Held<'_>) -> Self::Sent<'_> {
        held
    }

    #[inline]
    fn releaser<'a>(&'a self) -> impl Fn(Self::Sent<'a>) + Copy + Send {
        C::release
    }
}
