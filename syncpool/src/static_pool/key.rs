//! The key of a static pool: what `pool!` declares under the pool's name, and the pool's memory.

use alloc::boxed::Box;
use core::fmt;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::time::Duration;

use super::local::Local;
use crate::raw::{self, Block, Header, MAX_CAPACITY, Reaper, Reaping, Shared, Summary};
use crate::thread::LocalKey;
use crate::{Footprint, Pool};

/// The declaration of a static pool. `pool!` implements it for the type that has the pool's name.
///
/// The trait is not part of the public interface: only `pool!` implements it.
///
/// # Safety
///
/// `pool` returns the same static in every call, and `local` the same thread-local value. No other implementation
/// returns that static or that thread-local value, and nothing else uses the latter.
/// `HOLDS` is the value that `StaticPool::holds` returns, so the objects are `Send + 'static`.
pub unsafe trait Declaration: Pool + Copy + 'static {
    /// Memory for as many slots as the capacity says.
    type Storage: Slots;
    /// The proof that the objects are `Send + 'static`. A bound of `Item` would do, but for a missing bound rustc
    /// would name this trait, and not say what to do.
    const HOLDS: Holds<Self::Item>;
    /// The capacity as the user wrote it.
    const N: usize;
    /// The most idle objects that the pool keeps. It is valid in any case: a wrong one would cause further
    /// errors beside that of [`check_capacity`].
    const CAPACITY: usize = if Self::N == 0 || Self::N > MAX_CAPACITY { 1 } else { Self::N };
    /// The name of the static.
    const NAME: &'static str;
    /// The handle itself, which has no content.
    const HANDLE: Self;
    /// How long an interval of an adaptive pool is; none if the pool keeps what it has.
    const ADAPTIVE: Option<Duration> = None;
    /// Whether the pool is adaptive. rustc leaves out what a constant of this type excludes, in builds for
    /// debugging, too.
    const IS_ADAPTIVE: bool = Self::ADAPTIVE.is_some();
    /// Whether the pool has shared slots and no depot.
    const IS_SMALL: bool = raw::blocks_for(Self::CAPACITY) == 0;

    /// The static.
    fn pool() -> &'static StaticPool<Self>;
    /// Each thread's place in the pool.
    fn local() -> &'static LocalKey<Local>;
    /// Makes an object.
    fn init() -> Box<Self::Item>;
    /// Clears an object that comes back.
    fn reset(object: &mut Self::Item);
    /// Tells whether an object that was cleared is worth keeping.
    fn is_reusable(object: &Self::Item) -> bool;
    /// Tells how much memory an object holds; only an adaptive pool asks.
    #[inline]
    fn footprint(_object: &Self::Item) -> Footprint {
        Footprint::default()
    }
}

/// Memory for a pool's slots.
pub trait Slots: Sync + 'static {
    /// All slots free. The memory is all zeros.
    const NEW: Self;
    /// The blocks of slots.
    fn blocks(&self) -> &[Block];
    /// The summaries of the blocks.
    fn summaries(&self) -> &[Summary];
    /// What an adaptive pool remembers.
    #[inline(always)]
    fn reaper(&self) -> Option<&Reaper> {
        None
    }
}

/// Memory for `BLOCKS` blocks of slots, in `SUMMARIES` summaries.
pub struct Storage<const BLOCKS: usize, const SUMMARIES: usize> {
    blocks: [Block; BLOCKS],
    summaries: [Summary; SUMMARIES],
}

impl<const BLOCKS: usize, const SUMMARIES: usize> Slots for Storage<BLOCKS, SUMMARIES> {
    const NEW: Self = Storage {
        blocks: [const { Block::new() }; BLOCKS],
        summaries: [const { Summary::new() }; SUMMARIES],
    };

    #[inline(always)]
    fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    #[inline(always)]
    fn summaries(&self) -> &[Summary] {
        &self.summaries
    }
}

impl<const BLOCKS: usize, const SUMMARIES: usize> fmt::Debug for Storage<BLOCKS, SUMMARIES> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Storage").finish_non_exhaustive()
    }
}

/// The memory `S` of a pool that is adaptive.
pub struct Adaptive<S> {
    slots: S,
    reaper: Reaper,
}

impl<S: Slots> Slots for Adaptive<S> {
    const NEW: Self = Adaptive { slots: S::NEW, reaper: Reaper::new() };

    #[inline(always)]
    fn blocks(&self) -> &[Block] {
        self.slots.blocks()
    }

