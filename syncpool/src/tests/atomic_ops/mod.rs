//! Counts the atomic operations that each path executes on memory that threads share.
//!
//! `docs/performance.md` tells what these numbers mean. A read-modify-write is the cost of a shared
//! path: on most processors, it takes a cache line away from all other cores. The numbers are exact:
//! a change that adds or saves an operation changes a number here and in that document.
//!
//! The facade does not see what the standard library's types do, such as the mutex and the reference
//! counts that a run-time pool uses when a thread ends. Their operations are not counted.

use std::collections::BTreeSet;

use crate::raw::magazine::Magazine;
use crate::raw::sync::recorded::{Kind, record};

mod sharing;
mod static_pool;
mod sync_pool;

/// What a path did to atomics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cost {
    /// Read-modify-writes, those on the thread's own magazine included.
    updates: usize,
    /// Cache lines outside of the magazine that were written, by read-modify-writes or by plain stores.
    lines: usize,
    /// Loads outside of the magazine.
    loads: usize,
}

/// The cost of `path` for a thread that owns the magazine `own`.
fn cost(own: &Magazine, path: impl FnOnce()) -> Cost {
    const LINE: usize = 64;
    let accesses = record(path);
    let start = std::ptr::from_ref(own).addr();
    let own = start..start + size_of::<Magazine>();
    let shared = || accesses.iter().filter(|access| !own.contains(&access.address));
    let written = shared().filter(|access| access.kind != Kind::Load);
    let lines: BTreeSet<usize> = written.map(|access| access.address / LINE).collect();
    Cost {
        updates: accesses.iter().filter(|access| access.kind == Kind::Update).count(),
        lines: lines.len(),
        loads: shared().filter(|access| access.kind == Kind::Load).count(),
    }
}

/// Groups the costs of single objects: each cost with updates starts a group. Returns the updates of
/// each group and its number of objects.
fn groups(costs: &[Cost]) -> Vec<(usize, usize)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for cost in costs {
        match groups.last_mut() {
            Some((_, objects)) if cost.updates == 0 => *objects += 1,
            _ => groups.push((cost.updates, 1)),
        }
    }
    groups
}

/// The updates of each cost.
fn updates(costs: impl IntoIterator<Item = Cost>) -> Vec<usize> {
    costs.into_iter().map(|cost| cost.updates).collect()
}
