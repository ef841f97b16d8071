//! The pools under test.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use syncpool::{Drained, Poolable, Pooled, Stats, SyncPool, pool};

use crate::Fault;
use crate::canary::{Canary, Ledger};
use crate::fixture::{Audited, Fixture, Subject};
use crate::worker::{PoolWorker, Worker};

/// Implements the functions that every kind of pool has and the trait `Pool` has not.
macro_rules! subject {
    ($handle:ty: |$self:ident| $pool:expr) => {
        impl Subject for $handle {
            fn capacity(&$self) -> usize {
                $pool.capacity()
            }
            fn len(&$self) -> usize {
                $pool.len()
            }
            fn refill(&$self, count: usize) -> usize {
                $pool.refill(count)
            }
            fn trim(&$self, keep: usize) -> usize {
                $pool.trim(keep)
            }
            fn stats(&$self) -> Stats {
                $pool.stats()
            }
            fn get_or_make(&$self, make: impl FnOnce() -> Option<Canary>) -> Option<Pooled<Self>> {
                let canary = $pool.get_or_try(|| make().ok_or(())).ok()?;
                Some(Pooled::new(Pooled::into_box(canary), $self.clone()))
            }
            fn get_checked(&$self, check: &mut impl FnMut(&mut Canary) -> bool) -> Pooled<Self> {
                Pooled::new(Pooled::into_box($pool.get_checked(check)), $self.clone())
            }
            fn drain_reachable(&$self) -> Drained<Canary> {
                $pool.drain_reachable()
            }
        }
    };
}

subject!(&'static SyncPool<Canary>: |self| (**self));
subject!(Arc<SyncPool<Canary>>: |self| (**self));

/// A run-time pool of `size`, a third of which was added by `expand`.
fn run_time(size: usize, ledger: &'static Ledger) -> SyncPool<Canary> {
    let first = size - size / 3;
    let pool = SyncPool::builder().init(move || Canary::new(ledger)).capacity(first).build();
    if first < size && !pool.allow_expansion(true).expand(size - first) {
        crate::violations::report(format!("{}: could not be expanded", ledger.pool));
    }
    pool
}

static LEDGER_OF_PASSING: Ledger = Ledger::new("run-time pools that come and go");

/// A pool that lives for a moment. Pools with the next numbers are of other kinds.
pub(crate) fn passing_pool(number: usize) -> SyncPool<Canary> {
    let builder = SyncPool::builder().init(|| Canary::new(&LEDGER_OF_PASSING));
    let builder = builder.capacity([16, 4, 100][number % 3]);
    match number % 4 {
        0 => builder.build(),
        1 => builder.adaptive_every(INTERVAL).build(),
        2 => builder.name("passing").build(),
        _ => {
            let builder = builder.name(format!("passing {}", number % 10)).reset(Canary::reset);
            builder.reusable(Canary::is_reusable).build()
        }
    }
}

/// The interval of the adaptive pools.
const INTERVAL: Duration = Duration::from_millis(2);

/// Declares fixtures, each from a handle of a pool and a ledger.
macro_rules! fixtures {
    ($($fixture:ident: $handle:ty = $pool:expr, $ledger:ident;)+) => {
        $(
            static $fixture: LazyLock<Fixture<$handle>> = LazyLock::new(|| Fixture::new($pool, &$ledger));
        )+

        /// Every pool, for the audit.
        pub(crate) fn audited() -> Vec<&'static dyn Audited> {
            vec![$(&*$fixture),+]
        }

        /// The workers of one thread, one for every pool.
        pub(crate) fn workers(number: usize) -> Vec<Box<dyn Worker>> {
            vec![$(Box::new(PoolWorker::new(&*$fixture, number))),+]
        }
    };
}

static LEDGER_8: Ledger = Ledger::new("static pool of 8");
static LEDGER_64: Ledger = Ledger::new("static pool of 64");
static LEDGER_1024: Ledger = Ledger::new("static pool of 1024");
static LEDGER_OF_ADAPTIVE: Ledger = Ledger::new("adaptive static pool of 200");

pool! {
    static STATIC_8: Canary = 8, init = || Canary::new(&LEDGER_8);
    static STATIC_64: Canary = 64, init = || Canary::new(&LEDGER_64);
    static STATIC_1024: Canary = 1024, init = || Canary::new(&LEDGER_1024);
    static ADAPTIVE: Canary =
        200, init = || Canary::new(&LEDGER_OF_ADAPTIVE), retain = adaptive(INTERVAL);
}

subject!(STATIC_8: |self| STATIC_8);
subject!(STATIC_64: |self| STATIC_64);
subject!(STATIC_1024: |self| STATIC_1024);
subject!(ADAPTIVE: |self| ADAPTIVE);

static LEDGER_OF_BORROWED_20: Ledger = Ledger::new("run-time pool of 20, borrowed");
static LEDGER_OF_SHARED_300: Ledger = Ledger::new("run-time pool of 300, shared");

static LEDGER_OF_BUILT_ADAPTIVE: Ledger =
    Ledger::new("adaptive run-time pool of 100, with a reset");

/// Its objects are cleared by a function, and its metrics have a name.
fn built_adaptive() -> SyncPool<Canary> {
    let builder = SyncPool::builder().init(|| Canary::new(&LEDGER_OF_BUILT_ADAPTIVE)).capacity(100);
    let builder = builder.name("adaptive").adaptive_every(INTERVAL);
    builder.reset(Canary::reset).reusable(Canary::is_reusable).build()
}

static BORROWED_20: LazyLock<SyncPool<Canary>> =
    LazyLock::new(|| run_time(20, &LEDGER_OF_BORROWED_20));

fixtures! {
    FIXTURE_OF_STATIC_8: STATIC_8 = STATIC_8.handle(), LEDGER_8;
    FIXTURE_OF_STATIC_64: STATIC_64 = STATIC_64.handle(), LEDGER_64;
    FIXTURE_OF_STATIC_1024: STATIC_1024 = STATIC_1024.handle(), LEDGER_1024;
    FIXTURE_OF_ADAPTIVE: ADAPTIVE = ADAPTIVE.handle(), LEDGER_OF_ADAPTIVE;
    FIXTURE_OF_BORROWED_20: &'static SyncPool<Canary> = &BORROWED_20, LEDGER_OF_BORROWED_20;
    FIXTURE_OF_SHARED_300: Arc<SyncPool<Canary>> =
        Arc::new(run_time(300, &LEDGER_OF_SHARED_300)), LEDGER_OF_SHARED_300;
    FIXTURE_OF_BUILT_ADAPTIVE: Arc<SyncPool<Canary>> =
        Arc::new(built_adaptive()), LEDGER_OF_BUILT_ADAPTIVE;
}

/// Does once what a pool with the fault would do.
pub(crate) fn plant(fault: Fault) {
    let canary = STATIC_64.get();
    canary.check_out(1);
    match fault {
        Fault::TwoOwners => canary.check_out(2),
        // Only the ledger knows that the object is lost.
        Fault::Lost => canary.forget(),
    }
}
