//! `BENCHMARKS.md` and its plots.

use std::error::Error;
use std::fs;
use std::path::Path;

use crate::case::Scenario;
use crate::contender::PACKAGED;
use crate::results::Results;
use crate::table::Table;
use crate::{machine, plot, report, size, stored, targets};

/// The folder of the plots, relative to the page.
const PLOTS: &str = "docs/plots";

/// The numbers of the plots, beside them.
const RESULTS: &str = "docs/plots/results.tsv";

/// The method, as the page explains it.
const METHOD: &str = "\
Each contender is used as its own documentation recommends. All contenders use the same objects and do
the same work between a get and a give-back.

All contenders of a scenario, in all its cases, run in turns. The order is shuffled in each round, so that
a machine that slows down does so for all. The tables show the median of the rounds.

Pools are warm: before the first round, as many objects as the pool holds, up to 1024, were in use at once
and then given back. Allocators run in child processes, since a process has one allocator. Threads are not
pinned, except the two of a ring, which have a core each.

`seldom`, `pools` and `life` say themselves how their pools were used before. Their bytes and objects are
counted by the allocator of a child process, in which no timed round runs.

`ci/clients.sh --measure` measures three programs of others, regex-automata, zenoh-sync and zopfli, with their own pools
and with a `SyncPool` in the place of them. [docs/performance.md](docs/performance.md#a-real-client-regex-automata) has
the numbers.

*Ratio* is the contender's median over that of the table's first row: a contender above 1 is slower than
this project's first pool. *Misses* are the operations that found the pool empty, where the pool counts them.
";

/// Writes the page and the plots into a folder.
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
    let drawn = plots(results, scenarios, out)?;
    fs::write(out.join(RESULTS), stored::write(results, scenarios))?;
    fs::write(out.join("BENCHMARKS.md"), page(results, scenarios, how, machine, &drawn))?;
    Ok(())
}

/// Draws the plots into a folder. Returns the names of their files.
///
/// # Errors
///
/// When a file cannot be written.
pub fn plots(
    results: &Results,
    scenarios: &[Scenario],
    out: &Path,
) -> Result<Vec<String>, Box<dyn Error>> {
    let plots = out.join(PLOTS);
    fs::create_dir_all(&plots)?;
    let mut drawn = Vec::new();
    for scenario in scenarios {
        for group in scenario.groups() {
            let path = plots.join(format!("{}.svg", group.file));
            if plot::draw(results, *scenario, &group, &path)? {
                drawn.push(group.file);
            }
        }
    }
    Ok(drawn)
}

/// Reads the results of the run whose files are in a folder.
///
/// # Errors
///
/// When there are none, or when they cannot be read.
pub fn stored(out: &Path) -> Result<Results, Box<dyn Error>> {
    let path = out.join(RESULTS);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(stored::read(&text).map_err(|error| format!("{}: {error}", path.display()))?)
}

fn page(
    results: &Results,
    scenarios: &[Scenario],
    how: &str,
    machine: &Table,
    drawn: &[String],
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
        if let Some(note) = scenario.note() {
            page.push_str(&format!("{note}\n\n"));
        }
        for group in scenario.groups() {
            if !group.label.is_empty() {
                page.push_str(&format!("### {name}, {}\n\n", group.label));
            }
            page.push_str(&report::table(results, *scenario, &group).to_markdown());
            for line in report::absent(results, &group) {
                page.push_str(&format!("\n{line}.\n"));
            }
            let file = group.file;
            if drawn.contains(&file) {
                page.push_str(&format!("\n![{file}]({PLOTS}/{file}.svg)\n"));
            }
            page.push('\n');
        }
    }
    page.push_str(&format!("## Versions\n\n{}", versions().to_markdown()));
    page
}

/// The contenders' packages and their versions in the lock file.
fn versions() -> Table {
    let mut table = Table::new(["contender", "package", "version"]);
    for contender in PACKAGED {
        if let Some(package) = contender.package {
            let version = machine::version(package).unwrap_or("not built here");
            table.push([contender.name, package, version]);
        }
    }
    table
}
