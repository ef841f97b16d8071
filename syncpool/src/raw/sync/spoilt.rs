//! loom's atomics, of which a test can mutate single operations.
//!
//! The facade exports these under loom. Each operation knows the source location that it was called
//! from. A run of a model collects these locations. `tests/models/mutants.rs` then mutates ("spoils")
//! one operation after another, in every way that suits it, and checks that a model fails. So the
//! source of the raw pool does not mention its mutations, and a new operation is mutated without
//! further work.

use core::fmt;
use core::panic::Location;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use core::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release};

/// A way to spoil an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    /// Its ordering loses the acquire.
    NoAcquire,
    /// Its ordering loses the release.
    NoRelease,
    /// It does not write. A read-modify-write becomes a plain load, which may read an old value.
    NoWrite,
    /// A read-modify-write becomes a load and a store, between which other threads may write.
    Torn,
}

/// One operation in the source, spoilt in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mutant {
    pub(crate) file: &'static str,
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) change: Change,
}

impl Mutant {
    /// The source line of the operation.
    pub(crate) fn code(&self) -> String {
        // The compiler names files relative to the workspace's root, the parent of the package's.
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
        let source = std::fs::read_to_string(std::path::Path::new(path).join(self.file));
        let source = source.expect("the compiler has read this file");
        source
            .lines()
            .nth(self.line as usize - 1)
            .expect("the compiler has read this line")
            .trim()
            .to_owned()
    }
}

impl fmt::Display for Mutant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mutant { file, line, column, change } = self;
        write!(f, "{change:?} at {file}:{line}:{column}: {}", self.code())
    }
}

thread_local! {
    /// The current mutant. All threads of a loom model run on one operating system thread.
    static MUTANT: Cell<Option<Mutant>> = const { Cell::new(None) };
    /// The mutants of all operations that this thread has executed.
    static SEEN: RefCell<BTreeSet<Mutant>> = const { RefCell::new(BTreeSet::new()) };
}

/// Runs `body` and returns the mutants of all operations that it executed.
pub(crate) fn observe(body: impl FnOnce()) -> BTreeSet<Mutant> {
    SEEN.take();
    body();
    SEEN.take()
}

/// Runs `body` with one operation spoilt.
pub(crate) fn with_mutant<R>(mutant: Mutant, body: impl FnOnce() -> R) -> R {
    MUTANT.set(Some(mutant));
    let result = body();
    MUTANT.set(None);
    result
}

/// How the current mutant spoils the operation at the caller's location, if it does. `order` is the
/// ordering of the operation, and `changes` are the ways to spoil it. Without a mutant, notes the
/// mutants that the operation has.
#[track_caller]
pub(crate) fn change(order: Ordering, changes: &[Change]) -> Option<Change> {
    let at = Location::caller();
    let mutant = |change| Mutant { file: at.file(), line: at.line(), column: at.column(), change };
    match MUTANT.get() {
        Some(current) => {
            let change = current.change;
            (mutant(change) == current && changes.contains(&change)).then_some(change)
        }
        None => {
            let acquires = (acquires(order), Change::NoAcquire);
            let releases = (releases(order), Change::NoRelease);
            let orders = [acquires, releases].into_iter().filter_map(|(is, it)| is.then_some(it));
            let writes = changes.iter().copied().filter(|it| *it >= Change::NoWrite);
            SEEN.with_borrow_mut(|seen| seen.extend(orders.chain(writes).map(mutant)));
            None
        }
    }
}

fn acquires(order: Ordering) -> bool {
    matches!(order, Acquire | AcqRel)
}

fn releases(order: Ordering) -> bool {
    matches!(order, Release | AcqRel)
}

/// `order` after `change`.
fn weakened(order: Ordering, change: Option<Change>) -> Ordering {
    let acquires = acquires(order) && change != Some(Change::NoAcquire);
    let releases = releases(order) && change != Some(Change::NoRelease);
    match (acquires, releases) {
        (true, true) => AcqRel,
        (true, false) => Acquire,
        (false, true) => Release,
        (false, false) => Relaxed,
    }
}

/// The ordering of the load in a read-modify-write of ordering `order`.
fn of_load(order: Ordering) -> Ordering {
    weakened(order, Some(Change::NoRelease))
}

/// The ordering of the store in a read-modify-write of ordering `order`.
fn of_store(order: Ordering) -> Ordering {
    weakened(order, Some(Change::NoAcquire))
}

const LOAD: &[Change] = &[Change::NoAcquire];
const STORE: &[Change] = &[Change::NoRelease, Change::NoWrite];
const UPDATE: &[Change] = &[Change::NoAcquire, Change::NoRelease, Change::NoWrite, Change::Torn];

/// An atomic that a thread writes to before it loads another one, so that loom tries all orders.
///
/// loom remembers only the last access to an atomic, and takes two loads for independent. Assume that
/// thread A loads an atomic, and thread B then loads and changes it. B's load hides A's load from loom,
/// which therefore never tries the order in which B's change comes before A's load. (This was seen in
/// loom 0.7.3; `loads_hide_no_order` fails without the gate.) A store before each load, which no thread
/// reads, makes loads dependent. It does not order anything that the program could observe.
#[derive(Debug)]
struct Gate(loom::sync::atomic::AtomicBool);

