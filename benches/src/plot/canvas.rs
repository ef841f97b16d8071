//! Drawing on a white area: texts, lines and marks.

use std::error::Error;
use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::style::Mark;

pub(super) type Drawn<T> = Result<T, Box<dyn Error>>;

/// A place, in pixels from the left and from the top.
pub(super) type Place = (i32, i32);

pub(super) const GREY: RGBColor = RGBColor(95, 95, 95);
pub(super) const LIGHT: RGBColor = RGBColor(215, 215, 215);

/// The width of every plot, in pixels.
pub(super) const WIDTH: i32 = 960;

/// The font size of most texts, in pixels.
pub(super) const TEXT: i32 = 13;

/// The pixels that a text of [`TEXT`] takes at most, in the usual fonts without serifs.
pub(super) fn width_of(text: &str) -> i32 {
    text.chars().count() as i32 * TEXT * 5 / 8
}

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Font {
    pub(super) size: i32,
    pub(super) bold: bool,
    pub(super) colour: RGBColor,
}

/// The font of most texts.
pub(super) const PLAIN: Font = Font { size: TEXT, bold: false, colour: RGBColor(30, 30, 30) };

/// The font of what explains the plot.
pub(super) const NOTE: Font = Font { colour: GREY, ..PLAIN };

pub(super) struct Canvas<'p>(DrawingArea<SVGBackend<'p>, Shift>);

impl<'p> Canvas<'p> {
    /// A canvas with a title and a line that explains it.
    pub(super) fn new(path: &'p Path, height: i32, title: &str, note: &str) -> Drawn<Self> {
        let area = SVGBackend::new(path, (WIDTH as u32, height as u32)).into_drawing_area();
        // The plot has a background of its own, so that it is the same on a dark page.
        area.fill(&WHITE)?;
        let canvas = Self(area);
        canvas.text((16, 22), title, HPos::Left, Font { size: 17, bold: true, ..PLAIN })?;
        canvas.text((16, 45), note, HPos::Left, NOTE)?;
        Ok(canvas)
    }

    /// Writes a text whose middle has the height of `at`.
    pub(super) fn text(&self, at: Place, text: &str, side: HPos, font: Font) -> Drawn<()> {
        // The backend takes points, of which it makes pixels by this factor.
        let size = f64::from(font.size) * 1.24;
        let style = if font.bold { FontStyle::Bold } else { FontStyle::Normal };
        let style = ("sans-serif", size).into_font().style(style).color(&font.colour);
        self.0.draw(&Text::new(text.to_owned(), at, style.pos(Pos::new(side, VPos::Center))))?;
        Ok(())
    }

    pub(super) fn line(&self, places: Vec<Place>, colour: RGBColor, width: u32) -> Drawn<()> {
        self.0.draw(&PathElement::new(places, colour.stroke_width(width)))?;
        Ok(())
    }

    pub(super) fn rectangle(&self, corners: [Place; 2], colour: RGBColor) -> Drawn<()> {
        self.0.draw(&Rectangle::new(corners, colour.filled()))?;
        Ok(())
    }

    /// Draws a mark around a place. A ring is filled with the colour that is behind it.
    pub(super) fn mark(
        &self,
        (x, y): Place,
        mark: Mark,
        radius: i32,
        colour: RGBColor,
        behind: RGBColor,
    ) -> Drawn<()> {
        let polygon = |corners: &[Place]| {
            let corners: Vec<Place> = corners
                .iter()
                .map(|(right, down)| (x + right * radius / 4, y + down * radius / 4))
                .collect();
            self.0.draw(&Polygon::new(corners, colour.filled()))
        };
        let stroke = |from: Place, to: Place| {
            let place = |(right, down): Place| (x + right * radius / 4, y + down * radius / 4);
            self.line(vec![place(from), place(to)], colour, 2)
        };
        match mark {
            Mark::Circle => self.0.draw(&Circle::new((x, y), radius, colour.filled()))?,
            Mark::Ring => {
                self.0.draw(&Circle::new((x, y), radius, behind.filled()))?;
                self.0.draw(&Circle::new((x, y), radius, colour.stroke_width(2)))?;
            }
            Mark::Square => {
                self.rectangle([(x - radius, y - radius), (x + radius, y + radius)], colour)?
            }
            Mark::Diamond => polygon(&[(0, -5), (5, 0), (0, 5), (-5, 0)])?,
            Mark::Up => polygon(&[(0, -5), (5, 4), (-5, 4)])?,
            Mark::Down => polygon(&[(0, 5), (5, -4), (-5, -4)])?,
            Mark::Left => polygon(&[(-5, 0), (4, -5), (4, 5)])?,
            Mark::Cross => {
                stroke((-4, -4), (4, 4))?;
                stroke((-4, 4), (4, -4))?;
            }
            Mark::Plus => {
                stroke((-5, 0), (5, 0))?;
                stroke((0, -5), (0, 5))?;
            }
        }
        Ok(())
    }

    /// Writes the file.
    pub(super) fn finish(self) -> Drawn<()> {
        self.0.present()?;
        Ok(())
    }
}
