//! The contenders: their names, their kinds and the packages that they come from.

/// A contender, as the tables and targets name it.
#[derive(Debug, PartialEq, Eq)]
pub struct Contender {
    /// The name in the tables.
    pub name: &'static str,
    /// The package of the contender; the report shows its version.
    pub package: Option<&'static str>,
    /// The kind, by which targets select contenders.
    pub kind: Kind,
}

/// The kind of a contender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A pool of this project.
    Own,
    /// No pool that a user could pick, but something to compare with, such as a bare stack. Targets on "every
    /// other pool" leave it out.
    Reference,
    /// Fresh allocation.
    Allocator,
    /// Another pool.
    Pool {
        /// The pool never holds more idle objects than its capacity.
        bounded: bool,
        /// The thread that got an object can get it again after another thread gave it back.
        returns: bool,
    },
}

impl Contender {
    /// Whether this is a pool of someone else.
    pub fn is_other_pool(&self) -> bool {
        matches!(self.kind, Kind::Pool { .. })
    }

    /// Whether this is a pool of someone else with a bound.
    pub fn is_bounded_pool(&self) -> bool {
        matches!(self.kind, Kind::Pool { bounded: true, .. })
    }

    /// Whether this is a pool of someone else with cross-thread return.
    pub fn is_returning_pool(&self) -> bool {
        matches!(self.kind, Kind::Pool { returns: true, .. })
    }
}

const fn reference(name: &'static str) -> Contender {
    Contender { name, package: None, kind: Kind::Reference }
}

const fn own(name: &'static str) -> Contender {
    Contender { name, package: Some("syncpool"), kind: Kind::Own }
}

const fn pool(
    name: &'static str,
    package: &'static str,
    bounded: bool,
    returns: bool,
) -> Contender {
    Contender { name, package: Some(package), kind: Kind::Pool { bounded, returns } }
}

const BOUNDED: bool = true;
const UNBOUNDED: bool = false;
const RETURNS: bool = true;
const STAYS: bool = false;

/// This project's static pool.
pub static STATIC: Contender = own("syncpool (static)");
/// This project's pool that is made at run time.
pub static RUN_TIME: Contender = own("syncpool (run time)");
/// The pool that is made at run time, whose guards share its ownership: `get_owned`.
pub static RUN_TIME_OWNED: Contender = own("syncpool (run time, get_owned)");
/// The pool that is made at run time, without a factory and a reset of its own: `get_or`.
pub static RUN_TIME_GET_OR: Contender = own("syncpool (run time, get_or)");
/// This project's static pool, compiled without its statistics, to show their cost.
pub static UNCOUNTED: Contender = Contender {
    name: "syncpool (static), not counting",
    package: Some("syncpool"),
    kind: Kind::Reference,
};
/// The static pool with `retain = adaptive`.
pub static STATIC_ADAPTIVE: Contender = own("syncpool (static, adaptive)");
/// The pool that is made at run time, built with `adaptive_every`.
pub static RUN_TIME_ADAPTIVE: Contender = own("syncpool (run time, adaptive)");
/// Structs of seven fields that the derive clears in place.
pub static IN_PLACE: Contender = own("cleared in place");
/// Structs of seven fields whose strings are pooled too.
pub static STRINGS: Contender = own("pools of nested strings");
/// Structs of seven fields whose collections keep their cleared elements: `ReuseVec` and `ReuseMap`.
pub static REUSED: Contender = own("collections that reuse elements");

/// A thread-local stack without anything around it.
pub static FLOOR: Contender = reference("bare thread-local stack");
/// Boxes that a second ring returns.
pub static TWO_RINGS: Contender = reference("two dedicated rings");
/// The rings of a scenario, without objects.
pub static RINGS_ALONE: Contender = reference("the rings alone");
/// Threads that do nothing.
pub static THREADS_ALONE: Contender = reference("threads alone");

/// The allocator of the system.
pub static SYSTEM: Contender =
    Contender { name: "system malloc", package: None, kind: Kind::Allocator };
/// mimalloc.
pub static MIMALLOC: Contender =
    Contender { name: "mimalloc", package: Some("mimalloc"), kind: Kind::Allocator };
/// jemalloc.
pub static JEMALLOC: Contender =
    Contender { name: "jemalloc", package: Some("tikv-jemallocator"), kind: Kind::Allocator };

/// The crate that this one replaces; unsound with more than one thread.
pub static OLD: Contender = pool("syncpool 0.1.6", "syncpool 0.1.6", BOUNDED, STAYS);
/// opool.
pub static OPOOL: Contender = pool("opool", "opool", BOUNDED, RETURNS);
/// object-pool.
pub static OBJECT_POOL: Contender = pool("object-pool", "object-pool", UNBOUNDED, RETURNS);
/// lockfree-object-pool.
pub static LOCKFREE: Contender =
    pool("lockfree-object-pool (linear)", "lockfree-object-pool", UNBOUNDED, RETURNS);
/// sharded-slab.
pub static SLAB: Contender = pool("sharded-slab", "sharded-slab", UNBOUNDED, RETURNS);
/// poolshark's thread-local pools; each thread has a bound of its own.
pub static SHARK_LOCAL: Contender = pool("poolshark (local)", "poolshark", BOUNDED, STAYS);
/// poolshark's shared pool.
pub static SHARK_GLOBAL: Contender = pool("poolshark (global)", "poolshark", BOUNDED, RETURNS);
/// zeropool.
pub static ZERO: Contender = pool("zeropool (bytes only)", "zeropool", BOUNDED, RETURNS);
/// nexus-pool for one thread.
pub static NEXUS_LOCAL: Contender = pool("nexus-pool (local)", "nexus-pool", BOUNDED, STAYS);
/// nexus-pool whose objects any thread may give back.
pub static NEXUS_SYNC: Contender = pool("nexus-pool (sync)", "nexus-pool", BOUNDED, RETURNS);
/// regex-automata's pool.
pub static REGEX: Contender = pool("regex-automata pool", "regex-automata", UNBOUNDED, RETURNS);
/// A pool made of a crossbeam queue.
pub static QUEUE: Contender = pool("crossbeam ArrayQueue", "crossbeam-queue", BOUNDED, RETURNS);
/// A pool made of a mutex and a vector.
pub static MUTEX: Contender = Contender {
    name: "Mutex<Vec>",
    package: None,
    kind: Kind::Pool { bounded: BOUNDED, returns: RETURNS },
};

/// The contenders whose packages and versions the report lists.
pub static PACKAGED: [&Contender; 15] = [
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
