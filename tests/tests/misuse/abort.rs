//! A program built with `panic = "abort"`.

#![cfg(unix)]

use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::Command;

/// Builds the program `abort` with that panic strategy. The libraries are as they are in any build:
/// what they do when nothing unwinds is decided by the program.
fn build() -> PathBuf {
    // The folder of this build, so that only the program itself is built anew.
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("..");
    let built = Command::new(env!("CARGO"))
        .args(["rustc", "--quiet", "--package", "syncpool-tests", "--bin", "abort"])
        .args(["--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")])
        .arg("--target-dir")
        .arg(&target)
        .args(["--", "-Cpanic=abort"])
        .status()
        .expect("cargo runs");
    assert!(built.success(), "the program was not built");
    target.join("debug").join("abort")
}

/// All is well while nothing panics. A panic ends the program at once, wherever it comes from, and
/// runs no destructor: not of a guard either.
#[test]
fn a_panic_aborts() {
    let program = build();
    let run = |argument: &str| Command::new(&program).arg(argument).output().expect("it starts");

    let well = run("not at all");
    assert!(well.status.success(), "{}", String::from_utf8_lossy(&well.stderr));

    for argument in ["scope", "reset"] {
        let output = run(argument);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.signal(), Some(libc::SIGABRT), "{argument}: {told}");
        assert_eq!(told.matches("planned").count(), 1, "{argument}: {told}");
        assert_eq!(output.stdout, b"10 idle\n", "{argument}");
    }
}
