//! Numbers, and pairs of numbers as bars.

use std::fmt::{self, Display};

use support::numbers::grouped;

/// What a run takes: without pools, and with.
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) values: [f64; 2],
    /// Prints a value with its unit.
    pub(crate) show: fn(f64) -> String,
    /// What smaller values are, and larger ones.
    pub(crate) words: [&'static str; 2],
}

/// The width of the longest bar.
const WIDTH: usize = 36;

impl Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [fresh, pools] = self.values;
        let largest = fresh.max(pools);
        for (at, (run, value)) in ["fresh", "pools"].into_iter().zip(self.values).enumerate() {
            let name = if at == 0 { self.name } else { "" };
            let end = if at == 0 { String::new() } else { self.compared() };
            let line = format!(
                "{name:<19}{run:<6}{:>10}  {:<WIDTH$}  {end}",
                (self.show)(value),
                bar(value, largest)
            );
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

impl Figure {
    /// The second value compared with the first one.
    fn compared(&self) -> String {
        let [fresh, pools] = self.values;
        match fresh / pools {
            times if !times.is_finite() => String::new(),
            times if times >= 1e3 => format!("over 1,000 x {}", self.words[0]),
            times if times >= 1.0 => format!("{times:.2} x {}", self.words[0]),
            times => format!("{:.2} x {}", 1.0 / times, self.words[1]),
        }
    }
}

/// A bar whose length is a part of [`WIDTH`]; in eighths of a character, and none but for 0.
fn bar(value: f64, largest: f64) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if value <= 0.0 {
        return String::new();
    }
    let eighths = ((value / largest * (8 * WIDTH) as f64).round() as usize).max(1);
    format!("{}{}", "█".repeat(eighths / 8), PARTS[eighths % 8])
}

/// Seconds, with their unit.
pub(crate) fn seconds(value: f64) -> String {
    format!("{value:.3} s")
}

/// A mean count.
pub(crate) fn count(value: f64) -> String {
    match value {
        ..1.0 => format!("{value:.2}"),
        ..100.0 => format!("{value:.1}"),
        _ => grouped(value.round() as u64),
    }
}

/// Bytes, with their unit.
pub(crate) fn bytes(value: f64) -> String {
    match value {
        ..1e3 => format!("{value:.0} B"),
        ..1e6 => format!("{:.1} kB", value / 1e3),
        _ => format!("{:.1} MB", value / 1e6),
    }
}
