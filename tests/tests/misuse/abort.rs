//! A program built with `panic = "abort"`.

#![cfg(unix)]

use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::Command;

/// Builds the program `abort` with that panic strategy. The libraries are built as usual: the program
/// alone decides whether a panic unwinds.
fn build() -> PathBuf {
    // The target folder of this build, so that only the program itself is compiled.
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

/// Without a panic the program ends well. A panic ends the program at once, and runs no destructor,
/// not of a guard either.
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
