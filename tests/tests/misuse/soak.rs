//! The program `soak`, with right and with wrong arguments.

use std::process::{Command, Output};

fn soak(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_soak")).args(arguments).output().expect("it starts")
}

#[test]
fn a_short_soak_finds_nothing() {
    let output = soak(&["--threads", "17", "--seconds", "1"]);
    let report = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{report}");
    assert!(report.ends_with("\n0 violations\n"), "{report}");
    for pool in ["static pool of 64: ", "run-time pool of 300, shared: "] {
        assert!(report.contains(pool), "{report}");
    }
}

/// The soak sees the faults of a broken pool, and its exit status says so.
#[test]
fn what_is_wrong_is_told() {
    for (fault, told) in
        [("two-owners", "was handed out while it had an owner"), ("lost", "made, but")]
    {
        let output = soak(&["--threads", "4", "--seconds", "10", "--plant", fault]);
        let report = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{fault}: {report}");
        assert!(report.contains("violation: ") && report.contains(told), "{fault}: {report}");
    }
}

#[test]
fn wrong_arguments_are_refused_in_one_line() {
    for arguments in [
        &["--threads", "0"][..],
        &["--threads", "many"],
        &["--seconds", "-1"],
        &["--seconds"],
        &["--speed", "9"],
        &["now"],
    ] {
        let output = soak(arguments);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert_eq!(told.lines().count(), 1, "{arguments:?}: {told}");
        assert!(told.starts_with("error: ") && output.stdout.is_empty(), "{arguments:?}: {told}");
    }
}
