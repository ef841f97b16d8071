//! The memory that pools take, beside what they may take.

use crate::contenders::own;
use crate::table::Table;

/// Bytes that a static pool of `capacity` objects may take.
fn limit(capacity: usize) -> usize {
    16 * capacity + 1024
}

/// Bytes that a guard may take.
const GUARD: usize = 8;

/// The sizes, and whether they are met.
pub fn table() -> Table {
    let mut table = Table::new(["size of", "bytes", "at most", "verdict"]);
    let verdict = |met| if met { "met" } else { "MISSED" };
    for (capacity, bytes) in own::footprints() {
        table.push([
            format!("a static pool of {capacity}"),
            bytes.to_string(),
            limit(capacity).to_string(),
            verdict(bytes <= limit(capacity)).to_owned(),
        ]);
    }
    let guard = own::guard_size();
    table.push(["a guard", &guard.to_string(), &GUARD.to_string(), verdict(guard <= GUARD)]);
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_is_met() {
        let text = table().to_text();
        assert!(!text.contains("MISSED"), "{text}");
    }
}
