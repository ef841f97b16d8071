//! Passes the compiler, its flags and the contenders' versions to the report.

use std::env;
use std::error::Error;
use std::fs;
use std::process::Command;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../Cargo.lock");
    println!("cargo::rerun-if-env-changed=CARGO_ENCODED_RUSTFLAGS");

    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let version = String::from_utf8(Command::new(rustc).arg("--version").output()?.stdout)?;
    println!("cargo::rustc-env=SYNCPOOL_BENCHES_RUSTC={}", version.trim());

    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    println!("cargo::rustc-env=SYNCPOOL_BENCHES_FLAGS={flags}");

    let lock = fs::read_to_string("../Cargo.lock")?;
    println!("cargo::rustc-env=SYNCPOOL_BENCHES_VERSIONS={}", versions(&lock).join(","));
    Ok(())
}

/// This package's dependencies as `name=version`.
///
/// The lock file writes `name` for a package with one version, and `name version` for one with
/// several. The result keeps this name, except for the package of this workspace.
fn versions(lock: &str) -> Vec<String> {
    let packages = || lock.split("[[package]]").filter_map(|entry| Some((entry, name(entry)?)));
    let locked = |dependency: &str| {
        let entry = packages().find(|(_, name)| *name == dependency)?.0;
        value(entry, "version")
    };
    let own = packages().find(|(_, name)| *name == "syncpool-benches").map(|(entry, _)| entry);
    let list = own.and_then(|entry| entry.split("dependencies = [").nth(1)).unwrap_or_default();
    let dependencies = list.split(']').next().unwrap_or_default().split('"').skip(1).step_by(2);
    let pairs = dependencies.filter_map(|dependency| match dependency.split_once(' ') {
        Some(("syncpool", version)) if version == env!("CARGO_PKG_VERSION") => {
            Some(format!("syncpool={version}"))
        }
        Some((_, version)) => Some(format!("{dependency}={version}")),
        None => Some(format!("{dependency}={}", locked(dependency)?)),
    });
    pairs.collect()
}

fn name(entry: &str) -> Option<&str> {
    value(entry, "name")
}

/// The value of a key in an entry.
fn value<'a>(entry: &'a str, key: &str) -> Option<&'a str> {
    let line = entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))?;
    line.strip_suffix('"')
}
