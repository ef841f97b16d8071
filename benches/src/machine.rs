//! The machine, the compiler and the versions of a run.

use std::env::consts::{ARCH, OS};
use std::process::Command;
use std::{fs, thread};

use jiff::Timestamp;

use crate::table::Table;

/// The compiler that built this program.
const RUSTC: &str = env!("SYNCPOOL_BENCHES_RUSTC");

/// Compiler flags in addition to those of the release profile.
const FLAGS: &str = env!("SYNCPOOL_BENCHES_FLAGS");

/// Dependencies and their versions in the lock file: `name=version`, separated by commas.
const VERSIONS: &str = env!("SYNCPOOL_BENCHES_VERSIONS");

/// The circumstances of the run, as a table.
pub fn table() -> Table {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    let flags = if FLAGS.is_empty() { "none".to_owned() } else { FLAGS.replace('\x1f', " ") };
    let mut table = Table::new(["", "of this run"]);
    table.push(["date", &Timestamp::now().strftime("%Y-%m-%d %H:%M UTC").to_string()]);
    table.push(["processor", &processor()]);
    table.push(["cores", &cores.to_string()]);
    table.push(["system", &system()]);
    table.push(["compiler", RUSTC]);
    table.push(["flags", &flags]);
    table.push(["load before the run", &load().map_or_else(|| "unknown".to_owned(), number)]);
    table
}

fn number(load: f64) -> String {
    format!("{load:.2}")
}

/// The version of a package in the lock file.
pub fn version(package: &str) -> Option<&'static str> {
    let mut versions = VERSIONS.split(',').filter_map(|entry| entry.split_once('='));
    versions.find(|(name, _)| *name == package).map(|(_, version)| version)
}

fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model
        .map(|(_, name)| name.trim().to_owned())
        .or_else(|| ask("sysctl", &["-n", "machdep.cpu.brand_string"]))
        .unwrap_or_else(|| ARCH.to_owned())
}

fn system() -> String {
    ask("uname", &["-srm"]).unwrap_or_else(|| format!("{OS} {ARCH}"))
}

/// The trimmed output of a program that succeeds and prints something.
fn ask(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// Average number of runnable threads during the last minute.
pub fn load() -> Option<f64> {
    let loads = fs::read_to_string("/proc/loadavg").ok()?;
    loads.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contender::PACKAGED;

    #[test]
    fn every_contender_has_a_version() {
        for contender in PACKAGED {
            let package = contender.package.expect("all of the list have a package");
            assert!(version(package).is_some(), "{package} is not among {VERSIONS}");
        }
        assert_eq!(version("syncpool 0.1.6"), Some("0.1.6"));
    }
}
