//! Who runs in which case, and why the others do not.

use crate::case::Case;
use crate::child::FRESH;
use crate::contenders::channel::Channels;
use crate::contenders::floor::Floor;
use crate::contenders::fresh::Fresh;
use crate::contenders::hand_written::{Mutexed, Queue};
use crate::contenders::lockfree::LockfreeLinear;
use crate::contenders::nexus::{NexusLocal, NexusSync};
use crate::contenders::object_pool::ObjectPool;
use crate::contenders::old_syncpool::OldSyncPool;
use crate::contenders::opool::Opool;
use crate::contenders::own::{
    Static1, Static8, Static64, Static128, Static1024, Static2048, Static65536, Static1048576,
    StaticAdaptive, StaticLarge, StaticRetaining, Uncounted64,
};
use crate::contenders::regex::RegexPool;
use crate::contenders::run_time::{RunTime, RunTimeAdaptive};
use crate::contenders::shark::{SharkGlobal, SharkLocal};
use crate::contenders::slab::ShardedSlab;
use crate::contenders::zero::Zero;
use crate::object::{Large, Retaining, Small};
use crate::reading::Runner;
use crate::scenarios::retained::Retained;
use crate::scenarios::{burst, churn, complex, contended, fan, hot, latency, retained, ring};
use crate::who::{self, Who};

/// Idle objects of the pools in `hot`, `contended`, `large`.
const HOT: usize = 64;

/// A contender in a case.
#[expect(missing_debug_implementations, reason = "holds a closure")]
pub struct Entrant {
    /// Its name and kind.
    pub who: &'static Who,
    /// Where it runs.
    pub source: Source,
}

