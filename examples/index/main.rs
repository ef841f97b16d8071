//! Indexes texts, with pools and without, and compares the two.

#![forbid(unsafe_code)]

mod cli;
mod corpus;
mod document;
mod escaped;
mod figures;
mod job;
mod memory;
mod report;
mod source;
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
use crate::source::Source;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() -> ExitCode {
    let options = match Options::read() {
        Ok(options) => options,
        Err(status) => return ExitCode::from(status),
    };
    let report = compare(&options);
    if let Err(error) = io::stdout().write_all(report.to_string().as_bytes()) {
        eprintln!("error: cannot write the report: {error}");
        return ExitCode::FAILURE;
    }
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
    let source = Source::new(options.folder.as_deref(), options.logs);
    let job = Job {
        source: &source,
        threads: options.threads,
        max_bytes: options.max_bytes,
        progress: &progress,
    };
    let mut report = Report::new(options, job.warm());
    if report.documents() > 0 {
        progress.set_position(0);
        progress.set_length(report.documents());
        for round in 0..options.rounds {
            // Both go first equally often.
            if round % 2 == 0 {
                report.fresh.push(job.run::<Fresh>(0));
                report.pools.push(job.run::<Pools>(report.kept()));
            } else {
                report.pools.push(job.run::<Pools>(report.kept()));
                report.fresh.push(job.run::<Fresh>(0));
            }
        }
    }
    progress.finish_and_clear();
    report
}
