//! A row for each contender: bars from 0, or points on a logarithmic axis where the values lie far apart.

use std::path::Path;

use plotters::style::WHITE;
use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, Drawn, Font, GREY, LIGHT, NOTE, PLAIN, TEXT, WIDTH, width_of};
use super::scale::Scale;
use super::style::style;
use super::{Labels, Series};
use crate::contender::Kind;

const TOP: i32 = 68;
const ROW: i32 = 24;
const BELOW: i32 = 56;
const MARGIN: i32 = 16;

/// Bars are drawn if the largest value is at most so many times the least, or if all but the shortest can be
/// seen beside a few that vanish: in bytes.
const BARS_UP_TO: f64 = 8.0;

/// Draws a plot whose series have one point each.
pub(super) fn draw(path: &Path, series: &[Series], labels: &Labels, force_bars: bool) -> Drawn<()> {
    let values = || series.iter().map(|series| series.points[0].1);
    let most = values().fold(0.0, f64::max);
    let least = values().fold(most, f64::min);
    let bars = force_bars || least * BARS_UP_TO >= most;
    let scale = if bars { Scale::Linear(most) } else { Scale::logarithmic(values()) };

    let height = TOP + ROW * series.len() as i32 + BELOW;
    let note =
        if bars { labels.note.clone() } else { format!("{}; logarithmic axis", labels.note) };
    let canvas = Canvas::new(path, height, &labels.title, &note)?;
    let names = series.iter().map(|series| width_of(series.contender.name)).max();
    let left = MARGIN + names.unwrap_or(0) + 16;
    // The value stands to the right of the longest bar.
    let right = WIDTH - MARGIN - 90;
    let across = |place: f64| left + (place * f64::from(right - left)) as i32;

    let bottom = TOP + ROW * series.len() as i32 + 4;
    for (place, name) in scale.ticks(labels.unit, right - left, 55) {
        canvas.line(vec![(across(place), TOP - 6), (across(place), bottom)], LIGHT, 1)?;
        canvas.text((across(place), bottom + 14), &name, HPos::Center, NOTE)?;
    }
    canvas.text(((left + right) / 2, bottom + 36), labels.axis, HPos::Center, NOTE)?;
    for (index, Series { contender, points }) in series.iter().enumerate() {
        let value = points[0].1;
        let middle = TOP + ROW * index as i32 + ROW / 2;
        let font = Font { bold: contender.kind == Kind::Own, ..PLAIN };
        canvas.text((left - 12, middle), contender.name, HPos::Right, font)?;
        let (colour, mark) = style(contender);
        let at = across(scale.place(value));
        if bars {
            canvas.rectangle([(left, middle - 8), (at.max(left + 1), middle + 8)], colour)?;
            if at > left + 40 {
                canvas.mark((left + 14, middle), mark, 4, WHITE, colour)?;
            }
        } else {
            canvas.line(vec![(left, middle), (right, middle)], LIGHT, 1)?;
            canvas.mark((at, middle), mark, 6, colour, WHITE)?;
        }
        canvas.text((at + TEXT, middle), &labels.unit.show(value), HPos::Left, PLAIN)?;
    }
    canvas.line(vec![(left, TOP - 6), (left, bottom)], GREY, 1)?;
    canvas.finish()
}
