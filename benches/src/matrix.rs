//! The matrix of the measurements: which contender runs in which case, and why others do not.

use crate::adapter::Adapter;
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
    StaticAdaptive, StaticLarge, StaticRetaining, Uncounted64,
};
use crate::adapters::regex::RegexPool;
use crate::adapters::rings_alone::RingsAlone;
use crate::adapters::run_time::RunTime;
use crate::adapters::shark::{SharkGlobal, SharkLocal};
use crate::adapters::slab::ShardedSlab;
use crate::adapters::zero::Zero;
use crate::case::{Case, FRESH};
use crate::contender::{self, Contender};
use crate::object::{Large, Retaining, Small};
use crate::sample::{Retained, Runner};
use crate::scenarios::{burst, churn, complex, contended, fan, hot, latency, retained, ring};

/// A contender in a case.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The contender.
    pub contender: &'static Contender,
    /// Where it runs.
    pub place: Place,
}

/// Where a contender runs.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// In this process, by a function that sets up a case.
    Here(fn(Case) -> Runner),
    /// In a child process with another allocator: the name of the child's binary.
    Child(&'static str),
    /// Nowhere, and the reason.
    Absent(&'static str),
}

fn here(contender: &'static Contender, start: fn(Case) -> Runner) -> Entry {
    Entry { contender, place: Place::Here(start) }
}

fn absent(contender: &'static Contender, reason: &'static str) -> Entry {
    Entry { contender, place: Place::Absent(reason) }
}

/// An entry for each adapter in a scenario. Only these instances are compiled: more callers of a
/// contender can change what the compiler inlines.
macro_rules! entries {
    ($scenario:ident, $work:ty; $($contender:ident: $adapter:ty),+ $(,)?) => {
        vec![$(here(&contender::$contender, $scenario::start::<$adapter, $work>)),+]
    };
}

/// This project's pools: the static pool of the scenario's capacity, and the pool made at run time.
macro_rules! own_pools {
    ($scenario:ident, $work:ty, $static:ident) => {
        entries![$scenario, $work; STATIC: $static, RUN_TIME: RunTime]
    };
}

/// The pools of others in a scenario of one thread, and the floor.
macro_rules! one_thread {
    ($scenario:ident, $work:ty) => {
        entries![$scenario, $work;
            FLOOR: Floor,
            OLD: OldSyncPool,
            OPOOL: Opool<$work>,
            OBJECT_POOL: ObjectPool,
            LOCKFREE: LockfreeLinear,
            SLAB: ShardedSlab,
            SHARK_LOCAL: SharkLocal,
            SHARK_GLOBAL: SharkGlobal,
            ZERO: Zero,
            NEXUS_LOCAL: NexusLocal,
            NEXUS_SYNC: NexusSync,
            REGEX: RegexPool,
            QUEUE: Queue,
            MUTEX: Mutexed,
        ]
    };
}

/// The entries of a scenario of several threads: first the limits, then the pools of others. `last`
/// are the entries at the end.
macro_rules! several_threads {
    ($limits:expr, $scenario:ident, $last:expr) => {{
        let mut all = $limits;
        all.extend(entries![$scenario, Small;
            OPOOL: Opool<Small>,
            OBJECT_POOL: ObjectPool,
            LOCKFREE: LockfreeLinear,
            SLAB: ShardedSlab,
            SHARK_LOCAL: SharkLocal,
            SHARK_GLOBAL: SharkGlobal,
            ZERO: Zero,
            REGEX: RegexPool,
            QUEUE: Queue,
            MUTEX: Mutexed,
        ]);
        all.push(absent(&contender::OLD, "unsound with more than one thread"));
        all.push(absent(&contender::NEXUS_LOCAL, "one thread only"));
        all.extend($last);
        all
    }};
}

/// The entries of a case, those that cannot run included. This project's come first.
pub fn entries(case: Case) -> Vec<Entry> {
    let mut all = own(case);
    if case == Case::Retained {
        return all;
    }
    all.extend(others(case));
    let allocators = [
        (&contender::SYSTEM, "fresh-system"),
        (&contender::MIMALLOC, "fresh-mimalloc"),
        (&contender::JEMALLOC, "fresh-jemalloc"),
    ];
    all.extend(allocators.map(|(contender, bin)| Entry { contender, place: Place::Child(bin) }));
    all
}

/// This project's pools in a case. In `retained`, the pools of others too.
fn own(case: Case) -> Vec<Entry> {
    match case {
        Case::Retained => retaining().into_iter().map(|entry| entry.matrix).collect(),
        Case::Complex => vec![
            here(&contender::STRINGS, |_| complex::start_strings()),
            here(&contender::IN_PLACE, |_| complex::start_in_place()),
        ],
        Case::Hot => own_pools!(hot, Small, Static64),
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
    }
}

/// The limits of a case, and the pools of others.
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
            let mut limits = vec![here(&contender::TWO_RINGS, ring::start_two_rings)];
            limits.extend(entries![ring, Small; RINGS_ALONE: RingsAlone]);
            let nexus = here(&contender::NEXUS_SYNC, ring::start::<NexusSync, Small>);
            several_threads!(limits, ring, [nexus, floor])
        }
        Case::Fan => {
            several_threads!(entries![fan, Small; RINGS_ALONE: RingsAlone], fan, [nexus, floor])
        }
        Case::Complex | Case::Retained => Vec::new(),
    }
}

