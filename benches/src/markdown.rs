//! `BENCHMARKS.md` and its pictures.

use std::error::Error;
use std::fs;
use std::path::Path;

use crate::case::Scenario;
use crate::results::Results;
use crate::table::Table;
use crate::who::PACKAGED;
use crate::{machine, plot, report, size, targets};

/// Where the pictures lie, beside the page.
const PLOTS: &str = "docs/plots";

/// How the numbers came about, as the reader of the page wants to know it.
const METHOD: &str = "\
Every contender is used the way its own documentation tells, on the same objects, with the same
work between a get and a give-back. All contenders of a scenario run in turns, in all its cases, round
by round, in an order that is shuffled each round, so that a machine that grows slower does so for all;
what is shown is the median of the rounds. Pools are warm: before the first round, each has been emptied
and refilled once, up to 1024 objects. Allocators run in child processes, for an allocator is chosen
for a whole process. Threads are not pinned, but for the two of a ring, which have a core each. *Ratio* is the contender's median over that of the
static pool: what is above 1 is slower than it. *Misses* are the operations that found the pool
empty, where the pool counts them.
";

/// Writes the page and the pictures into a folder.
///
/// # Errors
///
/// When a file cannot be written.
pub fn write(
    results: &Results,
    scenarios: &[Scenario],
    how: &str,
    machine: &Table,
    out: &Path,
) -> Result<(), Box<dyn Error>> {
    let plots = out.join(PLOTS);
    fs::create_dir_all(&plots)?;
    let mut drawn = Vec::new();
    for scenario in scenarios {
        if plot::draw(results, *scenario, &plots.join(format!("{}.svg", scenario.name())))? {
            drawn.push(*scenario);
        }
    }
    fs::write(out.join("BENCHMARKS.md"), page(results, scenarios, how, machine, &drawn))?;
    Ok(())
}

fn page(
    results: &Results,
    scenarios: &[Scenario],
    how: &str,
    machine: &Table,
    drawn: &[Scenario],
) -> String {
    let judged = targets::judge(results);
    let mut page = format!(
        "# Benchmarks\n\nWritten by `cargo run --release -p syncpool-benches --bin report`: {how}.\n\n\
         {}\n## Method\n\n{METHOD}\n## What must be reached\n\n{}\n{}\n",
        machine.to_markdown(),
        targets::table(&judged).to_markdown(),
        size::table().to_markdown(),
    );
    for scenario in scenarios {
        let name = scenario.name();
        page.push_str(&format!("## {name}\n\n{}. In {}.\n\n", scenario.about(), scenario.unit()));
        page.push_str(&report::table(results, *scenario).to_markdown());
        for line in report::absent(results, *scenario) {
            page.push_str(&format!("\n{line}.\n"));
        }
        if drawn.contains(scenario) {
            page.push_str(&format!("\n![{name}]({PLOTS}/{name}.svg)\n"));
        }
        page.push('\n');
    }
    page.push_str(&format!("## Versions\n\n{}", versions().to_markdown()));
    page
}

/// The contenders' packages, from the lock file.
fn versions() -> Table {
    let mut table = Table::new(["contender", "package", "version"]);
    for who in PACKAGED {
        if let Some(package) = who.package {
            let version = machine::version(package).unwrap_or("not built here");
            table.push([who.name, package, version]);
        }
    }
    table
}
