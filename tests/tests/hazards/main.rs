//! The hazards that other pools met: a test for each, which fails without its cure.
//!
//! The tests of magazines that do not circulate are a program of their own, `circulation`.
//!
//! The comment of a test names the cure: the rule of the core without which the test fails.

mod bound;
mod crowd;
mod huge;
mod panics;
mod reentrancy;
mod seldom;
mod stack;
mod stranded;
mod thread_locals;

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs the life of a thread that others wait for at a barrier. A panic in it ends the program:
/// otherwise the others would wait for ever.
fn vital<R>(life: impl FnOnce() -> R) -> R {
    catch_unwind(AssertUnwindSafe(life)).unwrap_or_else(|_| std::process::exit(101))
}

/// Runs `action`, which must panic with a message that contains `message`.
fn panics_with(message: &str, action: impl FnOnce()) {
    let payload = catch_unwind(AssertUnwindSafe(action)).expect_err("it was to panic");
    let found = payload
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    assert!(found.contains(message), "{found:?} does not contain {message:?}");
}