/// A contender in `retained`.
struct RetainedEntry {
    matrix: Entry,
    observe: fn(&dyn Fn() -> u64) -> Retained,
}

fn retained_entry<C: Adapter<Retaining>>(contender: &'static Contender) -> RetainedEntry {
    RetainedEntry { matrix: here(contender, retained::start::<C>), observe: retained::observe::<C> }
}

/// The contenders in `retained`.
fn retaining() -> Vec<RetainedEntry> {
    vec![
        retained_entry::<StaticRetaining>(&contender::STATIC),
        retained_entry::<StaticAdaptive>(&contender::STATIC_ADAPTIVE),
        retained_entry::<RunTime>(&contender::RUN_TIME),
        retained_entry::<RunTime<true>>(&contender::RUN_TIME_ADAPTIVE),
        retained_entry::<Opool<Retaining>>(&contender::OPOOL),
        retained_entry::<ObjectPool>(&contender::OBJECT_POOL),
        retained_entry::<SharkLocal>(&contender::SHARK_LOCAL),
        retained_entry::<SharkGlobal>(&contender::SHARK_GLOBAL),
    ]
}

/// Observes the contender of that name in `retained`. `live` returns the allocated bytes.
pub fn observe(name: &str, live: &dyn Fn() -> u64) -> Option<Retained> {
    let entry = retaining().into_iter().find(|entry| entry.matrix.contender.name == name)?;
    Some((entry.observe)(live))
}

/// Sets up fresh allocation in a case, on the allocator of this process.
pub fn fresh(case: Case) -> Runner {
    match case {
        // Fresh allocation has no capacity.
        Case::Hot | Case::Capacity(_) => hot::start::<Fresh, Small>(Case::Hot),
        Case::Large => hot::start::<Fresh, Large>(case),
        Case::Burst(_) => burst::start::<Fresh, Small>(case),
        Case::Contended(_) => contended::start::<Fresh, Small>(case),
        Case::Latency => latency::start::<Fresh, Small>(case),
        Case::Churn => churn::start::<Fresh, Small>(case),
        Case::Ring => ring::start::<Fresh, Small>(case),
        Case::Fan => fan::start::<Fresh, Small>(case),
        Case::Retained => retained::start::<Fresh>(case),
        Case::Complex => complex::start_fresh(),
    }
}

const IN_PLACE: &str = "in-place";
const STRINGS: &str = "strings";

/// Sets up a subject in a child process: fresh allocation, or a contender of `complex`.
pub fn subject(case: Case, name: &str) -> Option<Runner> {
    match name {
        FRESH => Some(fresh(case)),
        IN_PLACE => Some(complex::start_in_place()),
        STRINGS => Some(complex::start_strings()),
        _ => None,
    }
}

/// The subject's name of a contender of `complex`.
pub fn subject_of(contender: &Contender) -> &'static str {
    if *contender == contender::IN_PLACE {
        IN_PLACE
    } else if *contender == contender::STRINGS {
        STRINGS
    } else {
        FRESH
    }
}
