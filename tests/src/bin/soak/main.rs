//! Soaks pools: many threads do all that programs do to pools, for as long as asked, while every
//! object watches for a second owner and the books are audited.
//!
//! ```text
//! cargo run --release -p syncpool-tests --bin soak -- --threads 64 --seconds 60
//! ```
//!
//! It ends with status 0 if nothing was wrong, 1 if something was, 2 if it was called wrongly.

mod audit;
mod gate;
mod hand;
mod hooks;
mod line;
mod parcel;
mod pools;
mod report;
mod violations;

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;
use clap::error::ErrorKind;

use crate::gate::Gate;
use crate::hand::Role;
use crate::report::Progress;

/// Soaks pools and audits their books.
#[derive(Debug, Parser)]
struct Args {
    /// Threads that use the pools at once, besides the short-lived ones.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: u16,
    /// How long to go on.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=604_800))]
    seconds: u32,
    /// Commits a crime, to show that it is noticed.
    #[arg(long, hide = true)]
    plant: Option<Crime>,
}

/// What a broken pool would do.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Crime {
    /// Hands an object to two owners.
    TwoOwners,
    /// Loses an object.
    Lost,
}

/// Between two audits.
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
        args.plant.into_iter().for_each(pools::commit);
        while began.elapsed() < Duration::from_secs(args.seconds.into()) && !violations::any() {
            thread::sleep(AUDIT_EVERY);
            gate.close(audit::sample);
            progress.show(began.elapsed());
        }
        stop.store(true, Ordering::Relaxed);
        // The scope alone would not wait for the destructors of their thread-locals.
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

/// Tells in one line what is wrong with the arguments, or what they can be.
fn refuse(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        print!("{error}");
        return ExitCode::SUCCESS;
    }
    let text = error.to_string();
    eprintln!("{}", text.lines().next().unwrap_or("error: the arguments can't be read"));
    ExitCode::from(2)
}

/// The life of one thread: one batch of work after the other, the gate passed between any two.
///
/// A thread has the same role from one batch to the next if there are as many threads as roles, or
/// a multiple of them; fewer threads take all roles in turns.
fn work(number: usize, threads: usize, gate: &Gate, stop: &AtomicBool) {
    let mut hands = pools::hire(number);
    for batch in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let role = Role::ALL[(number + batch * threads) % Role::ALL.len()];
        gate.pass(|| hands.iter_mut().for_each(|hand| hand.work(role)));
    }
}
