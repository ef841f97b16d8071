//! The command line of the `report` binary, and the order of its work.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use clap::{Parser, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use crate::case::{Case, Scenario};
use crate::harness::{Harness, Plan};
use crate::matrix::{self, Entry};
use crate::results::{Outcome, Results, Row};
use crate::sample::{Footprint, Retained};
use crate::summary::Summary;
use crate::{machine, markdown, report};

/// Compares syncpool with the pools that could be used instead
#[derive(Debug, Parser)]
#[command(name = "report")]
struct Cli {
    /// Runs fewer and shorter rounds: about a minute for all scenarios
    #[arg(long)]
    quick: bool,

    /// Runs only these scenarios, and writes files only with --out
    #[arg(long, value_name = "SCENARIO", num_args = 1.., value_delimiter = ',')]
    only: Vec<Scenario>,

    /// The folder for BENCHMARKS.md and docs/plots/ [default: the workspace]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Rounds of each contender in each case [default: 21, or 5 with --quick]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: Option<u16>,

    /// Runs nothing: draws the plots of the last run again, from docs/plots/results.tsv
    #[arg(long, conflicts_with_all = ["quick", "rounds", "only"])]
    replot: bool,
}

impl Cli {
    /// The folder for the files: none after a partial run without `--out`.
    fn destination(&self) -> Option<PathBuf> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
        let default = || workspace.filter(|_| self.only.is_empty()).map(Path::to_owned);
        self.out.clone().or_else(default)
    }
}

/// Runs the report.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if !error.use_stderr() => {
            print!("{error}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("{}", one_line(&error.to_string()));
            return ExitCode::from(2);
        }
    };
    match run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Clap's error message in one line, without the usage.
fn one_line(message: &str) -> String {
    let mistake = message.split("\n\nUsage").next().unwrap_or(message);
    let mistake = mistake.split("\n\nFor more").next().unwrap_or(mistake);
    mistake.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn run(cli: &Cli) -> Result<(), Box<dyn std::error::Error>> {
    if cli.replot {
        let out = cli.destination().ok_or("no folder")?;
        let drawn = markdown::plots(&markdown::stored(&out)?, Scenario::value_variants(), &out)?;
        println!("drawn: {} plots in {}", drawn.len(), out.join("docs/plots").display());
        return Ok(());
    }
    let mut plan = if cli.quick { Plan::QUICK } else { Plan::FULL };
    plan.rounds = cli.rounds.map_or(plan.rounds, usize::from);
    let scenarios = if cli.only.is_empty() { Scenario::value_variants() } else { &cli.only };
    let folder = build_children()?;

    // Read before the run, which is a load itself.
    let machine = machine::table();
    if let Some(load) = machine::load().filter(|load| *load > 0.5) {
        eprintln!(
            "note: the load average is {load:.1}: other programs run and will distort the results"
        );
    }
    let results = measure(plan, folder, scenarios);
    println!("{}", report::text(&results, scenarios));

    let Some(out) = cli.destination() else { return Ok(()) };
    let rounds = plan.rounds;
    let how = if cli.quick { "a quick run" } else { "a full run" };
    markdown::write(&results, scenarios, &format!("{how} of {rounds} rounds"), &machine, &out)?;
    println!("written: {}", out.join("BENCHMARKS.md").display());
    Ok(())
}

/// Builds the binaries of the child processes, and returns their folder: that of this binary.
///
/// `cargo run --bin report` builds only the report.
fn build_children() -> io::Result<PathBuf> {
    let this = env::current_exe()?;
    let folder = this.parent().unwrap_or(Path::new(".")).to_owned();
    if let Some(cargo) = env::var_os("CARGO") {
        let mut command = Command::new(cargo);
        command.args(["build", "--quiet", "--package", "syncpool-benches", "--bins"]);
        command.args(["--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")]);
        if !cfg!(debug_assertions) {
            command.arg("--release");
        }
        // If the build fails, the allocators' rows show the reason. The other contenders run.
        let _ = command.stdout(Stdio::null()).status();
    }
    Ok(folder)
}

fn measure(plan: Plan, folder: PathBuf, scenarios: &[Scenario]) -> Results {
    let bar = progress(scenarios.len());
    let mut harness = Harness::new(plan, folder);
    let mut results = Results::default();
    for scenario in scenarios {
        bar.set_message(scenario.name());
        let cases: Vec<_> =
            scenario.cases().into_iter().map(|case| (case, matrix::entries(case))).collect();
        let entries: Vec<_> = cases.iter().flat_map(|(_, entries)| entries.clone()).collect();
        let mut entries = entries.iter();
        for (case, mut rows) in harness.run(cases, || bar.tick()) {
            // The rows of all cases are in the order of the entries.
            for (row, entry) in rows.iter_mut().zip(&mut entries) {
                count(&mut harness, case, entry, row);
                bar.tick();
            }
            results.add(case, rows);
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    results
}

/// Adds what a child process counts to a row.
fn count(harness: &mut Harness, case: Case, entry: &Entry, row: &mut Row) {
    if case.is_counted() && entry.count.is_some() {
        row.outcome = Outcome::Measured(Summary::of(&[], 0));
    }
    let Outcome::Measured(summary) = &mut row.outcome else { return };
    if case == Case::Complex {
        let subject = matrix::subject_of(entry.contender);
        summary.allocations = harness.allocations(case, subject).ok().flatten();
    }
    if entry.count.is_none() {
        return;
    }
    match harness.count(case, entry.contender.name) {
        Ok(numbers) if case == Case::Retained => {
            summary.retained = Retained::from_numbers(&numbers);
        }
        Ok(numbers) => summary.footprint = Footprint::from_numbers(&numbers),
        Err(error) if case.is_counted() => row.outcome = Outcome::Absent(error.to_string()),
        // The times remain.
        Err(_) => {}
    }
}

/// A progress bar with a step for each scenario; hidden without a terminal.
fn progress(scenarios: usize) -> ProgressBar {
    let bar = ProgressBar::new(scenarios as u64);
    let template = "{spinner} {bar:30} {pos}/{len} {msg} ({elapsed})";
    bar.set_style(ProgressStyle::with_template(template).unwrap_or(ProgressStyle::default_bar()));
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(arguments: &[&str]) -> String {
        let arguments = ["report"].iter().chain(arguments);
        one_line(&Cli::try_parse_from(arguments).expect_err("a mistake").to_string())
    }

    #[test]
    fn mistakes_are_one_line() {
        for arguments in [
            &["--only", "warm"][..],
            &["--rounds", "0"],
            &["--fast"],
            &["extra"],
            &["--replot", "--quick"],
        ] {
            let message = mistake(arguments);
            assert!(message.starts_with("error: "), "{message}");
            assert!(!message.contains('\n') && !message.contains("Usage"), "{message}");
        }
    }

    #[test]
    fn scenarios_may_be_named_one_by_one() {
        let arguments = ["report", "--only", "hot", "--only", "ring,fan", "--quick"];
        let cli = Cli::try_parse_from(arguments).expect("valid");
        assert_eq!(cli.only, [Scenario::Hot, Scenario::Ring, Scenario::Fan]);
        assert!(cli.quick);
    }
}
