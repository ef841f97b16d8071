//! The typed front of the raw pool: what both kinds of pool do with an object, written once.
//!
//! The raw pool keeps untyped objects. The functions here turn a `Box` into one on the way in and
//! back into a `Box` on the way out, call the user's functions, and choose between the fast path and
//! the slow path. A kind of pool implements [`Front`] and calls them.
//!
//! All of this is compiled again for each static pool, whose key is a type of its own. So a get and a return take few
//! and short functions here. What needs no type is in [`erased`].
//!
//! The user's functions run only in this storey. No borrow of the pool is held while one runs, so it
//! may use the pool itself, and a panic in it finds no half-done step.

use alloc::boxed::Box;
use core::mem;

use crate::drained::Drained;
use crate::erased::{self, CountUnwinding, Erased, Refused, Visit, infallible};
use crate::raw::Object;
use crate::raw::object::{from_raw, into_raw};
use crate::unwind::drop_each;

/// What the front has to know about a kind of pool.
///
/// # Safety
///
/// - `erased` always returns the same pool. Its objects come from `into_raw::<Item>`.
/// - `pop`, `take_slow` and `try_take_slow` return an object that this pool has given to the caller.
/// - `clear_and_push`, `put_slow` and `give_back_slow` keep an object in this pool, drop it or return it.
pub(crate) unsafe trait Front {
    /// The type of the pool's objects.
    type Item;

    /// The pool without the type of its objects.
    fn erased(&self) -> &dyn Erased;

    /// The fast path to an idle object. `None` if it finds none, even if the pool has some.
    fn pop(&self) -> Option<Object>;

    /// Clears an object by the user's functions, and keeps it by the fast path if it is fit to be kept. Returns it
    /// if it is not, or if there is no room on this path. Drops it if one of these functions panics.
    fn clear_and_push(&self, object: Box<Self::Item>) -> Result<(), Refused>;

    /// Takes an object that the fast path has not found, or makes one.
    fn take_slow(&self) -> Object;

    /// Takes an object that the fast path has not found.
    fn try_take_slow(&self) -> Option<Object>;

    /// Keeps an object that `clear_and_push` has returned, or returns it, too.
    fn put_slow(&self, refused: Refused) -> Option<Object>;

    /// Keeps an object that `clear_and_push` has returned, or drops it.
    fn give_back_slow(&self, refused: Refused);
}

/// Takes an idle object, or makes one.
#[inline(always)]
pub(crate) fn take<P: Front>(pool: &P) -> Box<P::Item> {
    let object = match pool.pop() {
        Some(object) => object,
        None => pool.take_slow(),
    };
    // SAFETY: I8: the pool has given the object to the caller, by the contract of `Front`.
    unsafe { from_raw(object) }
}

/// Takes an idle object if there is one.
#[inline(always)]
pub(crate) fn try_take<P: Front>(pool: &P) -> Option<Box<P::Item>> {
    let object = match pool.pop() {
        Some(object) => object,
        None => pool.try_take_slow()?,
    };
    Some(rebuild(pool, object))
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
        None => erased::make_and_count(pool.erased(), make),
    }
}

/// Takes an idle object for which `check` returns true, or makes one. Drops those for which it does not.
pub(crate) fn take_checked<P: Front>(
    pool: &P,
    check: impl FnMut(&mut P::Item) -> bool,
) -> Box<P::Item> {
    let found = try_take_checked(pool, check);
    found.unwrap_or_else(|| rebuild(pool, erased::make(pool.erased())))
}

/// Takes an idle object for which `check` returns true, if there is one. Drops those for which it does not.
pub(crate) fn try_take_checked<P: Front>(
    pool: &P,
    mut check: impl FnMut(&mut P::Item) -> bool,
) -> Option<Box<P::Item>> {
    loop {
        let mut object = try_take(pool)?;
        let unwinding = CountUnwinding(pool.erased());
        let is_fit = check(&mut object);
        mem::forget(unwinding);
        if is_fit {
            return Some(object);
        }
        discard(pool, object);
    }
}

/// Drops an object that is not fit to be kept.
pub(crate) fn discard<P: Front>(pool: &P, object: Box<P::Item>) {
    let object = into_raw(object);
    erased::discard(pool.erased(), object);
}

/// Makes an object for a get that found none.
pub(crate) fn make_by<P: Front>(pool: &P, make: impl FnOnce() -> Box<P::Item>) -> Box<P::Item> {
    infallible(erased::make_and_count(pool.erased(), || Ok(make())))
}

/// Clears an object and keeps it. Returns the cleared object if the pool does not keep it.
#[inline(always)]
pub(crate) fn put<P: Front>(pool: &P, object: Box<P::Item>) -> Option<Box<P::Item>> {
    let unwinding = CountUnwinding(pool.erased());
    let kept = pool.clear_and_push(object);
    mem::forget(unwinding);
    match kept {
        Ok(()) => None,
        Err(refused) => Some(rebuild(pool, pool.put_slow(refused)?)),
    }
}

/// Clears an object and keeps it, as [`put`] does, by the slow path of `erased`. It is the same pool, of which it may
/// do more with the objects that it drops.
#[inline(always)]
pub(crate) fn put_by<P: Front>(
    pool: &P,
    erased: &dyn Erased,
    object: Box<P::Item>,
) -> Option<Box<P::Item>> {
    let unwinding = CountUnwinding(erased);
    let kept = pool.clear_and_push(object);
    mem::forget(unwinding);
    let refused = kept.err()?;
    Some(rebuild(pool, erased::put(erased, Visit::to(erased), refused)?))
}

/// Clears an object and keeps it, or drops it.
#[inline(always)]
pub(crate) fn give_back<P: Front>(pool: &P, object: Box<P::Item>) {
    let unwinding = CountUnwinding(pool.erased());
    let kept = pool.clear_and_push(object);
    mem::forget(unwinding);
    if let Err(refused) = kept {
        pool.give_back_slow(refused);
    }
}

/// Drops an object that its guard does not give back because the thread is unwinding.
pub(crate) fn drop_unwinding<P: Front>(pool: &P, object: Box<P::Item>) {
    let object = into_raw(object);
    erased::drop_unwinding(pool.erased(), object);
}

/// Keeps an object that was made in advance. Returns it if the pool has no room.
pub(crate) fn insert_new<P: Front>(pool: &P, object: Box<P::Item>) -> Result<(), Box<P::Item>> {
    let kept = erased::insert_new(pool.erased(), into_raw(object));
    kept.map_err(|object| rebuild(pool, object))
}

/// Removes the idle objects that the calling thread reaches, as long as there are any, but not those that
/// come meanwhile.
pub(crate) fn drain_reachable<P: Front>(pool: &P) -> Drained<P::Item> {
    let erased = pool.erased();
    let next = |_| erased.shared().remove_idle(erased.magazine());
    let objects = (0..erased.shared().len()).map_while(next).map(|object| rebuild(pool, object));
    Drained { objects: objects.collect(), unreached: erased.shared().len() }
}

/// Removes an object from a slot. The search in the depot begins at `block`.
pub(crate) fn take_from_slots<P: Front>(pool: &P, block: &mut usize) -> Option<Box<P::Item>> {
    Some(rebuild(pool, pool.erased().shared().take_one(block)?))
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
