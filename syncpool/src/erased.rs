//! The slow path, without the type of the objects.
//!
//! The typed front calls the functions here where the fast path does not suffice. What is generic over a pool's
//! type is compiled again for each static pool of a program, at every build. What is here sees a pool as an
//! [`Erased`], whose functions may be indirect calls: for static pools it is compiled once, in this crate.

use core::convert::Infallible;
use core::mem;

use crate::raw::reclaim::clock::Stopwatch;
use crate::raw::reclaim::reaper::Sweep;
use crate::raw::{Fate, Magazine, Object, Reaping, Shared};

/// What the slow path has to know about a pool.
///
/// # Safety
///
/// - `shared` always returns the same pool. Only this module, [`front`](crate::front) and the implementation of its
///   trait `Front` give objects to it.
/// - `magazine` and `earn_magazine` return a magazine of this pool that the calling thread owns.
/// - `make` returns an object of the type of the pool's objects, which belongs to the caller alone.
pub(crate) unsafe trait Erased {
    /// The raw pool.
    fn shared(&self) -> Shared<'_>;

    /// The magazine of the calling thread, if it has one.
    fn magazine(&self) -> Option<&Magazine>;

    /// Counts a visit of a thread without a magazine to the raw pool `shared`. Gives the thread a magazine if it has
    /// earned one, unless it is about to end.
    fn earn_magazine(&self, shared: Shared<'_>) -> Option<&Magazine>;

    /// The adaptive rule of the pool, if it has one.
    fn reaping(&self) -> Option<Reaping<'_>>;

    /// Makes an object by the user's function.
    fn make(&self) -> Object;

    /// Drops an object.
    ///
    /// # Safety
    ///
    /// It is an object of the pool that belongs to the caller alone, who does not use it again.
    unsafe fn drop_object(&self, object: Object);

    /// Drops an idle object that the pool lets go of.
    ///
    /// # Safety
    ///
    /// As for [`drop_object`](Self::drop_object).
    unsafe fn drop_idle(&self, object: Object) {
        // SAFETY: I8, by the contract above.
        unsafe { self.drop_object(object) }
    }
}

/// An object that was cleared and not kept yet, and why.
pub(crate) struct Refused {
    pub(crate) object: Object,
    pub(crate) fate: Fate,
}

/// An object that belongs to the function which has this. It is dropped if the function panics.
struct Owned<'a, P: Erased + ?Sized> {
    object: Object,
    pool: &'a P,
}

impl<P: Erased + ?Sized> Owned<'_, P> {
    fn into_object(self) -> Object {
        let object = self.object;
        mem::forget(self);
        object
    }
}

impl<P: Erased + ?Sized> Drop for Owned<'_, P> {
    fn drop(&mut self) {
        // SAFETY: I8: the object is the pool's own, belongs to `self` alone, and is not used again.
        unsafe { self.pool.drop_object(self.object) }
    }
}

/// Counts an object that is dropped because its thread unwinds, when this is dropped. It is forgotten if the user's
/// function has not panicked.
pub(crate) struct CountUnwinding<'a>(pub(crate) &'a dyn Erased);

impl Drop for CountUnwinding<'_> {
    // Inlined, so that `self` needs no memory.
    #[inline]
    fn drop(&mut self) {
        count_unwinding(self.0);
    }
}

/// Counts an object that is not kept, and why.
pub(crate) fn count_refused(pool: &dyn Erased, fate: Fate) {
    pool.shared().count_refused(pool.magazine(), fate);
}

/// Counts an object that is dropped because its thread unwinds.
#[cold]
#[inline(never)]
pub(crate) fn count_unwinding(pool: &dyn Erased) {
    pool.shared().count_unwinding(pool.magazine());
}

/// Drops an object that is not fit to be kept.
pub(crate) fn discard(pool: &dyn Erased, object: Object) {
    let _dropped = Owned { object, pool };
    count_refused(pool, Fate::UNFIT);
}

/// Drops an object because its thread unwinds.
pub(crate) fn drop_unwinding(pool: &dyn Erased, object: Object) {
    let _dropped = Owned { object, pool };
    count_unwinding(pool);
}

/// What the slow path begins with: the raw pool, and the magazine of the calling thread, if it has one.
#[derive(Clone, Copy)]
pub(crate) struct Visit<'a> {
    pub(crate) shared: Shared<'a>,
    pub(crate) magazine: Option<&'a Magazine>,
}

impl<'a> Visit<'a> {
    /// A visit to a pool of any kind.
    pub(crate) fn to(pool: &'a dyn Erased) -> Self {
        Visit { shared: pool.shared(), magazine: pool.magazine() }
    }

    /// The magazine of the thread. A thread without one gets one if it has earned one.
    #[inline(always)]
    fn magazine_or_earned<P: Erased + ?Sized>(self, pool: &'a P) -> Option<&'a Magazine> {
        self.magazine.or_else(|| pool.earn_magazine(self.shared))
    }
}

/// Takes an idle object, or makes one.
pub(crate) fn take<'a, P: Erased + ?Sized>(pool: &'a P, visit: Visit<'a>) -> Object {
    let (shared, magazine) = (visit.shared, visit.magazine_or_earned(pool));
    match shared.take_again(magazine) {
        Some(object) => object,
        None => infallible(count_made(pool, shared, magazine, || Ok(pool.make()))),
    }
}

