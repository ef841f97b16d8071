//! Scales: where a value stands on an axis, and which values the axis names.

use crate::table::{grouped, number};

/// The unit of the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Nanoseconds.
    Nanos,
    /// Objects.
    Count,
    /// Bytes, shown with a binary prefix.
    Bytes,
}

/// The binary prefixes, each 1024 times the one before.
const PREFIXES: [&str; 4] = ["B", "KiB", "MiB", "GiB"];

impl Unit {
    /// The largest prefix whose unit is not above a value: its size and its name.
    fn prefix(self, value: f64) -> (f64, &'static str) {
        match self {
            Self::Nanos | Self::Count => (1.0, ""),
            Self::Bytes => {
                let power = (value.max(1.0).log2() / 10.0) as usize;
                let power = power.min(PREFIXES.len() - 1);
                (1024_f64.powi(power as i32), PREFIXES[power])
            }
        }
    }

    /// A measured value.
    pub(super) fn show(self, value: f64) -> String {
        let (size, name) = self.prefix(value);
        let number = if self == Self::Count { grouped(value, 0) } else { number(value / size) };
        format!("{number} {name}").trim_end().to_owned()
    }

    /// A value of an axis, with no more digits than it needs.
    fn tick(self, value: f64) -> String {
        let (size, name) = self.prefix(value);
        let digits = (0..4).find(|digits| {
            let scaled = value / size * 10_f64.powi(*digits);
            (scaled - scaled.round()).abs() < 1e-6
        });
        format!("{} {name}", grouped(value / size, digits.unwrap_or(4) as usize))
            .trim_end()
            .to_owned()
    }
}

/// A value that an axis names: where it stands, from 0 to 1, and its name.
pub(super) type Tick = (f64, String);

/// How the values of an axis map to its length.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scale {
    /// From 0 to a largest value.
    Linear(f64),
    /// Between two values above 0.
    Logarithmic(f64, f64),
}

impl Scale {
    /// A logarithmic scale that holds all values with a margin.
    pub(super) fn logarithmic(values: impl Iterator<Item = f64> + Clone) -> Self {
        let positive = values.filter(|value| *value > 0.0);
        let least = positive.clone().fold(f64::INFINITY, f64::min);
        let most = positive.fold(least, f64::max);
        Self::Logarithmic(least / 1.3, most * 1.3)
    }

    /// A logarithmic scale from the least value to the largest.
    pub(super) fn exactly(values: impl Iterator<Item = f64> + Clone) -> Self {
        let most = values.clone().fold(f64::MIN_POSITIVE, f64::max);
        Self::Logarithmic(values.fold(most, f64::min), most)
    }

    /// Where a value stands, from 0 to 1.
    pub(super) fn place(self, value: f64) -> f64 {
        let place = match self {
            Self::Linear(most) => value / most,
            Self::Logarithmic(least, most) => (value / least).ln() / (most / least).ln(),
        };
        // Nothing to the left of the axis: 0 has no place on a logarithmic one.
        place.clamp(0.0, 1.0)
    }

    /// The values that an axis names, from small to large. It is `length` long, and a name takes `name`.
    pub(super) fn ticks(self, unit: Unit, length: i32, name: i32) -> Vec<Tick> {
        let values = match self {
            Self::Linear(most) => {
                let (size, _) = unit.prefix(most);
                let step = nice(most / size / 4.0) * size;
                (0..)
                    .map(|n| f64::from(n) * step)
                    .take_while(|value| *value <= most * 1.001)
                    .collect()
            }
            Self::Logarithmic(least, most) => {
                // A name for each decade, and where there is room for 2 and 5 of them, too.
                let room = f64::from(length) / (most / least).log10() * 2_f64.log10();
                let factors = if room > f64::from(name) { &[1.0, 2.0, 5.0][..] } else { &[1.0] };
                let within = |value: &f64| (least..=most).contains(value);
                let mut values: Vec<f64> = Vec::new();
                for decade in decades(unit) {
                    values.extend(factors.iter().map(|factor| factor * decade).filter(within));
                }
                values
            }
        };
        values.into_iter().map(|value| (self.place(value), unit.tick(value))).collect()
    }
}

/// The smallest of 1, 2, 5, 10, ... that is not below a value.
fn nice(value: f64) -> f64 {
    let decade = 10_f64.powf(value.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * decade >= value * 0.999);
    factor.unwrap_or(10.0) * decade
}

/// The decades of a logarithmic axis. Those of bytes are 1, 10 and 100 of each prefix.
fn decades(unit: Unit) -> Vec<f64> {
    let tens = |from, to| (from..to).map(|power| 10_f64.powi(power));
    match unit {
        Unit::Nanos | Unit::Count => tens(-3, 13).collect(),
        Unit::Bytes => {
            let prefixes = (0..4).map(|power| 1024_f64.powi(power));
            prefixes.flat_map(|size| tens(0, 3).map(move |ten| ten * size)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(scale: Scale, unit: Unit) -> Vec<String> {
        scale.ticks(unit, 200, 50).into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn ticks_are_round_and_none_is_there_twice() {
        let wide = Scale::Logarithmic(0.7, 123_456.0);
        assert_eq!(names(wide, Unit::Nanos), ["1", "10", "100", "1,000", "10,000", "100,000"]);
        let narrow = Scale::Logarithmic(25.0, 240.0);
        assert_eq!(names(narrow, Unit::Nanos), ["50", "100", "200"]);
        assert_eq!(names(Scale::Linear(388.0), Unit::Nanos), ["0", "100", "200", "300"]);
        assert_eq!(names(Scale::Linear(0.9), Unit::Nanos), ["0", "0.5"]);
        let gibibytes = Scale::Linear(2.1 * 1024_f64.powi(3));
        assert_eq!(names(gibibytes, Unit::Bytes), ["0 B", "1 GiB", "2 GiB"]);
        let bytes = Scale::Logarithmic(2e5, 4e8);
        assert_eq!(names(bytes, Unit::Bytes), ["1 MiB", "10 MiB", "100 MiB"]);
    }

    #[test]
    fn places_are_within_the_axis() {
        let scale = Scale::logarithmic([0.0, 1.0, 100.0].into_iter());
        assert_eq!(scale.place(0.0), 0.0);
        assert!((scale.place(10.0) - 0.5).abs() < 1e-9);
        assert_eq!(Scale::Linear(50.0).place(25.0), 0.5);
        let exact = Scale::exactly([1.0, 64.0].into_iter());
        assert_eq!((exact.place(1.0), exact.place(64.0)), (0.0, 1.0));
    }

    #[test]
    fn values_have_their_unit() {
        assert_eq!(Unit::Nanos.show(12.345), "12.3");
        assert_eq!(Unit::Count.show(1.0), "1");
        assert_eq!(Unit::Count.show(32_000.0), "32,000");
        assert_eq!(Unit::Bytes.show(2652.0), "2.59 KiB");
        assert_eq!(Unit::Bytes.show(2_147_485_696.0), "2.00 GiB");
        assert_eq!(Unit::Bytes.show(1000.0), "1,000 B");
    }
}