/// Where a contender runs.
#[expect(missing_debug_implementations, reason = "holds a closure")]
pub enum Source {
    /// In this process, once set up.
    Here(Box<dyn FnOnce() -> Runner>),
    /// In a child process that runs on another allocator: the name of its binary.
    Child(&'static str),
    /// Nowhere: why it cannot.
    Absent(&'static str),
}

fn here(who: &'static Who, start: impl FnOnce() -> Runner + 'static) -> Entrant {
    Entrant { who, source: Source::Here(Box::new(start)) }
}

fn absent(who: &'static Who, why: &'static str) -> Entrant {
    Entrant { who, source: Source::Absent(why) }
}

/// `scenario::start::<Contender>(arguments)` for each contender named.
macro_rules! entrants {
    ($scenario:ident $arguments:tt; $($who:ident: $contender:ty),+ $(,)?) => {
        vec![$(here(&who::$who, move || $scenario::start::<$contender> $arguments)),+]
    };
}

/// Everyone who can run on one thread.
macro_rules! one_thread {
    ($scenario:ident $arguments:tt, $work:ty) => {
        entrants![$scenario $arguments;
            FLOOR: Floor<$work>,
            OLD: OldSyncPool<$work>,
            OPOOL: Opool<$work>,
            OBJECT_POOL: ObjectPool<$work>,
            LOCKFREE: LockfreeLinear<$work>,
            SLAB: ShardedSlab<$work>,
            SHARK_LOCAL: SharkLocal<$work>,
            SHARK_GLOBAL: SharkGlobal<$work>,
            ZERO: Zero<$work>,
            NEXUS_LOCAL: NexusLocal<$work>,
            NEXUS_SYNC: NexusSync<$work>,
            REGEX: RegexPool<$work>,
            QUEUE: Queue<$work>,
            MUTEX: Mutexed<$work>,
        ]
    };
}

/// Everyone who can be used by several threads.
macro_rules! shared {
    ($scenario:ident $arguments:tt) => {{
        let mut all = entrants![$scenario $arguments;
            OPOOL: Opool<Small>,
            OBJECT_POOL: ObjectPool<Small>,
            LOCKFREE: LockfreeLinear<Small>,
            SLAB: ShardedSlab<Small>,
            SHARK_LOCAL: SharkLocal<Small>,
            SHARK_GLOBAL: SharkGlobal<Small>,
            ZERO: Zero<Small>,
            REGEX: RegexPool<Small>,
            QUEUE: Queue<Small>,
            MUTEX: Mutexed<Small>,
        ];
        all.push(absent(&who::OLD, "unsound with more than one thread"));
        all.push(absent(&who::NEXUS_LOCAL, "one thread only"));
        all.push(absent(&who::NEXUS_SYNC, "only one thread may take"));
        all
    }};
}

/// This project's pools in a case: the static pool of that capacity, and one made at run time.
macro_rules! own {
    ($scenario:ident $arguments:tt, $static:ident, $work:ty) => {
        entrants![$scenario $arguments; STATIC: $static, RUN_TIME: RunTime<$work>]
    };
}

/// `$what!(WHO, Contender)` for everyone in `retained`.
macro_rules! retaining {
    ($what:ident) => {
        vec![
            $what!(STATIC, StaticRetaining),
            $what!(STATIC_ADAPTIVE, StaticAdaptive),
            $what!(RUN_TIME, RunTime<Retaining>),
            $what!(RUN_TIME_ADAPTIVE, RunTimeAdaptive<Retaining>),
            $what!(OPOOL, Opool<Retaining>),
            $what!(OBJECT_POOL, ObjectPool<Retaining>),
            $what!(SHARK_LOCAL, SharkLocal<Retaining>),
            $what!(SHARK_GLOBAL, SharkGlobal<Retaining>),
        ]
    };
}

macro_rules! entrant {
    ($who:ident, $contender:ty) => {
        here(&who::$who, retained::start::<$contender>)
    };
}

/// What a child watches in `retained`, by the contender's name.
pub fn observe(name: &str, live: &dyn Fn() -> u64) -> Option<Retained> {
    type Observe = fn(&dyn Fn() -> u64) -> Retained;
    macro_rules! observer {
        ($who:ident, $contender:ty) => {
            (&who::$who, retained::observe::<$contender> as Observe)
        };
    }
    let all: Vec<(&Who, Observe)> = retaining!(observer);
    let (_, observe) = all.into_iter().find(|(who, _)| who.name == name)?;
    Some(observe(live))
}

/// This project's pools in a case.
fn own(case: Case) -> Vec<Entrant> {
    match case {
        Case::Hot => own!(hot(HOT), Static64, Small),
        Case::Large => own!(hot(HOT), StaticLarge, Large),
        Case::Capacity(1) => own!(hot(1), Static1, Small),
        Case::Capacity(8) => own!(hot(8), Static8, Small),
        Case::Capacity(64) => own!(hot(64), Static64, Small),
        Case::Capacity(1024) => own!(hot(1024), Static1024, Small),
        Case::Capacity(65_536) => own!(hot(65_536), Static65536, Small),
        Case::Capacity(capacity) => own!(hot(capacity), Static1048576, Small),
        Case::Burst(count) => own!(burst(burst::CAPACITY, count), Static1024, Small),
        Case::Contended(threads) => own!(contended(HOT, threads), Static64, Small),
        Case::Retained => retaining!(entrant),
        Case::Latency => own!(latency(latency::CAPACITY), Static64, Small),
        Case::Churn => own!(churn(churn::CAPACITY), Static64, Small),
        Case::Ring => own!(ring(ring::CAPACITY), Static128, Small),
        Case::Fan => own!(fan(fan::CAPACITY), Static2048, Small),
        Case::Complex => vec![
            here(&who::STRINGS, complex::start_strings),
            here(&who::IN_PLACE, complex::start_in_place),
        ],
    }
}

/// The contenders of a case, those that cannot run included; this project's come first.
pub fn entrants(case: Case) -> Vec<Entrant> {
    let mut all = own(case);
    if case == Case::Retained {
        return all;
    }
    all.extend(others(case));
    let allocators = [
        (&who::SYSTEM, "fresh-system"),
        (&who::MIMALLOC, "fresh-mimalloc"),
        (&who::JEMALLOC, "fresh-jemalloc"),
    ];
    all.extend(allocators.map(|(who, bin)| Entrant { who, source: Source::Child(bin) }));
    all
}

/// Everyone else's pools in a case, and its limit.
fn others(case: Case) -> Vec<Entrant> {
    match case {
        Case::Hot => {
            let mut all = entrants![hot(HOT); UNCOUNTED: Uncounted64];
            all.extend(one_thread!(hot(HOT), Small));
            all
        }
        Case::Large => one_thread!(hot(HOT), Large),
        Case::Capacity(capacity) => one_thread!(hot(capacity), Small),
        Case::Burst(count) => one_thread!(burst(burst::CAPACITY, count), Small),
        Case::Contended(threads) => {
            let mut all = entrants![contended(HOT, threads); FLOOR: Floor<Small>];
            all.extend(shared!(contended(HOT, threads)));
            all
        }
        Case::Latency => {
            let mut all = entrants![latency(latency::CAPACITY); FLOOR: Floor<Small>];
            all.extend(shared!(latency(latency::CAPACITY)));
            all
        }
        Case::Churn => {
            let mut all = vec![here(&who::THREADS_ALONE, churn::start_threads_alone)];
            all.push(absent(&who::FLOOR, "leaks what ended threads held"));
            all.extend(shared!(churn(churn::CAPACITY)));
            all
        }
        Case::Ring => {
            let mut all = vec![here(&who::TWO_RINGS, ring::start_two_rings)];
            all.extend(entrants![ring(ring::CAPACITY); CHANNELS: Channels]);
            all.extend(shared!(ring(ring::CAPACITY)));
            all.retain(|entrant| *entrant.who != who::NEXUS_SYNC);
            all.extend(entrants![ring(ring::CAPACITY); NEXUS_SYNC: NexusSync<Small>]);
            all.push(absent(&who::FLOOR, "shares nothing"));
            all
        }
        Case::Fan => {
            let mut all = entrants![fan(fan::CAPACITY); CHANNELS: Channels];
            all.extend(shared!(fan(fan::CAPACITY)));
            all.push(absent(&who::FLOOR, "shares nothing"));
            all
        }
        Case::Complex | Case::Retained => Vec::new(),
    }
}

/// Fresh allocation in a case, on the allocator of this process: what the children run.
pub fn fresh(case: Case) -> Runner {
    match case {
        Case::Hot | Case::Capacity(_) => hot::start::<Fresh<Small>>(HOT),
        Case::Large => hot::start::<Fresh<Large>>(HOT),
        Case::Burst(count) => burst::start::<Fresh<Small>>(burst::CAPACITY, count),
        Case::Contended(threads) => contended::start::<Fresh<Small>>(HOT, threads),
        Case::Latency => latency::start::<Fresh<Small>>(latency::CAPACITY),
        Case::Churn => churn::start::<Fresh<Small>>(churn::CAPACITY),
        Case::Ring => ring::start::<Fresh<Small>>(ring::CAPACITY),
        Case::Fan => fan::start::<Fresh<Small>>(fan::CAPACITY),
        Case::Retained => retained::start::<Fresh<Retaining>>(),
        Case::Complex => complex::start_fresh(),
    }
}

/// What a child runs: fresh allocation, or one of this project's ways where calls are counted.
pub fn subject(case: Case, name: &str) -> Option<Runner> {
    match name {
        FRESH => Some(fresh(case)),
        IN_PLACE => Some(complex::start_in_place()),
        STRINGS => Some(complex::start_strings()),
        _ => None,
    }
}

const IN_PLACE: &str = "in-place";
const STRINGS: &str = "strings";

/// The name that a child knows a contender of `complex` by.
pub fn subject_of(who: &Who) -> &'static str {
    if *who == who::IN_PLACE {
        IN_PLACE
    } else if *who == who::STRINGS {
        STRINGS
    } else {
        FRESH
    }
}
