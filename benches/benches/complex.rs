//! The struct of seven fields, cleared in place and with pools of strings.

mod common;

use criterion::Criterion;
use syncpool_benches::case::Scenario;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    common::bench(&mut criterion, &[Scenario::Complex]);
    criterion.final_summary();
}
