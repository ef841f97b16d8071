//! The tables of a run.

use crate::case::{Case, Group, Scenario};
use crate::contender::{Contender, RUN_TIME, STATIC, STRINGS};
use crate::results::{Outcome, Results, Row};
use crate::sample::{Footprint, Retained};
use crate::summary::Summary;
use crate::table::{Table, number, ratio};
use crate::{size, targets};

/// All tables and verdicts as text for the terminal.
pub fn text(results: &Results, scenarios: &[Scenario]) -> String {
    let mut text = String::new();
    for scenario in scenarios {
        text.push_str(&format!("\n{}: {}\n", scenario.name(), scenario.about()));
        text.push_str(&format!("({})\n", scenario.unit()));
        if let Some(note) = scenario.note() {
            text.push_str(&format!("{note}\n"));
        }
        for group in scenario.groups() {
            let label = if group.label.is_empty() { "" } else { &format!("{}\n", group.label) };
            text.push_str(&format!("\n{label}{}", table(results, *scenario, &group).to_text()));
            for line in absent(results, &group) {
                text.push_str(&format!("{line}\n"));
            }
        }
    }
    let targets = targets::judge(results);
    text.push_str(&format!("\nwhat must be reached\n\n{}", targets::table(&targets).to_text()));
    text.push_str(&format!("\n{}", size::table().to_text()));
    text
}

/// The table of a group of cases.
pub fn table(results: &Results, scenario: Scenario, group: &Group) -> Table {
    let case = group.cases[0];
    match scenario {
        Scenario::Latency => tails(results),
        Scenario::Complex => complex(results),
        Scenario::Retained => retained(results),
        Scenario::Life => life(results, case),
        _ if case.is_counted() => counted(results, case),
        _ if scenario.axis().is_some() => along_an_axis(results, scenario, group),
        _ => single(results, scenario),
    }
}

/// The cell of a contender that did not run.
const NOT_RUN: &str = "n/a";

