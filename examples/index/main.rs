//! Indexes every text file below a folder, with pools and without, and compares the two.

#![forbid(unsafe_code)]

mod cli;
mod document;
mod job;
mod memory;
mod report;
mod totals;
mod vocabulary;
mod walk;

use std::io::{self, Write};
use std::process::ExitCode;

use support::counting::Counting;

use crate::cli::Options;
use crate::job::Job;
use crate::memory::{Fresh, Pools};
use crate::report::Report;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() -> ExitCode {
    let options = match Options::read() {
        Ok(options) => options,
        Err(status) => return status,
    };
    let report = compare(&options);
    // An error is of no use here: standard output is closed.
    let _ = io::stdout().write_all(report.to_string().as_bytes());
    match report.disagreement() {
        None => ExitCode::SUCCESS,
        Some(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the job alternately with fresh allocations and with pools.
fn compare(options: &Options) -> Report {
    let progress = report::progress();
    let job = Job {
        folder: &options.folder,
        threads: options.threads(),
        max_bytes: options.max_bytes,
        progress: &progress,
    };
    let mut report = Report::new(options, job.warm());
    progress.set_position(0);
    progress.set_length(report.documents());
    for round in 0..options.rounds {
        // Both go first equally often.
        if round % 2 == 0 {
            report.fresh.push(job.run::<Fresh>());
            report.pools.push(job.run::<Pools>());
        } else {
            report.pools.push(job.run::<Pools>());
            report.fresh.push(job.run::<Fresh>());
        }
    }
    progress.finish_and_clear();
    report
}
