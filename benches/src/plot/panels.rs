//! A panel for each contender: its line stands out, and those of all others are grey behind it. So lines that
//! lie on each other can be told apart, whatever the reader's eyes.

use std::path::Path;

use plotters::style::WHITE;
use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, Drawn, Font, GREY, LIGHT, NOTE, PLAIN, Place, TEXT, WIDTH, width_of};
use super::scale::Scale;
use super::style::style;
use super::{Labels, Series};
use crate::contender::Kind;
use crate::table::grouped;

const COLUMNS: i32 = 4;
const TOP: i32 = 54;
const LEFT: i32 = 70;
const RIGHT: i32 = 28;
const BELOW: i32 = 62;
const GAP: i32 = 24;
const NAME: i32 = 36;
const PANEL: i32 = 118;

/// Draws a plot whose series have several points each.
pub(super) fn draw(path: &Path, series: &[Series], labels: &Labels, across: &str) -> Drawn<()> {
    let points = || series.iter().flat_map(|series| &series.points);
    let horizontal = Scale::exactly(points().map(|point| point.0));
    let vertical = Scale::logarithmic(points().map(|point| point.1));
    let rows = (series.len() as i32 + COLUMNS - 1) / COLUMNS;
    let height = TOP + rows * (NAME + PANEL) + BELOW;
    let note = format!("{}; logarithmic axes; grey: the other panels' lines", labels.note);
    let canvas = Canvas::new(path, height, &labels.title, &note)?;
    let width = (WIDTH - LEFT - RIGHT - GAP * (COLUMNS - 1)) / COLUMNS;
    let columns = Columns::of(series, horizontal, width);

    for (index, Series { contender, points }) in series.iter().enumerate() {
        let (row, column) = (index as i32 / COLUMNS, index as i32 % COLUMNS);
        let left = LEFT + column * (width + GAP);
        let top = TOP + row * (NAME + PANEL) + NAME;
        let bottom = top + PANEL;
        let place = |(x, y): &(f64, f64)| -> Place {
            let right = horizontal.place(*x) * f64::from(width);
            let up = vertical.place(*y) * f64::from(PANEL);
            (left + right as i32, bottom - up as i32)
        };
        for (up, name) in vertical.ticks(labels.unit, PANEL, TEXT + 4) {
            let y = bottom - (up * f64::from(PANEL)) as i32;
            canvas.line(vec![(left, y), (left + width, y)], LIGHT, 1)?;
            if column == 0 {
                canvas.text((left - 8, y), &name, HPos::Right, NOTE)?;
            }
        }
        canvas.line(vec![(left, bottom), (left + width, bottom)], GREY, 1)?;
        let is_last = index as i32 + COLUMNS >= series.len() as i32;
        for (index, (right, name)) in columns.0.iter().enumerate() {
            canvas.line(vec![(left + right, bottom), (left + right, bottom + 4)], GREY, 1)?;
            if is_last {
                // The name of the largest ends where the panel ends.
                let (at, side) =
                    if index == 0 { (right + 6, HPos::Right) } else { (*right, HPos::Center) };
                canvas.text((left + at, bottom + 15), name, side, Font { size: 11, ..NOTE })?;
            }
        }
        for other in series.iter().filter(|other| other.contender != *contender) {
            canvas.line(other.points.iter().map(place).collect(), LIGHT, 1)?;
        }
        let (colour, mark) = style(contender);
        canvas.line(points.iter().map(place).collect(), colour, 3)?;
        for point in points {
            canvas.mark(place(point), mark, 5, colour, WHITE)?;
        }
        let bold = contender.kind == Kind::Own;
        canvas.text((left, top - 12), contender.name, HPos::Left, Font { bold, ..PLAIN })?;
    }
    canvas.text(
        (WIDTH / 2, height - 18),
        &format!("across: {across}; up: {}", labels.axis),
        HPos::Center,
        NOTE,
    )?;
    canvas.finish()
}

/// The positions of the points, in pixels, with those of their names that have room.
struct Columns(Vec<(i32, String)>);

impl Columns {
    fn of(series: &[Series], scale: Scale, width: i32) -> Self {
        let mut positions: Vec<f64> =
            series.iter().flat_map(|series| series.points.iter().map(|point| point.0)).collect();
        positions.sort_by(f64::total_cmp);
        positions.dedup();
        let place = |position: f64| (scale.place(position) * f64::from(width)) as i32;
        // From the largest down: its name is the longest, and is always there.
        let mut columns: Vec<(i32, String)> = Vec::new();
        let mut free = width + 6;
        for position in positions.into_iter().rev() {
            let name = grouped(position, 0);
            let half = width_of(&name) / 2;
            let at = place(position);
            let fits = columns.is_empty() || at + half + 4 < free;
            if fits {
                free = if columns.is_empty() { width + 6 - 2 * half } else { at - half };
            }
            columns.push((at, if fits { name } else { String::new() }));
        }
        Self(columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contender::STATIC;

    #[test]
    fn names_of_positions_do_not_overlap() {
        let positions = [1.0, 8.0, 64.0, 1024.0, 65_536.0, 1_048_576.0];
        let points = positions.map(|position| (position, 1.0)).to_vec();
        let series = [Series { contender: &STATIC, points }];
        let columns = Columns::of(&series, Scale::exactly(positions.into_iter()), 200).0;
        assert_eq!(columns.len(), 6);
        let named: Vec<_> = columns.iter().filter(|(_, name)| !name.is_empty()).collect();
        assert!(named.len() >= 3 && named[0].1 == "1,048,576", "{columns:?}");
        for pair in named.windows(2) {
            let [(right, longer), (left, shorter)] = pair else { unreachable!() };
            let begin = if longer == "1,048,576" {
                206 - width_of(longer)
            } else {
                right - width_of(longer) / 2
            };
            assert!(left + width_of(shorter) / 2 < begin, "{columns:?}");
        }
    }
}