/// A line for each contender that did not run in all cases of a group, with the reason.
pub fn absent(results: &Results, group: &Group) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for row in group.cases.iter().flat_map(|case| results.rows(*case)) {
        if let Outcome::Absent(reason) = &row.outcome {
            let line = format!("n/a: {}, {reason}", row.contender.name);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

/// Adds the rows of a case: the contender's name, then its cells if it ran.
fn push_rows(table: &mut Table, rows: &[Row], cells: impl Fn(&Summary) -> Vec<String>) {
    for row in rows {
        let cells = row.summary().map_or_else(|| vec![NOT_RUN.to_owned()], &cells);
        table.push([row.contender.name.to_owned()].into_iter().chain(cells));
    }
}

/// Median, quartiles and the ratio to the median `own`.
fn time(summary: &Summary, own: Option<f64>) -> Vec<String> {
    let (first, third) = summary.quartiles;
    vec![
        number(summary.nanos),
        format!("{}–{}", number(first), number(third)),
        own.map_or_else(String::new, |own| ratio(summary.nanos / own)),
    ]
}

/// The time of each contender in a case, and `columns`, whose cells `cells` returns.
fn times(
    results: &Results,
    case: Case,
    own: &Contender,
    columns: &[&str],
    cells: impl Fn(&Summary) -> Vec<String>,
) -> Table {
    let name = case.scenario().name();
    let head = [name.as_str(), "median", "quartiles", "ratio"];
    let mut table = Table::new(head.iter().chain(columns).copied());
    let own = results.nanos(case, own);
    push_rows(&mut table, results.rows(case), |summary| {
        let mut all = time(summary, own);
        all.extend(cells(summary));
        all
    });
    table
}

/// One case: time and misses.
fn single(results: &Results, scenario: Scenario) -> Table {
    times(results, scenario.cases()[0], &STATIC, &["misses"], |summary| {
        summary.misses.map(percent).into_iter().collect()
    })
}

/// Several cases: a column for each, with the ratio to this project's first pool.
fn along_an_axis(results: &Results, scenario: Scenario, group: &Group) -> Table {
    let cases = &group.cases;
    let positions = cases.iter().filter_map(|case| case.position());
    let head = positions.map(|position| position.to_string());
    let mut table = Table::new([scenario.name()].into_iter().chain(head));
    for row in results.rows(cases[0]) {
        let cells = cases.iter().map(|case| cell(results, *case, row.contender));
        table.push([row.contender.name.to_owned()].into_iter().chain(cells));
    }
    table
}

fn cell(results: &Results, case: Case, contender: &Contender) -> String {
    let nanos = results.nanos(case, contender);
    let base = results.rows(case).first().and_then(|row| results.nanos(case, row.contender));
    let times = nanos.zip(base).map_or_else(String::new, |(nanos, base)| ratio(nanos / base));
    nanos.map_or_else(|| NOT_RUN.to_owned(), |nanos| format!("{} ({times})", number(nanos)))
}

/// Quantiles of single calls. The ratios are those of the p99.9 of a get and of a give-back.
fn tails(results: &Results) -> Table {
    let mut table = Table::new([
        "latency", "get p50", "p99", "p99.9", "max", "back p50", "p99", "p99.9", "max", "ratio",
    ]);
    let own = results.summary(Case::Latency, &STATIC).and_then(|summary| summary.tails);
    push_rows(&mut table, results.rows(Case::Latency), |summary| {
        let Some(tails) = summary.tails else { return vec![NOT_RUN.to_owned()] };
        let cells = tails.get.iter().chain(&tails.give_back).map(|nanos| number(*nanos));
        let ratios = own.map(|own| {
            let get = ratio(tails.get[2] / own.get[2]);
            format!("{get} {}", ratio(tails.give_back[2] / own.give_back[2]))
        });
        cells.chain(ratios).collect()
    });
    table
}

/// Time and allocations. The ratio is to the pools of nested strings.
fn complex(results: &Results) -> Table {
    times(results, Case::Complex, &STRINGS, &["allocations an item"], |summary| {
        summary.allocations.map(number).into_iter().collect()
    })
}

/// Time, and what the pool takes of the allocator.
fn life(results: &Results, case: Case) -> Table {
    let columns = ["allocations", "bytes while idle", "bytes inline", "bytes left"];
    times(results, case, &RUN_TIME, &columns, |summary| {
        let Some(Footprint { allocations, bytes, inline, left, .. }) = summary.footprint else {
            return Vec::new();
        };
        [allocations, bytes, inline, left].map(whole).to_vec()
    })
}

/// The idle objects that a pool keeps, and its memory.
fn counted(results: &Results, case: Case) -> Table {
    let name = case.scenario().name();
    let mut table = Table::new([name.as_str(), "idle objects", "KiB"]);
    push_rows(&mut table, results.rows(case), |summary| {
        let Some(Footprint { objects, bytes, .. }) = summary.footprint else { return Vec::new() };
        vec![whole(objects), number(bytes / 1024.0)]
    });
    table
}

/// A number without a fraction.
fn whole(value: f64) -> String {
    format!("{value:.0}")
}

/// Time, the KiB that the pool holds after the burst and some time later, and the latter over the
/// working set.
fn retained(results: &Results) -> Table {
    let kibibytes = |bytes: Option<&f64>| number(bytes.map_or(f64::NAN, |bytes| bytes / 1024.0));
    let columns = ["KiB after the burst", "KiB 10 intervals later", "× working set"];
    times(results, Case::Retained, &STATIC, &columns, |summary| {
        let Some(retained) = &summary.retained else { return Vec::new() };
        vec![
            kibibytes(retained.bytes.first()),
            kibibytes(retained.bytes.get(Retained::INTERVALS)),
            retained.ratio().map_or_else(String::new, number),
        ]
    })
}

fn percent(part: f64) -> String {
    format!("{} %", number(part * 100.0))
}
