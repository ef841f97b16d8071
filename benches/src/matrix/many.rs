//! The entries of the scenarios of many pools, of many threads and of small pools.

use super::{Entry, Place, absent, here};
use crate::adapters::floor::Floor;
use crate::adapters::hand_written::{Mutexed, Queue};
use crate::adapters::lockfree::LockfreeLinear;
use crate::adapters::nexus::{NexusLocal, NexusSync};
use crate::adapters::object_pool::ObjectPool;
use crate::adapters::old_syncpool::OldSyncPool;
use crate::adapters::opool::Opool;
use crate::adapters::own::{
    Pair1, Pair2, Pair4, Pair8, Pair16, Pair31, Seldom64, Seldom1024, Static1, Static2, Static4,
    Static8, Static16, Static31,
};
use crate::adapters::regex::RegexPool;
use crate::adapters::run_time::{RunTime, RunTimeGetOr};
use crate::adapters::shark::{SharkGlobal, SharkLocal};
use crate::adapters::slab::ShardedSlab;
use crate::adapters::zero::Zero;
use crate::contender::{self, Contender};
use crate::object::{Small, Tiny};
use crate::scenarios::{hot, life, pools, seldom, small};

/// Pools from this number on are too many for sharded-slab, which takes 32 KiB for each.
const TOO_MANY_SLABS: usize = 10_000;

/// Replaces an entry by the reason why the contender does not run.
fn leave_out(all: &mut [Entry], contender: &Contender, reason: &'static str) {
    for entry in all.iter_mut().filter(|entry| entry.contender == contender) {
        *entry = absent(entry.contender, reason);
    }
}

/// The entries that several of the scenarios lack, with the reasons.
fn stocked() -> [Entry; 3] {
    [&contender::OLD, &contender::NEXUS_LOCAL, &contender::NEXUS_SYNC]
        .map(|contender| absent(contender, "makes all its objects at once"))
}

/// The entries of `seldom`.
pub(super) fn seldom(capacity: usize) -> Vec<Entry> {
    let mut all = match capacity {
        64 => counted![seldom; STATIC: Seldom64, RUN_TIME: RunTime],
        _ => counted![seldom; STATIC: Seldom1024, RUN_TIME: RunTime],
    };
    all.extend(shared_pools!(counted, (seldom), Tiny));
    leave_out(&mut all, &contender::ZERO, "its buffers have other sizes and are not counted");
    all.extend([
        absent(&contender::OLD, "unsound with more than one thread"),
        absent(&contender::NEXUS_LOCAL, "one thread only"),
        absent(&contender::NEXUS_SYNC, "only one thread may take"),
    ]);
    all
}

/// The entries of `pools` that measure the time of a thread, or of two.
pub(super) fn pools(count: usize, threads: usize) -> Vec<Entry> {
    let mut all;
    if threads == 1 {
        all = entries![pools, Tiny; RUN_TIME: RunTime];
        all.extend(shared_pools!(entries, (pools, Tiny), Tiny));
    } else {
        all = entries![pools::start_pair, Tiny; RUN_TIME: RunTime];
        all.extend(shared_pools!(entries, (pools::start_pair, Tiny), Tiny));
    }
    leave_out(&mut all, &contender::SHARK_LOCAL, "a thread has one pool of a type");
    if count >= TOO_MANY_SLABS {
        leave_out(&mut all, &contender::SLAB, "10,000 pools take over 300 MB");
    }
    all.extend(stocked());
    all
}

/// The entries of `pools` that count bytes.
pub(super) fn pools_memory() -> Vec<Entry> {
    let mut all = counted![pools; RUN_TIME: RunTime];
    all.extend(shared_pools!(counted, (pools), Tiny));
    leave_out(&mut all, &contender::SHARK_LOCAL, "a thread has one pool of a type");
    all.extend(stocked());
    all
}

/// The entries of `small`.
///
/// The scenario of two threads has static pools of its own. In those of one thread, the thread that
/// warmed the pool up keeps objects.
pub(super) fn small(capacity: usize, threads: usize) -> Vec<Entry> {
    let mut all = match (capacity, threads) {
        (1, 1) => own_pools!(hot, Small, Static1),
        (2, 1) => own_pools!(hot, Small, Static2),
        (4, 1) => own_pools!(hot, Small, Static4),
        (8, 1) => own_pools!(hot, Small, Static8),
        (16, 1) => own_pools!(hot, Small, Static16),
        (_, 1) => own_pools!(hot, Small, Static31),
        (1, _) => own_pools!(small, Small, Pair1),
        (2, _) => own_pools!(small, Small, Pair2),
        (4, _) => own_pools!(small, Small, Pair4),
        (8, _) => own_pools!(small, Small, Pair8),
        (16, _) => own_pools!(small, Small, Pair16),
        (..) => own_pools!(small, Small, Pair31),
    };
    if threads == 1 {
        all.extend(one_thread!(hot, Small));
    } else {
        let nexus = absent(&contender::NEXUS_SYNC, "only one thread may take");
        all.extend(several_threads!(entries![small, Small; FLOOR: Floor], small, [nexus]));
    }
    all
}

/// The entries of `life`.
pub(super) fn life() -> Vec<Entry> {
    let mut all = timed_and_counted![life;
        RUN_TIME: RunTime,
        RUN_TIME_GET_OR: RunTimeGetOr,
        OLD: OldSyncPool,
        NEXUS_LOCAL: NexusLocal,
        NEXUS_SYNC: NexusSync,
    ];
    all.extend(shared_pools!(timed_and_counted, (life), Tiny));
    leave_out(&mut all, &contender::SHARK_LOCAL, "its pools live as long as their threads");
    all
}
