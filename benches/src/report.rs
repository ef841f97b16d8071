//! The tables of a run.

use crate::case::{Case, Scenario};
use crate::results::{Outcome, Results, Row};
use crate::scenarios::retained::SOON;
use crate::table::{Table, number, ratio};
use crate::who::{STATIC, STRINGS};
use crate::{size, targets};

/// All tables and the verdicts, for the terminal.
pub fn text(results: &Results, scenarios: &[Scenario]) -> String {
    let mut text = String::new();
    for scenario in scenarios {
        text.push_str(&format!("\n{}: {}\n", scenario.name(), scenario.about()));
        text.push_str(&format!("({})\n\n{}", scenario.unit(), table(results, *scenario).to_text()));
        for line in absent(results, *scenario) {
            text.push_str(&format!("{line}\n"));
        }
    }
    let targets = targets::judge(results);
    text.push_str(&format!("\nwhat must be reached\n\n{}", targets::table(&targets).to_text()));
    text.push_str(&format!("\n{}", size::table().to_text()));
    text
}

/// The table of a scenario.
pub fn table(results: &Results, scenario: Scenario) -> Table {
    match scenario {
        Scenario::Latency => tails(results),
        Scenario::Complex => complex(results),
        Scenario::Retained => retained(results),
        _ if scenario.axis().is_some() => along_an_axis(results, scenario),
        _ => single(results, scenario),
    }
}

/// What stands in a table where a contender did not run.
const NOT_HERE: &str = "n/a";

/// Who did not run in a scenario, and why: one line for each.
pub fn absent(results: &Results, scenario: Scenario) -> Vec<String> {
    let rows = scenario.cases().first().map_or(&[][..], |case| results.rows(*case));
    let lines = rows.iter().filter_map(|row| match &row.outcome {
        Outcome::Absent(why) => Some(format!("n/a: {}, {why}", row.who.name)),
        Outcome::Measured(_) => None,
    });
    lines.collect()
}

/// One case: the median, its spread and what was missed.
fn single(results: &Results, scenario: Scenario) -> Table {
    let case = scenario.cases()[0];
    let mut table =
        Table::new([scenario.name().as_str(), "median", "quartiles", "ratio", "misses"]);
    for row in results.rows(case) {
        let name = row.who.name.to_owned();
        table.push(match &row.outcome {
            Outcome::Measured(summary) => vec![
                name,
                number(summary.nanos),
                format!("{}–{}", number(summary.quartiles.0), number(summary.quartiles.1)),
                results.ratio(case, row.who).map_or_else(String::new, ratio),
                summary.misses.map_or_else(String::new, percent),
            ],
            Outcome::Absent(_) => vec![name, NOT_HERE.to_owned()],
        });
    }
    table
}

/// Several cases: a column for each, with the ratio to the static pool.
fn along_an_axis(results: &Results, scenario: Scenario) -> Table {
    let cases = scenario.cases();
    let positions = cases.iter().filter_map(|case| case.position());
    let head = positions.map(|position| position.to_string());
    let mut table = Table::new([scenario.name()].into_iter().chain(head));
    for row in results.rows(cases[0]) {
        let cells = cases.iter().map(|case| cell(results, *case, row));
        table.push([row.who.name.to_owned()].into_iter().chain(cells));
    }
    table
}

fn cell(results: &Results, case: Case, row: &Row) -> String {
    let nanos = results.nanos(case, row.who);
    let times = results.ratio(case, row.who).map_or_else(String::new, ratio);
    nanos.map_or_else(|| NOT_HERE.to_owned(), |nanos| format!("{} ({times})", number(nanos)))
}

/// Quantiles of single calls; the ratio is of the p99.9, of a get and of a give-back.
fn tails(results: &Results) -> Table {
    let mut table = Table::new([
        "latency", "get p50", "p99", "p99.9", "max", "back p50", "p99", "p99.9", "max", "ratio",
    ]);
    let of = |row: &Row| row.summary()?.tails;
    let own = results.rows(Case::Latency).iter().find(|row| *row.who == STATIC).and_then(of);
    for row in results.rows(Case::Latency) {
        let name = row.who.name.to_owned();
        let Some(tails) = of(row) else {
            table.push([name, NOT_HERE.to_owned()]);
            continue;
        };
        let cells = tails.get.iter().chain(&tails.give_back).map(|nanos| number(*nanos));
        let ratios = own.map(|own| {
            let get = ratio(tails.get[2] / own.get[2]);
            format!("{get} {}", ratio(tails.give_back[2] / own.give_back[2]))
        });
        table.push([name].into_iter().chain(cells).chain(ratios));
    }
    table
}

/// Time and allocations; the ratio is to the pools of nested strings.
fn complex(results: &Results) -> Table {
    let mut table = Table::new(["complex", "median", "quartiles", "ratio", "allocations an item"]);
    let own = results.nanos(Case::Complex, &STRINGS);
    for row in results.rows(Case::Complex) {
        let name = row.who.name.to_owned();
        table.push(match &row.outcome {
            Outcome::Measured(summary) => vec![
                name,
                number(summary.nanos),
                format!("{}–{}", number(summary.quartiles.0), number(summary.quartiles.1)),
                own.map_or_else(String::new, |own| ratio(summary.nanos / own)),
                summary.allocations.map_or_else(String::new, number),
            ],
            Outcome::Absent(_) => vec![name, NOT_HERE.to_owned()],
        });
    }
    table
}

/// Time, and what the pool holds in KiB: after the burst and some time later, over what the same use
/// takes without a burst.
fn retained(results: &Results) -> Table {
    let mut table = Table::new([
        "retained",
        "median",
        "quartiles",
        "ratio",
        "KiB after the burst",
        "KiB 10 intervals later",
        "× working set",
    ]);
    let kibibytes = |bytes: Option<&f64>| number(bytes.map_or(f64::NAN, |bytes| bytes / 1024.0));
    for row in results.rows(Case::Retained) {
        let name = row.who.name.to_owned();
        let Some(summary) = row.summary() else {
            table.push([name, NOT_HERE.to_owned()]);
            continue;
        };
        let time = [
            name,
            number(summary.nanos),
            format!("{}–{}", number(summary.quartiles.0), number(summary.quartiles.1)),
            results.ratio(Case::Retained, row.who).map_or_else(String::new, ratio),
        ];
        let memory = summary.retained.iter().flat_map(|retained| {
            [
                kibibytes(retained.bytes.first()),
                kibibytes(retained.bytes.get(SOON)),
                retained.ratio().map_or_else(String::new, number),
            ]
        });
        table.push(time.into_iter().chain(memory));
    }
    table
}

fn percent(part: f64) -> String {
    format!("{} %", number(part * 100.0))
}
