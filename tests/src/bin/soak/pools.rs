//! The pools under test.

use std::sync::{Arc, LazyLock};

use syncpool::{Stats, SyncPool, pool};

use crate::Crime;
use crate::hand::{Hand, Worker};
use crate::line::{Audited, Line, Subject};
use crate::parcel::{Ledger, Parcel};

/// The functions that every kind of pool has and `Pool` has not.
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
        }
    };
}

subject!(&'static SyncPool<Parcel>: |self| (**self));
subject!(Arc<SyncPool<Parcel>>: |self| (**self));

/// A run-time pool of `size`, of which a third was added after it was made.
fn run_time(size: usize, books: &'static Ledger) -> SyncPool<Parcel> {
    let first = size - size / 3;
    let pool = SyncPool::builder().init(move || Parcel::new(books)).capacity(first).build();
    if first < size && !pool.allow_expansion(true).expand(size - first) {
        crate::violations::report(format!("{}: could not be expanded", books.pool));
    }
    pool
}

/// Declares lines, by the pool's handle and its books.
macro_rules! lines {
    ($($line:ident: $handle:ty = $pool:expr, $books:ident;)+) => {
        $(
            static $line: LazyLock<Line<$handle>> = LazyLock::new(|| Line::new($pool, &$books));
        )+

        /// Every pool, for the audit.
        pub(crate) fn audited() -> Vec<&'static dyn Audited> {
            vec![$(&*$line),+]
        }

        /// A thread's hand at every pool.
        pub(crate) fn hire(number: usize) -> Vec<Box<dyn Hand>> {
            vec![$(Box::new(Worker::new(&*$line, number))),+]
        }
    };
}

static BOOKS_8: Ledger = Ledger::new("static pool of 8");
static BOOKS_64: Ledger = Ledger::new("static pool of 64");
static BOOKS_1024: Ledger = Ledger::new("static pool of 1024");

pool! {
    static STATIC_8: Parcel = 8, init = || Parcel::new(&BOOKS_8);
    static STATIC_64: Parcel = 64, init = || Parcel::new(&BOOKS_64);
    static STATIC_1024: Parcel = 1024, init = || Parcel::new(&BOOKS_1024);
}

subject!(STATIC_8: |self| STATIC_8);
subject!(STATIC_64: |self| STATIC_64);
subject!(STATIC_1024: |self| STATIC_1024);

static BOOKS_OF_BORROWED_20: Ledger = Ledger::new("run-time pool of 20, borrowed");
static BOOKS_OF_SHARED_300: Ledger = Ledger::new("run-time pool of 300, shared");

static BORROWED_20: LazyLock<SyncPool<Parcel>> =
    LazyLock::new(|| run_time(20, &BOOKS_OF_BORROWED_20));

lines! {
    LINE_OF_STATIC_8: STATIC_8 = STATIC_8.handle(), BOOKS_8;
    LINE_OF_STATIC_64: STATIC_64 = STATIC_64.handle(), BOOKS_64;
    LINE_OF_STATIC_1024: STATIC_1024 = STATIC_1024.handle(), BOOKS_1024;
    LINE_OF_BORROWED_20: &'static SyncPool<Parcel> = &BORROWED_20, BOOKS_OF_BORROWED_20;
    LINE_OF_SHARED_300: Arc<SyncPool<Parcel>> =
        Arc::new(run_time(300, &BOOKS_OF_SHARED_300)), BOOKS_OF_SHARED_300;
}

/// Does what a broken pool would do, once.
pub(crate) fn commit(crime: Crime) {
    let parcel = STATIC_64.get();
    parcel.check_out(1);
    match crime {
        Crime::TwoOwners => parcel.check_out(2),
        // Only the books are told that it is out of reach.
        Crime::Lost => parcel.forget(),
    }
}