impl Gate {
    fn new() -> Self {
        Gate(loom::sync::atomic::AtomicBool::new(false))
    }

    fn pass(&self) {
        self.0.store(true, Relaxed);
    }
}

macro_rules! atomic {
    ($name:ident $(<$t:ident>)?, $value:ty) => {
        #[derive(Debug)]
        pub(crate) struct $name $(<$t>)? (loom::sync::atomic::$name $(<$t>)?, Gate);

        #[allow(dead_code, reason = "the raw pool does not use every operation of every type")]
        impl $(<$t>)? $name $(<$t>)? {
            pub(crate) fn new(value: $value) -> Self {
                $name(loom::sync::atomic::$name::new(value), Gate::new())
            }

            #[track_caller]
            pub(crate) fn load(&self, order: Ordering) -> $value {
                self.1.pass();
                self.0.load(weakened(order, change(order, LOAD)))
            }

            #[track_caller]
            pub(crate) fn store(&self, value: $value, order: Ordering) {
                match change(order, STORE) {
                    Some(Change::NoWrite) => {}
                    change => self.0.store(value, weakened(order, change)),
                }
            }

            #[track_caller]
            pub(crate) fn swap(&self, value: $value, order: Ordering) -> $value {
                match change(order, UPDATE) {
                    Some(Change::NoWrite) => self.0.load(of_load(order)),
                    Some(Change::Torn) => {
                        let before = self.0.load(of_load(order));
                        self.0.store(value, of_store(order));
                        before
                    }
                    change => self.0.swap(value, weakened(order, change)),
                }
            }

            #[track_caller]
            pub(crate) fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                let change = change(success, UPDATE);
                match change {
                    Some(Change::NoWrite | Change::Torn) => {
                        let before = self.0.load(of_load(success));
                        if before != current {
                            return Err(before);
                        }
                        if change == Some(Change::Torn) {
                            self.0.store(new, of_store(success));
                        }
                        Ok(before)
                    }
                    change => {
                        let success = weakened(success, change);
                        self.0.compare_exchange(current, new, success, failure)
                    }
                }
            }

            #[track_caller]
            pub(crate) fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                self.compare_exchange(current, new, success, failure)
            }

            #[track_caller]
            pub(crate) fn fetch_update(
                &self,
                success: Ordering,
                failure: Ordering,
                update: impl Fn($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                let mut current = self.load(failure);
                while let Some(new) = update(current) {
                    match self.compare_exchange(current, new, success, failure) {
                        Ok(before) => return Ok(before),
                        Err(changed) => current = changed,
                    }
                }
                Err(current)
            }
        }
    };
}

macro_rules! arithmetic {
    ($name:ident, $value:ty, $($fetch:ident => $apply:expr;)*) => {
        #[allow(dead_code, reason = "the raw pool does not use every operation of every type")]
        impl $name {
            $(
                #[track_caller]
                pub(crate) fn $fetch(&self, operand: $value, order: Ordering) -> $value {
                    match change(order, UPDATE) {
                        Some(Change::NoWrite) => self.0.load(of_load(order)),
                        Some(Change::Torn) => {
                            let before = self.0.load(of_load(order));
                            let apply: fn($value, $value) -> $value = $apply;
                            self.0.store(apply(before, operand), of_store(order));
                            before
                        }
                        change => self.0.$fetch(operand, weakened(order, change)),
                    }
                }
            )*
        }
    };
    ($($name:ident, $value:ty;)*) => {
        $(
            arithmetic! {
                $name, $value,
                fetch_add => <$value>::wrapping_add;
                fetch_sub => <$value>::wrapping_sub;
                fetch_or => |a, b| a | b;
                fetch_and => |a, b| a & b;
                fetch_min => |a, b| a.min(b);
            }
        )*
    };
}

atomic!(AtomicBool, bool);
atomic!(AtomicPtr<T>, *mut T);
atomic!(AtomicU32, u32);
atomic!(AtomicU64, u64);
atomic!(AtomicUsize, usize);

arithmetic! {
    AtomicU32, u32;
    AtomicU64, u64;
    AtomicUsize, usize;
}

#[test]
fn loads_hide_no_order() {
    static SEEN: std::sync::Mutex<BTreeSet<u64>> = std::sync::Mutex::new(BTreeSet::new());
    loom::model(|| {
        let word = std::sync::Arc::new(AtomicU64::new(0));
        let other = std::sync::Arc::clone(&word);
        word.fetch_or(1, AcqRel);
        let other = loom::thread::spawn(move || {
            other.load(Relaxed);
            other.fetch_or(2, AcqRel);
        });
        SEEN.lock().unwrap().insert(word.load(Relaxed));
        other.join().unwrap();
    });
    assert_eq!(SEEN.lock().unwrap().len(), 2, "loom tries both orders");
}
