//! The typed front of the raw pool: what both kinds of pool do with an object, written once.
//!
//! The raw pool keeps untyped objects. The functions here turn a `Box` into one on the way in and
//! back into a `Box` on the way out, call the user's functions, and choose between the fast path and
//! the slow path. A kind of pool implements [`Front`] and calls them.
//!
//! The user's functions run only in this storey. No borrow of the pool is held while one runs, so it
//! may use the pool itself, and a panic in it finds no half-done step.

use alloc::boxed::Box;
use core::convert::Infallible;

use crate::drained::Drained;
use crate::raw::object::{from_raw, into_raw};
use crate::raw::reclaim::clock::Stopwatch;
use crate::raw::shared_slots::SharedSlots;
use crate::raw::{Fate, Magazine, Object, Reaping, Shared};
use crate::unwind::{drop_each, on_unwind};

/// What the front has to know about a kind of pool.
///
/// # Safety
///
/// - `shared` always returns the same pool, and nobody but this module gives objects to it.
/// - `pop` returns an object that this pool has given to the caller. `push` keeps an object in this
///   pool, or returns it.
/// - `small` returns shared slots of this pool.
/// - `missed_magazine`, `magazine` and `earned_magazine` return a magazine of this pool that the calling thread owns.
pub(crate) unsafe trait Front {
    /// The type of the pool's objects.
    type Item;

    /// False if it is known at compile time that the pool is not adaptive.
    const MAY_BE_ADAPTIVE: bool = true;

    /// The raw pool.
    fn shared(&self) -> Shared<'_>;

    /// The fast path to an idle object. `None` if it finds none, even if the pool has some.
    fn pop(&self) -> Option<Object>;

    /// The fast path back. Returns the object if there is no room on this path.
    fn push(&self, object: Object) -> Result<(), Object>;

    /// The magazine of the calling thread, if it has one and the fast path may have missed it.
    fn missed_magazine(&self) -> Option<&Magazine> {
        None
    }

    /// The shared slots, if the pool is too small for anything else and the fast path does not use them.
    fn small(&self) -> Option<SharedSlots<'_>> {
        None
    }

    /// The magazine of the calling thread, if it has one.
    fn magazine(&self) -> Option<&Magazine>;

    /// The same on the slow path of a get or a return. A thread without a magazine gets one if it has
    /// earned one, unless it is about to end.
    fn earned_magazine(&self) -> Option<&Magazine>;

    /// Makes an object by the user's function.
    fn make(&self) -> Box<Self::Item>;

    /// Clears an object by the user's functions, and pushes it if it is fit to be kept. Drops it if
    /// one of these functions panics. Call [`clear_and_push`] to implement it.
    fn clear_and_push(&self, object: Box<Self::Item>) -> Result<(), Refused<Self::Item>>;

    /// The adaptive rule of the pool, if it has one.
    fn reaping(&self) -> Option<Reaping<'_>>;

    /// Drops an idle object that the pool lets go of.
    fn drop_idle(&self, object: Box<Self::Item>) {
        drop(object);
    }
}

/// An object that was cleared and not kept yet, and why.
pub(crate) struct Refused<T> {
    object: Box<T>,
    fate: Fate,
}

/// Clears an object by `clear`, which tells whether it is fit to be kept, and gives it to `push` if it is.
///
/// # Safety
///
/// `push` keeps its argument in a pool of `T`, or returns it.
#[inline(always)]
pub(crate) unsafe fn clear_and_push<T>(
    mut object: Box<T>,
    clear: impl FnOnce(&mut T) -> Fate,
    push: impl FnOnce(Object) -> Result<(), Object>,
) -> Result<(), Refused<T>> {
    let fate = clear(&mut object);
    if fate != Fate::FIT {
        return Err(Refused { object, fate });
    }
    push(into_raw(object)).map_err(|object| {
        // SAFETY: I8, by the contract above: `push` returns the object that it was given.
        Refused { object: unsafe { from_raw(object) }, fate }
    })
}

/// Takes an idle object, or makes one.
#[inline(always)]
pub(crate) fn take<P: Front>(pool: &P) -> Box<P::Item> {
    match pool.pop() {
        Some(object) => rebuild(pool, object),
        None => take_slow(pool),
    }
}

/// Takes an idle object if there is one.
#[inline(always)]
pub(crate) fn try_take<P: Front>(pool: &P) -> Option<Box<P::Item>> {
    match pool.pop() {
        Some(object) => Some(rebuild(pool, object)),
        None => try_take_slow(pool),
    }
}

/// Takes an idle object, or makes one by `make`.
#[inline(always)]
pub(crate) fn take_or<P: Front>(pool: &P, make: impl FnOnce() -> Box<P::Item>) -> Box<P::Item> {
    infallible(take_or_try(pool, || Ok(make())))
}

/// Takes an idle object, or makes one by `make`, which may fail.
#[inline(always)]
pub(crate) fn take_or_try<P: Front, E>(
    pool: &P,
    make: impl FnOnce() -> Result<Box<P::Item>, E>,
) -> Result<Box<P::Item>, E> {
    match try_take(pool) {
        Some(object) => Ok(object),
        None => make_and_count(pool, make),
    }
}

