//! The memory of pools and guards, compared with its limits.

use crate::adapters::own;
use crate::table::Table;

/// Limit of the bytes of a static pool of `capacity` objects.
fn limit(capacity: usize) -> usize {
    16 * capacity + 1024
}

/// Limit of the bytes of a guard.
const GUARD: usize = 8;

/// The sizes, and whether they meet their limits.
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
