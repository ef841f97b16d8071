//! The last column of README.md's table "How it compares": the locked instructions that a get and its give-back
//! execute, together, on a thread that is warm and alone.
//!
//! The test runs itself as a child for each pool, executes the child instruction by instruction, and decodes each. A
//! locked instruction has the prefix `lock`, or exchanges a register with memory.

#![forbid(unsafe_code)]

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod cases;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod steps;

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
fn main() {
    use std::{env, fs};

    if let Ok(name) = env::var(steps::CASE) {
        let (_, run) = cases::ALL.into_iter().find(|(case, _)| *case == name).expect("a case");
        return run();
    }
    let (path, mut wrong) = (concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md"), 0);
    let readme = fs::read_to_string(path).expect("README.md is there");
    for (name, _) in cases::ALL {
        let counted = steps::locked(name);
        let row = readme.lines().find_map(|line| line.strip_prefix(&format!("| {name} |")));
        let told = row.and_then(|row| row.trim_end_matches(" |").rsplit("| ").next());
        let is_right = told == Some(&counted.to_string()) || name == cases::NOTHING && counted == 0;
        println!(
            "{name}: {counted}{}",
            if is_right { "" } else { ", which README.md does not tell" }
        );
        wrong += u32::from(!is_right);
    }
    assert_eq!(wrong, 0, "README.md's table is wrong");
}

#[cfg(not(all(target_arch = "x86_64", target_os = "linux")))]
fn main() {}
