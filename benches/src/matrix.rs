//! The matrix of the measurements: which contender runs in which case, and why others do not.

use crate::adapter::{Adapter, CrossThreadRelease};
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
use crate::object::{Large, Retaining, Small, Workload};
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

/// Sets up a scenario of one thread.
fn one_thread<C: Adapter<W>, W: Workload>(case: Case) -> Runner {
    match case {
        Case::Hot | Case::Large | Case::Capacity(_) => hot::start::<C, W>(case.capacity()),
        Case::Burst(count) => burst::start::<C, W>(case.capacity(), count),
        _ => unreachable!("{case} is not a scenario of one thread"),
    }
}

/// Sets up a scenario in which threads share a pool, or one of one thread.
fn shared<C: Adapter<W> + Sync, W: Workload>(case: Case) -> Runner {
    match case {
        Case::Contended(threads) => contended::start::<C, W>(case.capacity(), threads),
        Case::Churn => churn::start::<C, W>(case.capacity()),
        Case::Latency => latency::start::<C, W>(case.capacity()),
        _ => one_thread::<C, W>(case),
    }
}

/// Sets up a scenario in which objects cross threads, or any other.
fn any<C: CrossThreadRelease<W> + Sync, W: Workload>(case: Case) -> Runner {
    match case {
        Case::Fan => fan::start::<C, W>(case.capacity()),
        Case::Ring => ring::start::<C, W>(case.capacity()),
        _ => shared::<C, W>(case),
    }
}

/// An entry for each adapter, set up by the named function.
macro_rules! entries {
    ($start:ident, $work:ty; $($contender:ident: $adapter:ty),+ $(,)?) => {
        vec![$(here(&contender::$contender, $start::<$adapter, $work>)),+]
    };
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
        Case::Large => own_pools::<StaticLarge, Large>(),
        Case::Capacity(1) => own_pools::<Static1, Small>(),
        Case::Capacity(8) => own_pools::<Static8, Small>(),
        Case::Capacity(65_536) => own_pools::<Static65536, Small>(),
        Case::Capacity(1_048_576) => own_pools::<Static1048576, Small>(),
        Case::Capacity(1024) | Case::Burst(_) => own_pools::<Static1024, Small>(),
        Case::Ring => own_pools::<Static128, Small>(),
        Case::Fan => own_pools::<Static2048, Small>(),
        Case::Hot | Case::Contended(_) | Case::Capacity(_) | Case::Churn | Case::Latency => {
            own_pools::<Static64, Small>()
        }
    }
}

/// The static pool of a case, and the pool made at run time.
fn own_pools<Static: CrossThreadRelease<W> + Sync, W: Workload>() -> Vec<Entry> {
    entries![any, W; STATIC: Static, RUN_TIME: RunTime]
}

/// The limits of a case, and the pools of others.
fn others(case: Case) -> Vec<Entry> {
    let (mut limits, pools) = match case {
        Case::Hot => (entries![one_thread, Small; UNCOUNTED: Uncounted64], single::<Small>()),
        Case::Large => (Vec::new(), single::<Large>()),
        Case::Capacity(_) | Case::Burst(_) => (Vec::new(), single::<Small>()),
        Case::Contended(_) | Case::Latency => {
            (entries![shared, Small; FLOOR: Floor], several(absent_nexus_sync()))
        }
        Case::Churn => {
            let alone = here(&contender::THREADS_ALONE, |_| churn::start_threads_alone());
            let floor = absent(&contender::FLOOR, "leaks what ended threads held");
            (vec![alone, floor], several(absent_nexus_sync()))
        }
        Case::Ring => {
            let two = here(&contender::TWO_RINGS, |case| ring::start_two_rings(case.capacity()));
            let alone = here(&contender::RINGS_ALONE, any::<RingsAlone, Small>);
            let nexus = here(&contender::NEXUS_SYNC, |case| {
                ring::start::<NexusSync, Small>(case.capacity())
            });
            (vec![two, alone], several([nexus, shares_nothing()]))
        }
        Case::Fan => {
            let alone = here(&contender::RINGS_ALONE, any::<RingsAlone, Small>);
            let [nexus] = absent_nexus_sync();
            (vec![alone], several([nexus, shares_nothing()]))
        }
        Case::Complex | Case::Retained => (Vec::new(), Vec::new()),
    };
    limits.extend(pools);
    limits
}

fn absent_nexus_sync() -> [Entry; 1] {
    [absent(&contender::NEXUS_SYNC, "only one thread may take")]
}

fn shares_nothing() -> Entry {
    absent(&contender::FLOOR, "shares nothing")
}

/// The pools of others, and the floor, in a scenario of one thread.
fn single<W: Workload>() -> Vec<Entry> {
    entries![one_thread, W;
        FLOOR: Floor,
        OLD: OldSyncPool,
        OPOOL: Opool<W>,
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
}

/// The pools of others in a scenario of several threads; `last` are the entries at the end.
fn several(last: impl IntoIterator<Item = Entry>) -> Vec<Entry> {
    let mut all = entries![any, Small;
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
    ];
    all.push(absent(&contender::OLD, "unsound with more than one thread"));
    all.push(absent(&contender::NEXUS_LOCAL, "one thread only"));
    all.extend(last);
    all
}

/// A contender in `retained`.
struct RetainedEntry {
    matrix: Entry,
    observe: fn(&dyn Fn() -> u64) -> Retained,
}

fn retained_entry<C: Adapter<Retaining>>(contender: &'static Contender) -> RetainedEntry {
    RetainedEntry {
        matrix: here(contender, |case| retained::start::<C>(case.capacity())),
        observe: |live| retained::observe::<C>(Case::Retained.capacity(), live),
    }
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
        Case::Capacity(_) => any::<Fresh, Small>(Case::Hot),
        Case::Large => any::<Fresh, Large>(case),
        Case::Retained => retained::start::<Fresh>(case.capacity()),
        Case::Complex => complex::start_fresh(),
        _ => any::<Fresh, Small>(case),
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
