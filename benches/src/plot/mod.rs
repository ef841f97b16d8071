//! An SVG plot for each scenario, or for each group of its cases.

use std::error::Error;
use std::path::Path;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::case::{Case, Group, Scenario};
use crate::contender::{Contender, Kind};
use crate::results::{Results, Row};
use crate::summary::Summary;
use crate::table::number;

mod colour;

use self::colour::colour;

type Drawn<T> = Result<T, Box<dyn Error>>;
type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

const WIDTH: u32 = 960;
const BAR: u32 = 26;
const FONT: (&str, u32) = ("sans-serif", 15);

/// Draws a group of cases into a file. Returns `false` if none was measured.
///
/// # Errors
///
/// When the file cannot be written.
pub fn draw(results: &Results, scenario: Scenario, group: &Group, path: &Path) -> Drawn<bool> {
    let series = match scenario {
        Scenario::Retained => retained(results),
        _ => series(results, &group.cases),
    };
    if series.is_empty() {
        return Ok(false);
    }
    let (axes, title) = (axes(scenario, group), title(scenario, group));
    let height = if axes.is_some() { 560 } else { 90 + BAR * series.len() as u32 };
    let area = SVGBackend::new(path, (WIDTH, height)).into_drawing_area();
    area.fill(&WHITE)?;
    if let Some(axes) = axes {
        lines(&area, &series, &title, axes)?;
    } else {
        bars(&area, &series, &title)?;
    }
    area.present()?;
    Ok(true)
}

/// The labels of the two axes of a plot with lines.
fn axes(scenario: Scenario, group: &Group) -> Option<[&'static str; 2]> {
    match scenario {
        _ if group.cases[0].is_counted() => None,
        Scenario::Retained => Some(["intervals, the burst at the end of the first", "KiB"]),
        _ => Some([scenario.axis()?, "ns"]),
    }
}

/// The KiB that the pools held over time. The pool that holds the least in the end comes first. The
/// burst is at 1, since a logarithmic axis has no 0.
fn retained(results: &Results) -> Vec<Series> {
    let series = |row: &Row| {
        let retained = row.summary()?.retained.as_ref()?;
        let points = retained.bytes.iter().zip(1..);
        let points = points.map(|(bytes, at)| (f64::from(at), bytes / 1024.0));
        Some(Series { contender: row.contender, points: points.collect() })
    };
    let mut all: Vec<Series> = results.rows(Case::Retained).iter().filter_map(series).collect();
    let last = |series: &Series| series.points.last().map_or(f64::NAN, |point| point.1);
    all.sort_by(|a, b| last(a).total_cmp(&last(b)));
    all
}

/// A contender and its points: the parameter of the case, and the measured value.
struct Series {
    contender: &'static Contender,
    points: Vec<(f64, f64)>,
}

/// The times of the contenders, or their counts. The least of the first case comes first.
fn series(results: &Results, cases: &[Case]) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    for case in cases {
        for row in results.rows(*case) {
            let Some(value) = row.summary().and_then(|summary| value(*case, summary)) else {
                continue;
            };
            let point = (case.position().unwrap_or(1) as f64, value);
            match all.iter_mut().find(|series| series.contender == row.contender) {
                Some(series) => series.points.push(point),
                None => all.push(Series { contender: row.contender, points: vec![point] }),
            }
        }
    }
    all.sort_by(|a, b| a.points[0].1.total_cmp(&b.points[0].1));
    all
}

/// The number that the plot of a case shows.
fn value(case: Case, summary: &Summary) -> Option<f64> {
    match case {
        Case::Seldom(_) => Some(summary.footprint?.objects),
        Case::PoolsMemory(_) => Some(summary.footprint?.bytes / f64::from(1 << 20)),
        // Of the latencies, the plot shows the p99.9.
        Case::Latency => Some(summary.tails?.get[2]),
        _ => Some(summary.nanos),
    }
}

fn title(scenario: Scenario, group: &Group) -> String {
    let unit = match group.cases[0] {
        Case::Latency => "p99.9 of a get, ns",
        Case::Retained => "KiB",
        Case::Seldom(_) => "idle objects",
        Case::PoolsMemory(_) => "MiB",
        Case::Life(_) => "ns per pool",
        _ => "ns",
    };
    let separator = if group.label.is_empty() { "" } else { ": " };
    let name = scenario.name();
    format!("{name}{separator}{} ({unit}, logarithmic; less is better)", group.label)
}

