//! What both kinds of pool with sizes do with an object, written once: the choice of its class, and the
//! limits. A class is an ordinary pool, which is reached through [`Front`].
//!
//! A size class holds the objects whose capacity is at least its size and less than the next one's. So every
//! idle object of a class has room for whatever is asked of the class. Such classes are those of segregated
//! free lists, see Wilson, Johnstone, Neely and Boles, "Dynamic Storage Allocation: A Survey and Critical
//! Review" (1995).

use alloc::boxed::Box;

use super::counted_class::CountedClass;
use super::limits::Limits;
use crate::erased;
use crate::front::{self, Front};
use crate::raw::Fate;
use crate::unwind::on_unwind;
use crate::{Stats, WithCapacity};

/// A pool with sizes, as the functions of this module see it.
pub(crate) trait Classes {
    /// The type of the objects.
    type Item: WithCapacity;

    /// The sizes of the classes, at least one, each larger than the one before.
    fn sizes(&self) -> &[usize];

    /// The most idle objects of each class.
    fn class_capacity(&self) -> usize;

    fn limits(&self) -> &Limits;

    /// The most bytes that all idle objects hold together; `None` if there is no such limit.
    fn max_bytes(&self) -> Option<usize>;

    /// Clears an object by the user's functions, and tells whether it is fit to be kept.
    fn clear(&self, object: &mut Self::Item) -> bool;

    /// Calls `visitor` with the pool of the class at `index`. That pool's own functions clear nothing.
    fn visit<V: Visitor<Self::Item>>(&self, index: usize, visitor: V) -> V::Output;
}

/// A function over the pool of a class, whatever its type.
pub(crate) trait Visitor<T> {
    type Output;

    fn visit<P: Front<Item = T>>(self, class: &P) -> Self::Output;
}

/// The class that serves a get: the first one whose objects have this capacity.
#[inline(always)]
fn class_to_take<C: Classes>(pool: &C, capacity: usize) -> Option<usize> {
    pool.sizes().iter().position(|&size| capacity <= size)
}

/// The class that keeps an object of this capacity: the last one whose size it has.
#[inline(always)]
fn class_to_put<C: Classes>(pool: &C, capacity: usize) -> Option<usize> {
    pool.sizes().iter().rposition(|&size| size <= capacity)
}

/// The index of the class of the largest size.
#[inline(always)]
fn largest<C: Classes>(pool: &C) -> usize {
    pool.sizes().len() - 1
}

/// Takes an object whose capacity is at least `capacity`, or makes one.
#[inline(always)]
pub(crate) fn take<C: Classes>(pool: &C, capacity: usize) -> Box<C::Item> {
    match try_take(pool, capacity) {
        Some(object) => object,
        None => make(pool, capacity),
    }
}

/// Takes an idle object of the class that serves `capacity`, if there is one.
#[inline(always)]
pub(crate) fn try_take<C: Classes>(pool: &C, capacity: usize) -> Option<Box<C::Item>> {
    let object = pool.visit(class_to_take(pool, capacity)?, TryTake)?;
    if pool.max_bytes().is_some() {
        pool.limits().release(object.allocated_bytes());
    }
    Some(object)
}

/// Makes an object for a get that found none. One that no class would keep counts as a miss of the largest.
#[cold]
#[inline(never)]
fn make<C: Classes>(pool: &C, capacity: usize) -> Box<C::Item> {
    match class_to_take(pool, capacity) {
        Some(index) => {
            let object = pool.visit(index, Make(pool.sizes()[index]));
            was_made(pool, index, &object);
            object
        }
        None => pool.visit(largest(pool), Make(capacity)),
    }
}

/// Remembers what capacity an object of the largest size has.
fn was_made<C: Classes>(pool: &C, index: usize, object: &C::Item) {
    if index == largest(pool) {
        pool.limits().made_largest(object.capacity());
    }
}

/// Clears an object and keeps it in the class of its capacity. Returns the cleared object if the pool does
/// not keep it.
#[inline(always)]
pub(crate) fn put<C: Classes>(pool: &C, mut object: Box<C::Item>) -> Option<Box<C::Item>> {
    // An object that is dropped by a panic has no class. It counts in the first.
    let is_reusable = on_unwind(|| pool.visit(0, CountUnwinding), || pool.clear(&mut object));
    let capacity = object.capacity();
    let Some(index) = class_to_put(pool, capacity) else {
        return refuse(pool, 0, Fate::UNFIT, object);
    };
    let is_too_large = capacity > pool.sizes()[index]
        && index == largest(pool)
        && !pool.limits().is_as_made(capacity);
    if is_too_large || !is_reusable {
        return refuse(pool, index, Fate::of(!is_too_large, is_reusable), object);
    }
    let Some(max) = pool.max_bytes() else {
        return pool.visit(index, Put { object, limits: None });
    };
    let bytes = object.allocated_bytes();
    if !pool.limits().reserve(bytes, max) && !displace(pool, index, bytes, max) {
        return refuse(pool, index, Fate::FULL, object);
    }
    // If the destructor of another object panics in here, an object that was refused is dropped with its bytes
    // still reserved. The limit is kept then, by so much less.
    let refused = pool.visit(index, Put { object, limits: Some(pool.limits()) });
    if refused.is_some() {
        pool.limits().release(bytes);
    }
    refused
}

/// Drops idle objects of larger sizes than that of the class at `index`, the largest first, until `bytes` can be
/// reserved. Returns whether they are. Without this, a few large objects that no thread asks for could use up the
/// limit for ever. A class that is full displaces nothing: it has no place for the object.
#[cold]
#[inline(never)]
fn displace<C: Classes>(pool: &C, index: usize, bytes: usize, max: usize) -> bool {
    if bytes > max || pool.visit(index, Len) >= pool.class_capacity() {
        return false;
    }
    for larger in (index + 1..pool.sizes().len()).rev() {
        while pool.visit(larger, TrimOne(pool.limits())) {
            if pool.limits().reserve(bytes, max) {
                return true;
            }
        }
    }
    false
}

