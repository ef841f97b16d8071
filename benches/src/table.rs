//! Tables, as text for the terminal and as Markdown.

use std::iter;

/// A head, and rows with as many cells. The first column is aligned left, the others right.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with a head and no rows.
    pub fn new(head: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { head: head.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row; missing cells at its end stay empty.
    pub fn push(&mut self, row: impl IntoIterator<Item = impl Into<String>>) {
        let blanks = iter::repeat_with(String::new);
        let row = row.into_iter().map(Into::into).chain(blanks);
        self.rows.push(row.take(self.head.len()).collect());
    }

    /// The table as text, with columns aligned by spaces.
    pub fn to_text(&self) -> String {
        self.render("  ", "", |width| "-".repeat(width))
    }

    /// The table in Markdown, with aligned columns.
    pub fn to_markdown(&self) -> String {
        let mut first = true;
        self.render(" | ", "| ", |width| {
            let left = std::mem::take(&mut first);
            if left { "-".repeat(width) } else { format!("{}:", "-".repeat(width - 1)) }
        })
    }

    fn render(&self, gap: &str, edge: &str, rule: impl FnMut(usize) -> String) -> String {
        let lines = || iter::once(&self.head).chain(&self.rows);
        let width = |column: usize| lines().map(|line| line[column].chars().count()).max();
        let widths: Vec<usize> =
            (0..self.head.len()).map(|column| width(column).unwrap_or(0).max(3)).collect();
        let rules: Vec<String> = widths.iter().copied().map(rule).collect();
        let mut text = String::new();
        for line in iter::once(&self.head).chain([&rules]).chain(&self.rows) {
            let cells = line.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
                if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
            });
            let cells: Vec<String> = cells.collect();
            let other_edge: String = edge.chars().rev().collect();
            text.push_str(format!("{edge}{}{other_edge}", cells.join(gap)).trim_end());
            text.push('\n');
        }
        text
    }
}

/// A number with three significant digits and separators between thousands.
pub fn number(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let digits = match value.abs() {
        ..0.01 => 4,
        ..0.9995 => 3,
        ..9.995 => 2,
        ..99.95 => 1,
        _ => 0,
    };
    grouped(value, digits)
}

/// A number with so many decimals and separators between thousands.
pub fn grouped(value: f64, digits: usize) -> String {
    let plain = format!("{value:.digits$}");
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, part) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let groups: Vec<&str> = whole
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    format!("{sign}{}{part}", groups.join(","))
}

/// A ratio, such as "3.10×".
pub fn ratio(value: f64) -> String {
    let digits = if value < 10.0 { 2 } else { 0 };
    format!("{value:.digits$}×")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(["pool", "ns", "ratio"]);
        table.push(["syncpool", "2.00", "1.00×"]);
        table.push(["Mutex<Vec>", "22.4"]);
        table
    }

    #[test]
    fn text_is_aligned() {
        let expected = "\
pool          ns  ratio
----------  ----  -----
syncpool    2.00  1.00×
Mutex<Vec>  22.4
";
        assert_eq!(table().to_text(), expected);
    }

    #[test]
    fn markdown_aligns_numbers_to_the_right() {
        let expected = "\
| pool       |   ns | ratio |
| ---------- | ---: | ----: |
| syncpool   | 2.00 | 1.00× |
| Mutex<Vec> | 22.4 |       |
";
        assert_eq!(table().to_markdown(), expected);
    }

    #[test]
    fn numbers_have_three_digits() {
        let cases = [
            (0.0, "0"),
            (0.0042, "0.0042"),
            (0.25, "0.250"),
            (2.0, "2.00"),
            (9.999, "10.0"),
            (22.44, "22.4"),
            (99.99, "100"),
            (205.4, "205"),
            (1_234_567.0, "1,234,567"),
        ];
        for (value, expected) in cases {
            assert_eq!(number(value), expected);
        }
        assert_eq!(ratio(4.449), "4.45×");
        assert_eq!(ratio(31.4), "31×");
    }
}