/// Takes an idle object for which `check` returns true, or makes one. Drops those for which it does not.
pub(crate) fn take_checked<P: Front>(
    pool: &P,
    check: impl FnMut(&mut P::Item) -> bool,
) -> Box<P::Item> {
    try_take_checked(pool, check).unwrap_or_else(|| make(pool))
}

/// Takes an idle object for which `check` returns true, if there is one. Drops those for which it does not.
pub(crate) fn try_take_checked<P: Front>(
    pool: &P,
    mut check: impl FnMut(&mut P::Item) -> bool,
) -> Option<Box<P::Item>> {
    loop {
        let mut object = try_take(pool)?;
        if on_unwind(|| count_unwinding(pool), || check(&mut object)) {
            return Some(object);
        }
        discard(pool, object);
    }
}

/// Drops an object that is not fit to be kept.
pub(crate) fn discard<P: Front>(pool: &P, object: Box<P::Item>) {
    pool.shared().count_refused(pool.magazine(), Fate::UNFIT);
    drop(object);
}

/// Makes an object for a get that found none.
pub(crate) fn make_by<P: Front>(pool: &P, make: impl FnOnce() -> Box<P::Item>) -> Box<P::Item> {
    infallible(make_and_count(pool, || Ok(make())))
}

/// Clears an object and keeps it. Returns the cleared object if the pool does not keep it.
#[inline(always)]
pub(crate) fn put<P: Front>(pool: &P, object: Box<P::Item>) -> Option<Box<P::Item>> {
    let unwinds = || count_unwinding(pool);
    match on_unwind(unwinds, || pool.clear_and_push(object)) {
        Ok(()) => None,
        Err(refused) => put_slow(pool, refused.object, refused.fate),
    }
}

/// Clears an object and keeps it, or drops it.
#[inline(always)]
pub(crate) fn give_back<P: Front>(pool: &P, object: Box<P::Item>) {
    let unwinds = || count_unwinding(pool);
    if let Err(refused) = on_unwind(unwinds, || pool.clear_and_push(object)) {
        give_back_slow(pool, refused.object, refused.fate);
    }
}

/// Drops an object that its guard does not give back because the thread is unwinding.
pub(crate) fn drop_unwinding<P: Front>(pool: &P, object: Box<P::Item>) {
    count_unwinding(pool);
    drop(object);
}

/// Makes up to `count` idle objects, as long as the pool has room, and returns how many.
pub(crate) fn refill<P: Front>(pool: &P, count: usize, capacity: usize) -> usize {
    let room = count.min(capacity.saturating_sub(pool.shared().len()));
    for made in 0..room {
        let object = match made {
            0 => infallible(timed(pool, || Ok(pool.make()))),
            _ => pool.make(),
        };
        if insert_new(pool, object).is_err() {
            return made;
        }
    }
    room
}

/// Keeps an object that was made in advance. Returns it if the pool has no room.
pub(crate) fn insert_new<P: Front>(pool: &P, object: Box<P::Item>) -> Result<(), Box<P::Item>> {
    let kept = pool.shared().insert_new(pool.magazine(), into_raw(object));
    kept.map_err(|object| rebuild(pool, object))
}

/// Drops idle objects until at most `keep` are left, and returns how many it has dropped.
pub(crate) fn trim<P: Front>(pool: &P, keep: usize) -> usize {
    let excess = pool.shared().len().saturating_sub(keep);
    (0..excess).take_while(|_| trim_one(pool)).count()
}

/// Drops an idle object, and returns whether there was one that the calling thread can reach.
pub(crate) fn trim_one<P: Front>(pool: &P) -> bool {
    let object = pool.shared().remove_idle(pool.magazine());
    object.map(|object| pool.drop_idle(rebuild(pool, object))).is_some()
}

/// Removes the idle objects that the calling thread reaches, as long as there are any, but not those that
/// come meanwhile.
pub(crate) fn drain_reachable<P: Front>(pool: &P) -> Drained<P::Item> {
    let next = |_| pool.shared().remove_idle(pool.magazine());
    let objects = (0..pool.shared().len()).map_while(next).map(|object| rebuild(pool, object));
    Drained { objects: objects.collect(), unreached: pool.shared().len() }
}

/// Removes an object from a slot. The search in the depot begins at `block`.
pub(crate) fn take_from_slots<P: Front>(pool: &P, block: &mut usize) -> Option<Box<P::Item>> {
    Some(rebuild(pool, pool.shared().take_one(block)?))
}

/// Drops every object that `next` removes from the pool, which nobody else uses, as [`drop_each`] does.
pub(crate) fn drop_all<P: Front>(pool: &P, next: &mut impl FnMut() -> Option<Object>) {
    drop_each(&mut || Some(rebuild(pool, next()?)));
}

/// Rebuilds the box of an object that a function of this module has from the pool: the pool has given the
/// object to the caller, or has refused it.
#[inline(always)]
fn rebuild<P: Front>(_: &P, object: Object) -> Box<P::Item> {
    // SAFETY: I8: the caller owns the object. Every object of the pool comes from `into_raw::<P::Item>`, by the
    // contract of `Front`.
    unsafe { from_raw(object) }
}

