//! What was found to be wrong.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

static COUNT: AtomicU64 = AtomicU64::new(0);
static FIRST: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Violations that are printed; the rest are counted.
const PRINTED: usize = 10;

/// Takes down what is wrong. It does not panic: that would be one of the things under test.
#[cold]
pub(crate) fn report(message: impl Into<String>) {
    COUNT.fetch_add(1, Ordering::SeqCst);
    let mut first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
    if first.len() < PRINTED {
        first.push(message.into());
    }
}

pub(crate) fn any() -> bool {
    COUNT.load(Ordering::SeqCst) > 0
}

/// Prints what was found. Tells whether there was anything.
pub(crate) fn print() -> bool {
    for message in &*FIRST.lock().unwrap_or_else(PoisonError::into_inner) {
        println!("violation: {message}");
    }
    println!("{} violations", COUNT.load(Ordering::SeqCst));
    any()
}
