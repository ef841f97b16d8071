//! What `pool!` declares: the traits that its expansion implements, and the pool's memory.

use core::fmt;
use core::time::Duration;

use crate::commons::Reaper;
use crate::depot::Block;
use crate::hint::Group;
use crate::local::Local;
use crate::{Footprint, MAX_CAPACITY, Pool, StaticPool};

/// The declaration of a static pool. `pool!` implements it for the type that has the pool's name.
///
/// The trait is not part of the public interface: only `pool!` implements it.
///
/// # Safety
///
/// `pool` returns the same static in every call. `local` passes the same thread-local to `with` in
/// every call on a thread. No other implementation returns that static or passes that thread-local.
pub unsafe trait Declaration:
    Pool<Item = <Self as Declaration>::Object> + Copy + 'static
{
    /// The same type as `Item`. It has the bounds, so that rustc reports a missing one at the user's
    /// type.
    type Object: Send + 'static;
    /// Memory for as many slots as the capacity says.
    type Storage: Slots;
    /// The most idle objects that the pool keeps.
    const CAPACITY: usize;
    /// The name of the static.
    const NAME: &'static str;
    /// The handle itself, which has no content.
    const HANDLE: Self;
    /// How long an interval of an adaptive pool is; none if the pool keeps what it has.
    const ADAPTIVE: Option<Duration> = None;

    /// The static.
    fn pool() -> &'static StaticPool<Self>;
    /// Calls `with` with this thread's place in the pool.
    fn local<R>(with: impl FnOnce(&Local<Self>) -> R) -> R;
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
    /// The hints about the blocks.
    fn groups(&self) -> &[Group];
    /// What an adaptive pool remembers.
    #[inline(always)]
    fn reaper(&self) -> Option<&Reaper> {
        None
    }
}

/// Memory for `BLOCKS` blocks of slots, in `GROUPS` groups.
pub struct Storage<const BLOCKS: usize, const GROUPS: usize> {
    blocks: [Block; BLOCKS],
    groups: [Group; GROUPS],
}

impl<const BLOCKS: usize, const GROUPS: usize> Slots for Storage<BLOCKS, GROUPS> {
    const NEW: Self = Storage {
        blocks: [const { Block::new() }; BLOCKS],
        groups: [const { Group::new() }; GROUPS],
    };

    #[inline(always)]
    fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    #[inline(always)]
    fn groups(&self) -> &[Group] {
        &self.groups
    }
}

impl<const BLOCKS: usize, const GROUPS: usize> fmt::Debug for Storage<BLOCKS, GROUPS> {
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
    fn groups(&self) -> &[Group] {
        self.slots.groups()
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
#[must_use]
#[track_caller]
pub const fn capacity(objects: usize) -> usize {
    assert!(
        objects > 0,
        "a pool that keeps 0 objects is no pool: give it a capacity of at least 1"
    );
    assert!(objects <= MAX_CAPACITY, "a pool keeps at most 16777216 (1 << 24) objects");
    objects
}
