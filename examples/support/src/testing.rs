//! Programs as their tests see them: their output and their exit status.

use std::env;
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::SystemTime;

/// The path of an example, for a test of its package. `cargo test` has built it, but not `cargo test --test NAME`.
///
/// # Panics
///
/// If the example is not built, or was built before its sources changed.
#[must_use]
pub fn example(name: &str) -> String {
    let test = env::current_exe().expect("the path of the test");
    let folder = test.parent().and_then(Path::parent).expect("target/debug").join("examples");
    let program = folder.join(format!("{name}{EXE_SUFFIX}"));
    let changed = |path: &Path| fs::metadata(path)?.modified();
    let built = changed(&program).unwrap_or(SystemTime::UNIX_EPOCH);
    // "PROGRAM: SOURCE SOURCE ...", with `\ ` for a space in a path.
    let sources = fs::read_to_string(folder.join(format!("{name}.d"))).unwrap_or_default();
    let sources = sources.lines().next().unwrap_or_default().replace("\\ ", "\0");
    let mut sources = sources.split(' ').skip(1).map(|path| path.replace('\0', " ")).peekable();
    let is_older = |source: String| changed(source.as_ref()).is_ok_and(|time| time <= built);
    assert!(
        sources.peek().is_some() && sources.all(is_older),
        "{} is missing or old: build it by `cargo test` without `--test`",
        program.display()
    );
    program.into_os_string().into_string().expect("a path in UTF-8")
}

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