/// The range of an axis: that of all values, with a margin.
fn range(values: impl Iterator<Item = f64> + Clone) -> std::ops::Range<f64> {
    let least = values.clone().fold(f64::INFINITY, f64::min).max(0.1);
    let most = values.fold(least, f64::max);
    least * 0.7..most * 1.6
}

fn bars(area: &Area<'_>, series: &[Series], title: &str) -> Drawn<()> {
    let values = series.iter().map(|series| series.points[0].1);
    let count = series.len();
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(28)
        .y_label_area_size(230)
        .build_cartesian_2d(range(values).log_scale(), 0.0..count as f64)?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .light_line_style(TRANSPARENT)
        .draw()?;
    let least = chart.x_range().start;
    for (index, Series { contender, points }) in series.iter().enumerate() {
        let (nanos, top) = (points[0].1, (count - index) as f64 - 0.15);
        let bar = [(least, top), (nanos, top - 0.7)];
        chart.draw_series([Rectangle::new(bar, colour(contender).filled())])?;
        let label = |side| FONT.into_font().color(&BLACK).pos(Pos::new(side, VPos::Center));
        let middle = top - 0.35;
        let at_bar = EmptyElement::at((nanos, middle));
        chart.draw_series([at_bar + Text::new(label_of(nanos), (6, 0), label(HPos::Left))])?;
        let at_axis = EmptyElement::at((least, middle));
        chart.draw_series([at_axis + Text::new(contender.name, (-8, 0), label(HPos::Right))])?;
    }
    Ok(())
}

/// The text at a bar. A count has no decimals.
fn label_of(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { number(value) }
}

fn lines(area: &Area<'_>, series: &[Series], title: &str, [across, up]: [&str; 2]) -> Drawn<()> {
    let points = || series.iter().flat_map(|series| &series.points);
    let positions = points().map(|point| point.0);
    let last = positions.clone().fold(1.0, f64::max);
    let first = positions.fold(last, f64::min);
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 18))
        .margin(12)
        .margin_right(260)
        .x_label_area_size(42)
        .y_label_area_size(64)
        .build_cartesian_2d(
            (first..last).log_scale(),
            range(points().map(|point| point.1)).log_scale(),
        )?;
    let mut mesh = chart.configure_mesh();
    mesh.x_desc(across).y_desc(up).label_style(FONT).light_line_style(TRANSPARENT);
    mesh.x_label_formatter(&|position| format!("{position:.0}"));
    mesh.y_label_formatter(&|nanos| number(*nanos)).draw()?;
    for (index, Series { contender, points }) in series.iter().enumerate() {
        let width = if contender.kind == Kind::Own { 4 } else { 2 };
        let style = colour(contender).stroke_width(width);
        chart.draw_series(LineSeries::new(points.iter().copied(), style))?;
        let dots = points.iter().map(|point| Circle::new(*point, width + 1, style.filled()));
        chart.draw_series(dots)?;
        // The legend stands beside the plot, where it hides no line.
        let (left, top) = (WIDTH as i32 - 255, 60 + 26 * index as i32);
        area.draw(&PathElement::new([(left, top), (left + 24, top)], style))?;
        let text = FONT.into_font().color(&BLACK).pos(Pos::new(HPos::Left, VPos::Center));
        area.draw(&Text::new(contender.name, (left + 32, top), text))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::contender::{OPOOL, STATIC};
    use crate::results::tests::row;

    #[test]
    fn every_contender_is_in_the_plot() -> Drawn<()> {
        let mut results = Results::default();
        for threads in [1, 2, 4, 8, 16, 64] {
            let rows = vec![row(&OPOOL, 20.0), row(&STATIC, 2.0)];
            results.add(Case::Contended(threads), rows);
        }
        results.add(Case::Hot, vec![row(&OPOOL, 20.0), row(&STATIC, 2.0)]);
        let missing = Scenario::Ring.groups();
        let path = std::env::temp_dir().join("syncpool-benches-plot.svg");
        for scenario in [Scenario::Contended, Scenario::Hot] {
            assert!(draw(&results, scenario, &scenario.groups()[0], &path)?);
            let plot = fs::read_to_string(&path)?;
            assert!(plot.contains(STATIC.name) && plot.contains(OPOOL.name));
        }
        assert!(!draw(&results, Scenario::Ring, &missing[0], &path)?);
        fs::remove_file(path)?;
        Ok(())
    }
}
