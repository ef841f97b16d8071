//! Runs scenarios of the report under criterion, with this project's pools and the limits only: for
//! work on a change.

use criterion::{BenchmarkId, Criterion};
use syncpool_benches::case::Scenario;
use syncpool_benches::contender::Kind;
use syncpool_benches::matrix::{Entry, Place, entries};

/// Benches all cases of the scenarios.
pub(crate) fn bench(scenarios: &[Scenario]) {
    let mut criterion = Criterion::default().configure_from_args();
    for scenario in scenarios {
        let mut group = criterion.benchmark_group(scenario.name());
        for case in scenario.cases() {
            for Entry { contender, place, .. } in entries(case) {
                let (Place::Here(start), Kind::Own | Kind::Reference) = (place, contender.kind)
                else {
                    continue;
                };
                let mut runner = start(case);
                group.bench_function(BenchmarkId::new(contender.name, case), |bencher| {
                    bencher.iter_custom(|iterations| runner(iterations).time_of(iterations));
                });
            }
        }
    }
    criterion.final_summary();
}
