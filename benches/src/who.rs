//! Who takes part: names, kinds and the packages that versions are looked up for.

/// A contender, as tables and targets know it.
#[derive(Debug, PartialEq, Eq)]
pub struct Who {
    /// What the tables call it.
    pub name: &'static str,
    /// The package whose version the report shows.
    pub package: Option<&'static str>,
    /// What it is compared as.
    pub kind: Kind,
}

/// What a contender is compared as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A pool of this project.
    Own,
    /// What no pool can be faster than: left out of "every other pool".
    Limit,
    /// Fresh allocation.
    Allocator,
    /// Another pool.
    Pool {
        /// It never holds more idle objects than it was told.
        bounded: bool,
        /// An object that another thread gives back can be taken again where it came from.
        returns: bool,
    },
}

impl Who {
    /// Whether this is a pool of someone else.
    pub fn is_other_pool(&self) -> bool {
        matches!(self.kind, Kind::Pool { .. })
    }

    /// Whether this is a pool of someone else with a bound.
    pub fn is_bounded_pool(&self) -> bool {
        matches!(self.kind, Kind::Pool { bounded: true, .. })
    }

    /// Whether this is a pool of someone else whose objects come back from other threads.
    pub fn is_returning_pool(&self) -> bool {
        matches!(self.kind, Kind::Pool { returns: true, .. })
    }
}

const fn limit(name: &'static str) -> Who {
    Who { name, package: None, kind: Kind::Limit }
}

const fn own(name: &'static str) -> Who {
    Who { name, package: Some("syncpool"), kind: Kind::Own }
}

const fn pool(name: &'static str, package: &'static str, bounded: bool, returns: bool) -> Who {
    Who { name, package: Some(package), kind: Kind::Pool { bounded, returns } }
}

const BOUNDED: bool = true;
const UNBOUNDED: bool = false;
const RETURNS: bool = true;
const STAYS: bool = false;

/// This project's static pool.
pub static STATIC: Who = own("syncpool (static)");
/// This project's pool that is made at run time.
pub static RUN_TIME: Who = own("syncpool (run time)");
/// This project's static pool, compiled without its statistics: what they cost is the difference.
pub static UNCOUNTED: Who =
    Who { name: "syncpool (static), not counting", package: Some("syncpool"), kind: Kind::Limit };
/// The static pool, told to be adaptive.
pub static STATIC_ADAPTIVE: Who = own("syncpool (static, adaptive)");
/// The pool that is made at run time, told to be adaptive.
pub static RUN_TIME_ADAPTIVE: Who = own("syncpool (run time, adaptive)");
/// Complex structs cleared in place by the derive.
pub static IN_PLACE: Who = own("cleared in place");
/// Complex structs whose strings are pooled too.
pub static STRINGS: Who = own("pools of nested strings");

/// The bare thread-local stack.
pub static FLOOR: Who = limit("floor: thread-local stack");
/// Boxes brought back by a ring of their own.
pub static TWO_RINGS: Who = limit("limit: two dedicated rings");
/// The rings of a scenario, without objects.
pub static CHANNELS: Who = limit("limit: the rings alone");
/// Threads that do nothing.
pub static THREADS_ALONE: Who = limit("limit: threads alone");

/// The allocator of the system.
pub static SYSTEM: Who = Who { name: "system malloc", package: None, kind: Kind::Allocator };
/// mimalloc.
pub static MIMALLOC: Who =
    Who { name: "mimalloc", package: Some("mimalloc"), kind: Kind::Allocator };
/// jemalloc.
pub static JEMALLOC: Who =
    Who { name: "jemalloc", package: Some("tikv-jemallocator"), kind: Kind::Allocator };

/// The crate that this one replaces; unsound with more threads than one.
pub static OLD: Who = pool("syncpool 0.1.6", "syncpool 0.1.6", BOUNDED, STAYS);
/// opool.
pub static OPOOL: Who = pool("opool", "opool", BOUNDED, RETURNS);
/// object-pool.
pub static OBJECT_POOL: Who = pool("object-pool", "object-pool", UNBOUNDED, RETURNS);
/// lockfree-object-pool.
pub static LOCKFREE: Who =
    pool("lockfree-object-pool (linear)", "lockfree-object-pool", UNBOUNDED, RETURNS);
/// sharded-slab.
pub static SLAB: Who = pool("sharded-slab", "sharded-slab", UNBOUNDED, RETURNS);
/// poolshark's pool of each thread; its bound is one for each thread.
pub static SHARK_LOCAL: Who = pool("poolshark (local)", "poolshark", BOUNDED, STAYS);
/// poolshark's shared pool.
pub static SHARK_GLOBAL: Who = pool("poolshark (global)", "poolshark", BOUNDED, RETURNS);
/// zeropool.
pub static ZERO: Who = pool("zeropool (bytes only)", "zeropool", BOUNDED, RETURNS);
/// nexus-pool for one thread.
pub static NEXUS_LOCAL: Who = pool("nexus-pool (local)", "nexus-pool", BOUNDED, STAYS);
/// nexus-pool whose objects return from any thread.
pub static NEXUS_SYNC: Who = pool("nexus-pool (sync)", "nexus-pool", BOUNDED, RETURNS);
/// regex-automata's pool.
pub static REGEX: Who = pool("regex-automata pool", "regex-automata", UNBOUNDED, RETURNS);
/// A pool made of a crossbeam queue.
pub static QUEUE: Who = pool("crossbeam ArrayQueue", "crossbeam-queue", BOUNDED, RETURNS);
/// A pool made of a mutex and a vector.
pub static MUTEX: Who = Who {
    name: "Mutex<Vec>",
    package: None,
    kind: Kind::Pool { bounded: BOUNDED, returns: RETURNS },
};

/// Everyone that comes from a package.
pub static PACKAGED: [&Who; 15] = [
    &STATIC,
    &OLD,
    &OPOOL,
    &OBJECT_POOL,
    &LOCKFREE,
    &SLAB,
    &SHARK_LOCAL,
    &SHARK_GLOBAL,
    &ZERO,
    &NEXUS_LOCAL,
    &NEXUS_SYNC,
    &REGEX,
    &QUEUE,
    &MIMALLOC,
    &JEMALLOC,
];
