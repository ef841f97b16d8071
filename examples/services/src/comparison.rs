//! Runs a job with several sources of memory.

use std::fmt::Debug;
use std::io::{self, Write};
use std::process;
use std::thread;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use hdrhistogram::Histogram;
use support::counting;

use crate::report::{Costs, Report};

/// The options that all services have.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// The source of the memory
    #[arg(short, long, value_name = "SOURCE", default_value = "both")]
    memory: Memory,

    /// Times that each run is done; the report gives medians
    #[arg(short, long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=100))]
    rounds: u16,

    /// The program gives up after so many seconds
    #[arg(short, long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u16).range(1..=3600))]
    seconds: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Memory {
    /// Fresh allocations and pools, and what else the program compares them with
    Both,
    /// Pools alone
    Pools,
    /// Fresh allocations alone
    Fresh,
}

/// The result of a run and its costs.
#[derive(Debug)]
pub struct Outcome<R> {
    result: R,
    costs: Costs,
}

impl<R> Outcome<R> {
    /// Does the work, which consists of so many units.
    ///
    /// # Errors
    ///
    /// The error of the work.
    pub fn measure(units: u64, work: impl FnOnce() -> io::Result<R>) -> io::Result<Outcome<R>> {
        let (started, before) = (Instant::now(), counting::on_all_threads());
        let result = work()?;
        let time = started.elapsed();
        let allocations = counting::on_all_threads() - before;
        Ok(Outcome { result, costs: Costs { units, time, allocations, latencies: None } })
    }

    /// Adds the times in nanoseconds that the units took.
    #[must_use]
    pub fn with_latencies(mut self, latencies: Histogram<u64>) -> Outcome<R> {
        self.costs.latencies = Some(latencies);
        self
    }
}

/// An empty histogram of times from a microsecond to a minute, in nanoseconds. A value that is recorded in it
/// allocates nothing.
///
/// # Panics
///
/// Never: the bounds are valid.
#[must_use]
pub fn latencies() -> Histogram<u64> {
    Histogram::new_with_bounds(1_000, 60_000_000_000, 3).expect("the bounds are valid")
}

type Run<'a, R> = Box<dyn Fn() -> io::Result<Outcome<R>> + 'a>;

/// The same job with different sources of memory.
#[expect(missing_debug_implementations, reason = "it holds functions")]
pub struct Comparison<'a, R> {
    unit: &'static str,
    settings: &'a Settings,
    contenders: Vec<(&'static str, Run<'a, R>)>,
}

impl<'a, R: Debug + PartialEq> Comparison<'a, R> {
    /// Begins a comparison of what a `unit` costs.
    #[must_use]
    pub fn new(unit: &'static str, settings: &'a Settings) -> Self {
        Comparison { unit, settings, contenders: Vec::new() }
    }

    /// Adds a run with the memory of that name, unless the command line asks for another one alone.
    #[must_use]
    pub fn with(
        mut self,
        name: &'static str,
        run: impl Fn() -> io::Result<Outcome<R>> + 'a,
    ) -> Self {
        let is_wanted = match self.settings.memory {
            Memory::Both => true,
            Memory::Pools => name == "pools",
            Memory::Fresh => name == "fresh",
        };
        if is_wanted {
            self.contenders.push((name, Box::new(run)));
        }
        self
    }

    /// Runs all in turns, and prints what each has cost.
    ///
    /// # Errors
    ///
    /// The first error of a run, or that two runs had different results.
    pub fn print(self) -> io::Result<()> {
        give_up_after(self.settings.seconds);
        let mut report = Report::new(self.unit, self.contenders.iter().map(|&(name, _)| name));
        let mut first = None;
        let count = self.contenders.len();
        for round in 0..usize::from(self.settings.rounds) {
            for turn in 0..count {
                // Each goes first equally often.
                let place = (round + turn) % count;
                let (name, run) = &self.contenders[place];
                let Outcome { result, costs } = run()?;
                report.add(place, costs);
                match &first {
                    None => first = Some((name, result)),
                    Some((_, expected)) if *expected == result => {}
                    Some((other, expected)) => {
                        let message =
                            format!("{other} gave {expected:?}, but {name} gave {result:?}");
                        return Err(io::Error::other(message));
                    }
                }
            }
        }
        io::stdout().lock().write_all(report.to_string().as_bytes())
    }
}

/// Ends the program if it takes longer than that.
fn give_up_after(seconds: u16) {
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(seconds.into()));
        eprintln!("error: not done after {seconds} seconds: see --seconds");
        process::exit(1);
    });
}