/// Finds an idle object where the fast path does not look.
pub(crate) fn try_take<'a, P: Erased + ?Sized>(pool: &'a P, visit: Visit<'a>) -> Option<Object> {
    visit.shared.take_again(visit.magazine_or_earned(pool))
}

/// Makes an object for a get that found none.
pub(crate) fn make(pool: &dyn Erased) -> Object {
    infallible(make_and_count(pool, || Ok(pool.make())))
}

/// Makes an object by `make` for a get that found none, and counts the miss. If `make` panics, nothing is counted.
pub(crate) fn make_and_count<R, E>(
    pool: &dyn Erased,
    make: impl FnOnce() -> Result<R, E>,
) -> Result<R, E> {
    count_made(pool, pool.shared(), pool.magazine(), make)
}

/// The same, with the raw pool and the magazine that the thread has before it calls `make`.
fn count_made<P: Erased + ?Sized, R, E>(
    pool: &P,
    shared: Shared<'_>,
    magazine: Option<&Magazine>,
    make: impl FnOnce() -> Result<R, E>,
) -> Result<R, E> {
    let made = if shared.times_next_miss(magazine) { timed(pool, make) } else { make() };
    match &made {
        // The thread may have got a magazine, or have flushed its own, while `make` ran.
        Ok(_) => shared.count_miss(pool.magazine()),
        Err(_) => shared.count_failed(),
    }
    made
}

/// Calls `make`, and counts how long it took if it has made an object.
fn timed<P: Erased + ?Sized, R, E>(pool: &P, make: impl FnOnce() -> Result<R, E>) -> Result<R, E> {
    let stopwatch = Stopwatch::start();
    let object = make()?;
    if let Some(took) = stopwatch.stop() {
        pool.shared().count_time(pool.magazine(), took);
    }
    Ok(object)
}

pub(crate) fn infallible<T>(result: Result<T, Infallible>) -> T {
    match result {
        Ok(value) => value,
    }
}

/// Keeps an object that the fast path has not kept, or counts why it is not kept. Returns the object if the pool
/// does not keep it.
pub(crate) fn put<'a, P: Erased + ?Sized>(
    pool: &'a P,
    visit: Visit<'a>,
    Refused { object, fate }: Refused,
) -> Option<Object> {
    let object = Owned { object, pool };
    let (shared, magazine) = (visit.shared, visit.magazine_or_earned(pool));
    let refused = if fate == Fate::FIT {
        let kept = shared.put_again(magazine, object.into_object());
        kept.err().map(|object| Owned { object, pool })
    } else {
        shared.count_refused(magazine, fate);
        Some(object)
    };
    let sweep = pool.reaping().and_then(|reaping| shared.reap(reaping, magazine));
    if let Some(sweep) = sweep {
        drop_swept(pool, sweep);
    }
    refused.map(Owned::into_object)
}

/// Keeps an object as [`put`] does, or drops it.
pub(crate) fn give_back<'a, P: Erased + ?Sized>(pool: &'a P, visit: Visit<'a>, refused: Refused) {
    drop(put(pool, visit, refused).map(|object| Owned { object, pool }));
}

/// Drops the objects of a sweep: what an adaptive pool does not need any more.
fn drop_swept<P: Erased + ?Sized>(pool: &P, sweep: Sweep<'_>) {
    for object in sweep {
        // The destructor of the object before may have flushed the thread's magazine.
        pool.shared().count_reaped(pool.magazine());
        // SAFETY: I8: the sweep has removed the object from its slot.
        unsafe { pool.drop_idle(object) }
    }
}

/// Makes up to `count` idle objects, as long as the pool has room, and returns how many.
pub(crate) fn refill(pool: &dyn Erased, count: usize, capacity: usize) -> usize {
    let room = count.min(capacity.saturating_sub(pool.shared().len()));
    for made in 0..room {
        let object = match made {
            0 => infallible(timed(pool, || Ok(pool.make()))),
            _ => pool.make(),
        };
        if let Err(object) = insert_new(pool, object) {
            drop(Owned { object, pool });
            return made;
        }
    }
    room
}

/// Keeps an object that was made in advance. Returns it if the pool has no room.
pub(crate) fn insert_new(pool: &dyn Erased, object: Object) -> Result<(), Object> {
    pool.shared().insert_new(pool.magazine(), object)
}

/// Drops idle objects until at most `keep` are left, and returns how many it has dropped.
pub(crate) fn trim(pool: &dyn Erased, keep: usize) -> usize {
    let excess = pool.shared().len().saturating_sub(keep);
    (0..excess).take_while(|_| trim_one(pool)).count()
}

/// Drops an idle object, and returns whether there was one that the calling thread can reach.
pub(crate) fn trim_one(pool: &dyn Erased) -> bool {
    let object = pool.shared().remove_idle(pool.magazine());
    // SAFETY: I8: the object was removed from its slot or from the thread's magazine.
    object.map(|object| unsafe { pool.drop_idle(object) }).is_some()
}
