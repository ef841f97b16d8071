//! The violations that were found.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

static COUNT: AtomicU64 = AtomicU64::new(0);
static FIRST: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The most violations that are printed. The others are counted.
const PRINTED: usize = 10;

/// Records a violation. It does not panic, because panics are among the things under test.
#[cold]
pub(crate) fn report(message: impl Into<String>) {
    COUNT.fetch_add(1, Ordering::SeqCst);
    let mut first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
    if first.len() < PRINTED {
        first.push(message.into());
    }
}

pub(crate) fn any() -> bool {
    count() > 0
}

pub(crate) fn count() -> u64 {
    COUNT.load(Ordering::SeqCst)
}

/// Prints the violations. Returns whether there were any.
pub(crate) fn print() -> bool {
    for message in &*FIRST.lock().unwrap_or_else(PoisonError::into_inner) {
        println!("violation: {message}");
    }
    println!("{} violations", count());
    any()
}
