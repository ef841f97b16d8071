//! Soaks pools: many threads do all that programs do to pools, for as long as asked. Every object
//! detects a second owner, and the counts of objects are audited.
//!
//! ```text
//! cargo run --release -p syncpool-tests --bin soak -- --threads 64 --seconds 60
//! ```
//!
//! The exit status is 0 if no violation was found, 1 if one was, 2 if the arguments are wrong.

mod audit;
mod canary;
mod fixture;
mod gate;
mod hooks;
mod pools;
mod report;
mod violations;
mod worker;

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;
use clap::error::ErrorKind;

use crate::gate::Gate;
use crate::report::Progress;
use crate::worker::Role;

/// Soaks pools and audits their counts.
#[derive(Debug, Parser)]
struct Args {
    /// Threads that use the pools at once, besides the short-lived ones.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: u16,
    /// How long to go on.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=604_800))]
    seconds: u32,
    /// Plants a fault, to show that it is noticed.
    #[arg(long, hide = true)]
    plant: Option<Fault>,
}

/// A fault that a broken pool would have.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Fault {
    /// Hands an object to two owners.
    TwoOwners,
    /// Loses an object.
    Lost,
}

/// The time between two audits.
const AUDIT_EVERY: Duration = Duration::from_millis(100);

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return refuse(&error),
    };
    let gate = Gate::new();
    let stop = AtomicBool::new(false);
    let mut progress = Progress::new(args.seconds);
    let began = Instant::now();

    thread::scope(|scope| {
        let (gate, stop, count) = (&gate, &stop, usize::from(args.threads));
        let threads: Vec<_> =
            (0..count).map(|number| scope.spawn(move || work(number, count, gate, stop))).collect();
        args.plant.into_iter().for_each(pools::plant);
        while began.elapsed() < Duration::from_secs(args.seconds.into()) && !violations::any() {
            thread::sleep(AUDIT_EVERY);
            gate.close(audit::sample);
            progress.show(began.elapsed());
        }
        stop.store(true, Ordering::Relaxed);
        // The end of the scope does not wait for the destructors of thread-locals; a join does.
        for thread in threads {
            if thread.join().is_err() {
                violations::report("a thread panicked");
            }
        }
    });
    progress.finish();
    audit::settle();
    report::print(args.threads, began.elapsed());
    if violations::print() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Prints the help, or one line that says which argument is wrong.
fn refuse(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        print!("{error}");
        return ExitCode::SUCCESS;
    }
    let text = error.to_string();
    eprintln!("{}", text.lines().next().unwrap_or("error: the arguments can't be read"));
    ExitCode::from(2)
}

/// The life of one thread: one batch of work after the other, and the gate before each.
///
/// A thread keeps its role if the number of threads is a multiple of the number of roles. Otherwise
/// its role changes with each batch.
fn work(number: usize, threads: usize, gate: &Gate, stop: &AtomicBool) {
    let mut workers = pools::workers(number);
    for batch in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let role = Role::ALL[(number + batch * threads) % Role::ALL.len()];
        gate.pass(|| workers.iter_mut().for_each(|worker| worker.work(role)));
    }
}
