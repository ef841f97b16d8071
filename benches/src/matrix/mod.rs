//! The matrix of the measurements: which contender runs in which case, and why others do not.

#[macro_use]
mod macros;
mod many;

use crate::adapters::floor::Floor;
use crate::adapters::fresh::Fresh;
use crate::adapters::hand_written::{Mutexed, Queue};
use crate::adapters::lockfree::LockfreeLinear;
use crate::adapters::nexus::{NexusLocal, NexusSync};
use crate::adapters::object_pool::ObjectPool;
use crate::adapters::old_syncpool::OldSyncPool;
use crate::adapters::opool::Opool;
use crate::adapters::own::{
    Static1, Static8, Static64, Static128, Static1024, Static2048, Static65536, Static1048576,
    StaticAdaptive, StaticAdaptiveSmall, StaticLarge, StaticRetaining, Uncounted64,
};
use crate::adapters::regex::RegexPool;
use crate::adapters::rings_alone::RingsAlone;
use crate::adapters::run_time::{RunTime, RunTimeOwned};
use crate::adapters::shark::{SharkGlobal, SharkLocal};
use crate::adapters::slab::ShardedSlab;
use crate::adapters::zero::Zero;
use crate::case::{Case, FRESH};
use crate::contender::{self, Contender};
use crate::object::{Large, Retaining, Small};
use crate::sample::{Meter, Runner};
use crate::scenarios::{burst, churn, complex, contended, fan, hot, latency, retained, ring};

/// A contender in a case.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The contender.
    pub contender: &'static Contender,
    /// Where it runs.
    pub place: Place,
    /// The function that counts what the contender takes of the allocator. A child process with the
    /// counting allocator calls it.
    pub count: Option<fn(Case, Meter<'_>) -> Vec<f64>>,
}