/// Counts an object that is not kept, in the class at `index`, and returns it.
#[cold]
#[inline(never)]
fn refuse<C: Classes>(
    pool: &C,
    index: usize,
    fate: Fate,
    object: Box<C::Item>,
) -> Option<Box<C::Item>> {
    pool.visit(index, CountRefused(fate));
    Some(object)
}

/// Drops an object that its user found unfit to be kept. It counts in the first class.
pub(crate) fn discard<C: Classes>(pool: &C, object: Box<C::Item>) {
    pool.visit(0, CountRefused(Fate::UNFIT));
    drop(object);
}

/// Drops an object that its guard does not give back because the thread is unwinding.
pub(crate) fn drop_unwinding<C: Classes>(pool: &C, object: Box<C::Item>) {
    pool.visit(0, CountUnwinding);
    drop(object);
}

/// Makes up to `count` idle objects in the class that serves `capacity`, as long as the class and the limit
/// in bytes have room, and returns how many.
pub(crate) fn refill<C: Classes>(pool: &C, capacity: usize, count: usize) -> usize {
    let Some(index) = class_to_take(pool, capacity) else { return 0 };
    let room = count.min(pool.class_capacity().saturating_sub(pool.visit(index, Len)));
    for made in 0..room {
        let object = Box::new(C::Item::with_capacity(pool.sizes()[index]));
        was_made(pool, index, &object);
        let bytes = object.allocated_bytes();
        if pool.max_bytes().is_some_and(|max| !pool.limits().reserve(bytes, max)) {
            return made;
        }
        if pool.visit(index, InsertNew(object)).is_err() {
            if pool.max_bytes().is_some() {
                pool.limits().release(bytes);
            }
            return made;
        }
    }
    room
}

/// Drops idle objects until at most `keep` of each class are left, and returns how many it has dropped.
pub(crate) fn trim<C: Classes>(pool: &C, keep: usize) -> usize {
    let limits = pool.max_bytes().map(|_| pool.limits());
    (0..pool.sizes().len()).map(|index| pool.visit(index, Trim { keep, limits })).sum()
}

/// The number of idle objects of all classes.
pub(crate) fn len<C: Classes>(pool: &C) -> usize {
    (0..pool.sizes().len()).map(|index| pool.visit(index, Len)).sum()
}

struct TryTake;

impl<T> Visitor<T> for TryTake {
    type Output = Option<Box<T>>;

    #[inline(always)]
    fn visit<P: Front<Item = T>>(self, class: &P) -> Option<Box<T>> {
        front::try_take(class)
    }
}

/// Makes an object of this capacity, and counts a miss.
struct Make(usize);

impl<T: WithCapacity> Visitor<T> for Make {
    type Output = Box<T>;

    fn visit<P: Front<Item = T>>(self, class: &P) -> Box<T> {
        front::make_by(class, || Box::new(T::with_capacity(self.0)))
    }
}

struct Put<'a, T> {
    object: Box<T>,
    limits: Option<&'a Limits>,
}

impl<T: WithCapacity> Visitor<T> for Put<'_, T> {
    type Output = Option<Box<T>>;

    #[inline(always)]
    fn visit<P: Front<Item = T>>(self, class: &P) -> Option<Box<T>> {
        match self.limits {
            None => front::put(class, self.object),
            Some(limits) => front::put_by(class, &CountedClass { class, limits }, self.object),
        }
    }
}

struct CountRefused(Fate);

impl<T> Visitor<T> for CountRefused {
    type Output = ();

    fn visit<P: Front<Item = T>>(self, class: &P) {
        erased::count_refused(class.erased(), self.0);
    }
}

struct CountUnwinding;

impl<T> Visitor<T> for CountUnwinding {
    type Output = ();

    fn visit<P: Front<Item = T>>(self, class: &P) {
        erased::count_unwinding(class.erased());
    }
}

struct InsertNew<T>(Box<T>);

impl<T> Visitor<T> for InsertNew<T> {
    type Output = Result<(), Box<T>>;

    fn visit<P: Front<Item = T>>(self, class: &P) -> Result<(), Box<T>> {
        front::insert_new(class, self.0)
    }
}

struct Trim<'a> {
    keep: usize,
    limits: Option<&'a Limits>,
}

impl<T: WithCapacity> Visitor<T> for Trim<'_> {
    type Output = usize;

    fn visit<P: Front<Item = T>>(self, class: &P) -> usize {
        match self.limits {
            None => erased::trim(class.erased(), self.keep),
            Some(limits) => erased::trim(&CountedClass { class, limits }, self.keep),
        }
    }
}

struct TrimOne<'a>(&'a Limits);

impl<T: WithCapacity> Visitor<T> for TrimOne<'_> {
    type Output = bool;

    fn visit<P: Front<Item = T>>(self, class: &P) -> bool {
        erased::trim_one(&CountedClass { class, limits: self.0 })
    }
}

struct Len;

impl<T> Visitor<T> for Len {
    type Output = usize;

    fn visit<P: Front<Item = T>>(self, class: &P) -> usize {
        class.erased().shared().len()
    }
}

/// The counters of a class, whose pool keeps so many objects.
pub(super) struct StatsOf {
    pub(super) capacity: usize,
}

impl<T> Visitor<T> for StatsOf {
    type Output = Stats;

    fn visit<P: Front<Item = T>>(self, class: &P) -> Stats {
        Stats::of(class.erased().shared(), self.capacity, size_of::<T>())
    }
}
