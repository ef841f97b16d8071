//! The struct of seven fields: cleared in place, and with pools of strings.

mod common;

use syncpool_benches::case::Scenario;

fn main() {
    common::bench(&[Scenario::Complex]);
}