/// Where a contender runs.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// In this process, by a function that sets up a case.
    Here(fn(Case) -> Runner),
    /// In a child process with another allocator: the name of the child's binary.
    Child(&'static str),
    /// In no timed round: the contender is only counted.
    Counted,
    /// Nowhere, and the reason.
    Absent(&'static str),
}

fn here(contender: &'static Contender, start: fn(Case) -> Runner) -> Entry {
    Entry { contender, place: Place::Here(start), count: None }
}

fn absent(contender: &'static Contender, reason: &'static str) -> Entry {
    Entry { contender, place: Place::Absent(reason), count: None }
}

/// The entries of a case, those that cannot run included. This project's come first.
pub fn entries(case: Case) -> Vec<Entry> {
    match case {
        Case::Retained => retaining(),
        Case::Seldom(capacity) => many::seldom(capacity),
        Case::Pools { count, threads, .. } => many::pools(count, threads),
        Case::PoolsMemory(_) => many::pools_memory(),
        Case::Small { capacity, threads } => many::small(capacity, threads),
        Case::Life(_) => many::life(),
        _ => [own(case), others(case), allocators()].concat(),
    }
}

/// Fresh allocation.
fn allocators() -> Vec<Entry> {
    let allocators = [
        (&contender::SYSTEM, "fresh-system"),
        (&contender::MIMALLOC, "fresh-mimalloc"),
        (&contender::JEMALLOC, "fresh-jemalloc"),
    ];
    let entry = |(contender, bin)| Entry { contender, place: Place::Child(bin), count: None };
    allocators.map(entry).to_vec()
}

/// This project's pools in a case that has allocators.
fn own(case: Case) -> Vec<Entry> {
    match case {
        Case::Complex => vec![
            here(&contender::STRINGS, |_| complex::start_strings()),
            here(&contender::REUSED, |_| complex::start_reused()),
            here(&contender::IN_PLACE, |_| complex::start_in_place()),
        ],
        Case::Hot => entries![hot, Small;
            STATIC: Static64,
            STATIC_ADAPTIVE: StaticAdaptiveSmall,
            RUN_TIME: RunTime,
            RUN_TIME_OWNED: RunTimeOwned,
        ],
        Case::Large => own_pools!(hot, Large, StaticLarge),
        Case::Capacity(1) => own_pools!(hot, Small, Static1),
        Case::Capacity(8) => own_pools!(hot, Small, Static8),
        Case::Capacity(64) => own_pools!(hot, Small, Static64),
        Case::Capacity(1024) => own_pools!(hot, Small, Static1024),
        Case::Capacity(65_536) => own_pools!(hot, Small, Static65536),
        Case::Capacity(_) => own_pools!(hot, Small, Static1048576),
        Case::Burst(_) => own_pools!(burst, Small, Static1024),
        Case::Contended(_) => own_pools!(contended, Small, Static64),
        Case::Latency => own_pools!(latency, Small, Static64),
        Case::Churn => own_pools!(churn, Small, Static64),
        Case::Ring => own_pools!(ring, Small, Static128),
        Case::Fan => own_pools!(fan, Small, Static2048),
        _ => Vec::new(),
    }
}

/// The references of a case, and the pools of others.
fn others(case: Case) -> Vec<Entry> {
    let nexus = absent(&contender::NEXUS_SYNC, "only one thread may take");
    let floor = absent(&contender::FLOOR, "shares nothing");
    match case {
        Case::Hot => {
            let mut all = entries![hot, Small; UNCOUNTED: Uncounted64];
            all.extend(one_thread!(hot, Small));
            all
        }
        Case::Large => one_thread!(hot, Large),
        Case::Capacity(_) => one_thread!(hot, Small),
        Case::Burst(_) => one_thread!(burst, Small),
        Case::Contended(_) => {
            several_threads!(entries![contended, Small; FLOOR: Floor], contended, [nexus])
        }
        Case::Latency => several_threads!(entries![latency, Small; FLOOR: Floor], latency, [nexus]),
        Case::Churn => {
            let alone = here(&contender::THREADS_ALONE, |_| churn::start_threads_alone());
            let floor = absent(&contender::FLOOR, "leaks what ended threads held");
            several_threads!(vec![alone, floor], churn, [nexus])
        }
        Case::Ring => {
            let mut references = vec![here(&contender::TWO_RINGS, ring::start_two_rings)];
            references.extend(entries![ring, Small; RINGS_ALONE: RingsAlone]);
            let nexus = here(&contender::NEXUS_SYNC, ring::start::<NexusSync, Small>);
            several_threads!(references, ring, [nexus, floor])
        }
        Case::Fan => {
            several_threads!(entries![fan, Small; RINGS_ALONE: RingsAlone], fan, [nexus, floor])
        }
        _ => Vec::new(),
    }
}

/// The contenders in `retained`.
fn retaining() -> Vec<Entry> {
    timed_and_counted![retained;
        STATIC: StaticRetaining,
        STATIC_ADAPTIVE: StaticAdaptive,
        RUN_TIME: RunTime,
        RUN_TIME_ADAPTIVE: RunTime<true>,
        OPOOL: Opool<Retaining>,
        OBJECT_POOL: ObjectPool,
        SHARK_LOCAL: SharkLocal,
        SHARK_GLOBAL: SharkGlobal,
    ]
}

/// Counts what the contender of that name takes of the allocator in a case.
pub fn count(case: Case, name: &str, live: Meter<'_>) -> Option<Vec<f64>> {
    let entry = entries(case).into_iter().find(|entry| entry.contender.name == name)?;
    Some(entry.count?(case, live))
}

/// Sets up fresh allocation in a case, on the allocator of this process. `None` in the cases without
/// it.
pub fn fresh(case: Case) -> Option<Runner> {
    Some(match case {
        // Fresh allocation has no capacity.
        Case::Hot | Case::Capacity(_) => hot::start::<Fresh, Small>(Case::Hot),
        Case::Large => hot::start::<Fresh, Large>(case),
        Case::Burst(_) => burst::start::<Fresh, Small>(case),
        Case::Contended(_) => contended::start::<Fresh, Small>(case),
        Case::Latency => latency::start::<Fresh, Small>(case),
        Case::Churn => churn::start::<Fresh, Small>(case),
        Case::Ring => ring::start::<Fresh, Small>(case),
        Case::Fan => fan::start::<Fresh, Small>(case),
        Case::Complex => complex::start_fresh(),
        _ => return None,
    })
}

const IN_PLACE: &str = "in-place";
const STRINGS: &str = "strings";
const REUSED: &str = "reused";

/// Sets up a subject in a child process: fresh allocation, or a contender of `complex`.
pub fn subject(case: Case, name: &str) -> Option<Runner> {
    match name {
        FRESH => fresh(case),
        IN_PLACE => Some(complex::start_in_place()),
        STRINGS => Some(complex::start_strings()),
        REUSED => Some(complex::start_reused()),
        _ => None,
    }
}

/// The subject's name of a contender of `complex`.
pub fn subject_of(contender: &Contender) -> &'static str {
    if *contender == contender::IN_PLACE {
        IN_PLACE
    } else if *contender == contender::STRINGS {
        STRINGS
    } else if *contender == contender::REUSED {
        REUSED
    } else {
        FRESH
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use clap::ValueEnum;

    use super::*;
    use crate::case::Scenario;

    #[test]
    fn a_contender_has_one_entry_in_a_case() {
        for case in Scenario::value_variants().iter().flat_map(|scenario| scenario.cases()) {
            let entries = entries(case);
            let names: HashSet<_> = entries.iter().map(|entry| entry.contender.name).collect();
            assert_eq!(names.len(), entries.len(), "{case}");
            let counted = |entry: &&Entry| matches!(entry.place, Place::Counted);
            assert!(entries.iter().filter(counted).all(|entry| entry.count.is_some()), "{case}");
            assert_eq!(entries.iter().any(|entry| counted(&entry)), case.is_counted(), "{case}");
        }
    }

    #[test]
    fn contenders_are_counted_by_their_names() {
        let meter = || crate::sample::Live::default();
        let numbers = count(Case::Seldom(64), contender::MUTEX.name, &meter);
        assert_eq!(numbers.map(|numbers| numbers.len()), Some(5));
        assert_eq!(count(Case::Seldom(64), contender::ZERO.name, &meter), None);
    }
}
