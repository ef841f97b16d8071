//! What one thread pays: `hot`, `burst`, `large`, `capacity`.

mod common;

use criterion::Criterion;
use syncpool_benches::case::Scenario;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    common::bench(
        &mut criterion,
        &[Scenario::Hot, Scenario::Burst, Scenario::Large, Scenario::Capacity],
    );
    criterion.final_summary();
}