    #[inline(always)]
    fn summaries(&self) -> &[Summary] {
        self.slots.summaries()
    }

    #[inline(always)]
    fn reaper(&self) -> Option<&Reaper> {
        Some(&self.reaper)
    }
}

impl<S> fmt::Debug for Adaptive<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Adaptive").finish_non_exhaustive()
    }
}

/// Checks a capacity while the program is compiled.
///
/// # Panics
///
/// If it is 0 or more than [`MAX_CAPACITY`].
#[track_caller]
pub const fn check_capacity(objects: usize) {
    assert!(
        objects > 0,
        "a pool that keeps 0 objects is no pool: give it a capacity of at least 1"
    );
    assert!(
        objects <= MAX_CAPACITY,
        "a pool keeps at most 16777216 (1 << 24) objects: give it a smaller capacity"
    );
}

/// A pool that is a `static`, declared by [`pool!`](crate::pool).
///
/// It is ready at compile time and lies in zeroed memory: a pool that is never used costs nothing
/// at start-up. Of N objects, it takes at most 16 N + 1024 bytes, and about one and a half
/// kilobytes for each thread that uses it.
///
/// All methods are called on the name of the pool: `NAME.get()`.
///
/// # Examples
///
/// ```
/// use syncpool::prelude::*;
///
/// pool!(static BUFFERS: Vec<u8> = 64, init = || Vec::with_capacity(4096));
///
/// let mut buffer: Pooled<BUFFERS> = BUFFERS.get();
/// buffer.extend_from_slice(b"hello");
/// std::thread::spawn(move || drop(buffer)).join().unwrap(); // it returns from any thread
/// assert_eq!(BUFFERS.len(), 1);
/// ```
#[repr(align(64))] // so that threads that start at different shared slots share no cache line
pub struct StaticPool<K: Declaration> {
    /// A static is never dropped, so the code that would drop it is not compiled.
    header: ManuallyDrop<Header>,
    slots: K::Storage,
}

/// A static pool without objects, for the one static of a declaration. It is no method: a user who looks for
/// `new` is told that there is none.
///
/// # Safety
///
/// The pool becomes the static that `K::pool` returns. There is no second pool with this key.
#[must_use]
pub const unsafe fn static_pool<K: Declaration>() -> StaticPool<K> {
    StaticPool { header: ManuallyDrop::new(Header::new()), slots: K::Storage::NEW }
}

impl<K: Declaration> StaticPool<K> {
    #[doc(hidden)]
    #[must_use]
    #[rustfmt::skip] // rustc prints the next line, so its comment is a part of the message
    pub const fn holds<T: Send + 'static>() -> Holds<T> { // objects move between threads: write `Arc` in place of `Rc`
        Holds(PhantomData)
    }
}

/// The proof that a static pool may hold objects of type `T`. Only [`StaticPool::holds`] makes one.
pub struct Holds<T>(PhantomData<fn() -> T>);

impl<T> fmt::Debug for Holds<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Holds").finish_non_exhaustive()
    }
}

impl<K: Declaration> fmt::Debug for StaticPool<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StaticPool")
            .field("name", &K::NAME)
            .field("capacity", &K::CAPACITY)
            .finish_non_exhaustive()
    }
}

/// Blocks of a static pool's [`Storage`].
#[must_use]
pub const fn blocks_for(capacity: usize) -> usize {
    raw::blocks_for(capacity)
}

/// Summaries of a static pool's [`Storage`].
#[must_use]
pub const fn summaries_for(capacity: usize) -> usize {
    raw::summaries_for(capacity)
}

/// Checks the length of an adaptive pool's intervals while the program is compiled.
///
/// # Panics
///
/// If it is zero.
#[track_caller]
pub const fn interval(length: Option<Duration>) {
    if let Some(length) = length {
        assert!(
            !length.is_zero(),
            "an adaptive pool with an interval of no length keeps nothing: give it a longer one"
        );
    }
}

/// The raw pool of a declaration.
#[inline(always)]
pub(crate) fn shared<K: Declaration>() -> Shared<'static> {
    let StaticPool { header, slots } = K::pool();
    Shared::new(header, slots.blocks(), slots.summaries(), K::CAPACITY)
}

/// The adaptive rule of a declaration, if it has one. An ordinary pool is known at compile time to have
/// none.
#[inline(always)]
pub(crate) fn reaping<K: Declaration>() -> Option<Reaping<'static>> {
    Some(Reaping::new(K::pool().slots.reaper()?, K::ADAPTIVE?))
}