/// Finds an idle object where the fast path does not look.
fn find_idle<P: Front>(pool: &P) -> Option<Box<P::Item>> {
    let magazine = pool.earned_magazine();
    let object = pool.shared().take_again(magazine)?;
    Some(rebuild(pool, object))
}

/// Takes an object from the magazine that the fast path has missed, or from the shared slot of a small pool
/// that the thread used last.
#[inline(always)]
fn take_missed<P: Front>(pool: &P) -> Option<Box<P::Item>> {
    let magazine = pool.missed_magazine()?;
    let object = magazine.pop().or_else(|| pool.small()?.take_last(magazine))?;
    Some(rebuild(pool, object))
}

/// Keeps an object as [`take_missed`] takes one. Returns it if there is no room.
#[inline(always)]
fn put_missed<P: Front>(pool: &P, object: Box<P::Item>) -> Result<(), Box<P::Item>> {
    let Some(magazine) = pool.missed_magazine().filter(|_| pool.reaping().is_none()) else {
        return Err(object);
    };
    let object = into_raw(object);
    let kept = match pool.small() {
        Some(small) => small.put_last(magazine, object),
        None => magazine.push(object),
    };
    kept.map_err(|object| rebuild(pool, object))
}

#[cold]
#[inline(never)]
fn try_take_slow<P: Front>(pool: &P) -> Option<Box<P::Item>> {
    take_missed(pool).or_else(|| find_idle(pool))
}

#[cold]
#[inline(never)]
fn take_slow<P: Front>(pool: &P) -> Box<P::Item> {
    take_missed(pool).or_else(|| find_idle(pool)).unwrap_or_else(|| make(pool))
}

/// Makes an object for a get that found none.
fn make<P: Front>(pool: &P) -> Box<P::Item> {
    infallible(make_and_count(pool, || Ok(pool.make())))
}

/// Makes an object by `make` for a get that found none, and counts the miss. If `make` panics, nothing is counted.
fn make_and_count<P: Front, E>(
    pool: &P,
    make: impl FnOnce() -> Result<Box<P::Item>, E>,
) -> Result<Box<P::Item>, E> {
    let is_timed = pool.shared().times_next_miss(pool.magazine());
    let made = if is_timed { timed(pool, make) } else { make() };
    match &made {
        // The thread may have got a magazine, or have flushed its own, while `make` ran.
        Ok(_) => pool.shared().count_miss(pool.magazine()),
        Err(_) => pool.shared().count_failed(),
    }
    made
}

/// Calls `make`, and counts how long it took if it has made an object.
fn timed<P: Front, E>(
    pool: &P,
    make: impl FnOnce() -> Result<Box<P::Item>, E>,
) -> Result<Box<P::Item>, E> {
    let stopwatch = Stopwatch::start();
    let object = make()?;
    if let Some(took) = stopwatch.stop() {
        pool.shared().count_time(pool.magazine(), took);
    }
    Ok(object)
}

fn infallible<T>(result: Result<T, Infallible>) -> T {
    match result {
        Ok(value) => value,
    }
}

/// Keeps an object that the fast path has not kept, or counts why it is not kept.
#[cold]
#[inline(never)]
fn put_slow<P: Front>(pool: &P, mut object: Box<P::Item>, fate: Fate) -> Option<Box<P::Item>> {
    if fate == Fate::FIT {
        match put_missed(pool, object) {
            Ok(()) => return None,
            Err(refused) => object = refused,
        }
    }
    let magazine = pool.earned_magazine();
    let refused = if fate == Fate::FIT {
        let refused = pool.shared().put_again(magazine, into_raw(object)).err();
        refused.map(|object| rebuild(pool, object))
    } else {
        pool.shared().count_refused(magazine, fate);
        Some(object)
    };
    reap(pool, magazine);
    refused
}

#[cold]
#[inline(never)]
fn give_back_slow<P: Front>(pool: &P, object: Box<P::Item>, fate: Fate) {
    drop(put_slow(pool, object, fate));
}

/// Drops what an adaptive pool does not need any more, if a sweep is due.
#[inline(always)]
fn reap<P: Front>(pool: &P, magazine: Option<&Magazine>) {
    // An ordinary static pool is compiled without what follows.
    if P::MAY_BE_ADAPTIVE {
        reap_now(pool, magazine);
    }
}

fn reap_now<P: Front>(pool: &P, magazine: Option<&Magazine>) {
    let Some(reaping) = pool.reaping() else { return };
    for object in pool.shared().reap(reaping, magazine).into_iter().flatten() {
        // The destructor of the object before may have flushed the thread's magazine.
        pool.shared().count_reaped(pool.magazine());
        pool.drop_idle(rebuild(pool, object));
    }
}

#[cold]
#[inline(never)]
pub(crate) fn count_unwinding<P: Front>(pool: &P) {
    pool.shared().count_unwinding(pool.magazine());
}
