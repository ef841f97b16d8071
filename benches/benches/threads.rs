//! What several threads pay: `contended`, `ring`, `fan`, `churn`.

mod common;

use criterion::Criterion;
use syncpool_benches::case::Scenario;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    common::bench(
        &mut criterion,
        &[Scenario::Contended, Scenario::Ring, Scenario::Fan, Scenario::Churn],
    );
    criterion.final_summary();
}
