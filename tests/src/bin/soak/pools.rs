//! The pools under test.

use std::sync::LazyLock;

use syncpool::{Stats, pool};

use crate::hand::{Hand, Worker};
use crate::line::{Audited, Line, Subject};
use crate::parcel::{Ledger, Parcel};

/// Declares static pools with their books.
macro_rules! static_pools {
    ($($name:ident: $size:literal, $books:ident, $line:ident;)+) => {
        $(
            static $books: Ledger = Ledger::new(stringify!($name));
            pool!(static $name: Parcel = $size, init = || Parcel::new(&$books));
            static $line: LazyLock<Line<$name>> =
                LazyLock::new(|| Line::new($name.handle(), &$books));

            impl Subject for $name {
                fn capacity(&self) -> usize {
                    $name.capacity()
                }
                fn len(&self) -> usize {
                    $name.len()
                }
                fn refill(&self, count: usize) -> usize {
                    $name.refill(count)
                }
                fn trim(&self, keep: usize) -> usize {
                    $name.trim(keep)
                }
                fn stats(&self) -> Stats {
                    $name.stats()
                }
            }
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

static_pools! {
    STATIC_8: 8, BOOKS_8, LINE_8;
    STATIC_64: 64, BOOKS_64, LINE_64;
    STATIC_1024: 1024, BOOKS_1024, LINE_1024;
}
