//! An SVG plot for each scenario, or for each group of its cases.

use std::path::Path;

use crate::case::{Case, Group, INTERVAL, Scenario};
use crate::contender::Contender;
use crate::results::Results;
use crate::sample::Retained;
use crate::summary::Summary;

mod canvas;
mod panels;
mod rows;
mod scale;
mod style;

use self::canvas::Drawn;
use self::scale::Unit;

/// Draws a group of cases into a file. Returns `false` if none was measured.
///
/// # Errors
///
/// When the file cannot be written.
pub fn draw(results: &Results, scenario: Scenario, group: &Group, path: &Path) -> Drawn<bool> {
    let series = series(results, &group.cases);
    if series.is_empty() {
        return Ok(false);
    }
    let labels = Labels::of(scenario, group);
    match scenario.axis().filter(|_| group.cases.len() > 1) {
        Some(across) => panels::draw(path, &series, &labels, across)?,
        // Beside the pools that keep gibibytes, those that keep kibibytes have no bar to see: that is the point.
        None => rows::draw(path, &series, &labels, scenario == Scenario::Retained)?,
    }
    Ok(true)
}

/// A contender and its points: the parameter of the case, and the measured value.
#[derive(Debug)]
struct Series {
    contender: &'static Contender,
    points: Vec<(f64, f64)>,
}

/// The times of the contenders, or their counts. The least of all cases together comes first.
fn series(results: &Results, cases: &[Case]) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    for case in cases {
        for row in results.rows(*case) {
            let value = row.summary().and_then(|summary| value(*case, summary));
            let Some(value) = value.filter(|value| value.is_finite()) else { continue };
            let point = (case.position().unwrap_or(1) as f64, value);
            match all.iter_mut().find(|series| series.contender == row.contender) {
                Some(series) => series.points.push(point),
                None => all.push(Series { contender: row.contender, points: vec![point] }),
            }
        }
    }
    let mean = |series: &Series| {
        let logarithms: f64 = series.points.iter().map(|point| point.1.max(1e-9).ln()).sum();
        logarithms / series.points.len() as f64
    };
    all.sort_by(|a, b| mean(a).total_cmp(&mean(b)));
    all
}

/// The number that the plot of a case shows.
fn value(case: Case, summary: &Summary) -> Option<f64> {
    match case {
        Case::Seldom(_) => Some(summary.footprint?.objects),
        Case::PoolsMemory(_) => Some(summary.footprint?.bytes),
        Case::Retained => summary.retained.as_ref()?.bytes.get(Retained::INTERVALS).copied(),
        // Of the latencies, the plot shows the p99.9.
        Case::Latency => Some(summary.tails?.get[2]),
        _ => Some(summary.nanos),
    }
}

/// The texts of a plot.
#[derive(Debug)]
struct Labels {
    /// What is measured.
    title: String,
    /// Which way is better.
    note: String,
    /// What the values are.
    axis: &'static str,
    unit: Unit,
}

impl Labels {
    fn of(scenario: Scenario, group: &Group) -> Self {
        let (axis, unit) = match group.cases[0] {
            Case::Latency => ("p99.9 of a get, ns", Unit::Nanos),
            Case::Retained => ("memory that the pool holds", Unit::Bytes),
            Case::Seldom(_) => ("idle objects that the pool keeps", Unit::Count),
            Case::PoolsMemory(_) => ("memory that the pools and their objects take", Unit::Bytes),
            Case::Life(_) => ("ns per pool", Unit::Nanos),
            Case::Complex => ("ns per item", Unit::Nanos),
            Case::Ring | Case::Fan | Case::Burst(_) => ("ns per object", Unit::Nanos),
            _ => ("ns per operation", Unit::Nanos),
        };
        let about = scenario.about().replace('`', "");
        let group_label = if group.label.is_empty() { "" } else { &format!("{}; ", group.label) };
        if scenario == Scenario::Retained {
            let intervals = Retained::INTERVALS;
            let title =
                "Memory that a pool still holds after a burst of 2 GiB, when 1 KiB is needed";
            let note =
                format!("{intervals} intervals of {INTERVAL:?} later; a shorter bar is better");
            return Self { title: title.to_owned(), note, axis, unit };
        }
        Self {
            title: format!("{}: {about}", scenario.name()),
            note: format!("{group_label}{axis}; less is better"),
            axis,
            unit,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clap::ValueEnum;

    use super::canvas::WIDTH;
    use super::*;
    use crate::contender::{OPOOL, STATIC};
    use crate::results::tests::row;

    /// The numbers of all attributes of that name.
    fn attributes(plot: &str, name: &str) -> Vec<f64> {
        let begin = format!(" {name}=\"");
        let values = plot.split(&begin).skip(1);
        values.map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
    }

    #[test]
    fn every_contender_is_in_the_plot() -> Drawn<()> {
        let mut results = Results::default();
        for threads in [1, 2, 4, 8, 16, 64] {
            let rows = vec![row(&OPOOL, 20.0), row(&STATIC, 2.0)];
            results.add(Case::Contended(threads), rows);
        }
        results.add(Case::Hot, vec![row(&OPOOL, 20.0), row(&STATIC, 2.0)]);
        let path = std::env::temp_dir().join("syncpool-benches-plot.svg");
        for scenario in [Scenario::Contended, Scenario::Hot] {
            assert!(draw(&results, scenario, &scenario.groups()[0], &path)?);
            let plot = fs::read_to_string(&path)?;
            assert!(plot.contains(STATIC.name) && plot.contains(OPOOL.name));
            assert!(plot.contains("less is better"));
            // Nothing is cut off at the sides.
            let within = |x: &f64| (0.0..=f64::from(WIDTH)).contains(x);
            for name in ["x", "x1", "x2", "cx"] {
                assert!(attributes(&plot, name).iter().all(within), "{name} in {scenario:?}");
            }
        }
        assert!(!draw(&results, Scenario::Ring, &Scenario::Ring.groups()[0], &path)?);
        fs::remove_file(path)?;
        Ok(())
    }

    #[test]
    fn titles_fit() {
        for scenario in Scenario::value_variants() {
            for group in scenario.groups() {
                let title = Labels::of(*scenario, &group).title;
                assert!(title.chars().count() < 95, "{title}");
                assert!(!title.contains('`'), "{title}");
            }
        }
    }
}
