//! The static pools that have metrics: those that were used.

use std::sync::Arc;

use super::Sums;
use crate::Stats;
use crate::raw::sync::link::{Link, List, Node};

/// An entry in the list of all static pools that were used.
struct Static {
    /// The address of the pool, which identifies it.
    address: usize,
    name: &'static str,
    stats: fn() -> Stats,
    next: Link<Static>,
}

impl Node for Static {
    fn next(&self) -> &Link<Static> {
        &self.next
    }
}

static STATICS: List<Static> = List::new();

/// Adds the static pool at `address` to the list, unless the list has it. Takes no lock, since the
/// program's allocator may use a pool itself.
pub(crate) fn publish_static(address: usize, name: &'static str, stats: fn() -> Stats) {
    let mut link = &*STATICS;
    loop {
        let node = link.get_or_publish(|| Static { address, name, stats, next: Link::new() });
        if node.address == address {
            return;
        }
        link = &node.next;
    }
}

/// Adds the counters of all static pools that were used.
pub(super) fn add_all(sums: &mut Sums) {
    for node in STATICS.iter() {
        sums.entry(Arc::from(node.name)).or_default().add(&(node.stats)());
    }
}
