//! Programs as their tests see them: their output and their exit status.

use std::process::{Command, Output};

/// Runs a program to its end.
///
/// # Panics
///
/// If the program does not start.
#[must_use]
pub fn run(program: &str, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).output().expect("the program starts")
}

/// Asserts that a program says what is wrong with its arguments in one line, and ends with status 2.
///
/// # Panics
///
/// If it does not.
#[track_caller]
pub fn assert_refused(program: &str, arguments: &[&str], message: &str) {
    let output = run(program, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert!(errors.starts_with("error: ") && errors.contains(message), "{errors}");
    assert!(output.stdout.is_empty(), "{output:?}");
}
