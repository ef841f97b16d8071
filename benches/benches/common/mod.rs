//! Runs scenarios of the report under criterion: only this project's pools and the limits, for
//! one's own work on a change.

use criterion::{BenchmarkId, Criterion};
use syncpool_benches::case::Scenario;
use syncpool_benches::lineup::{Source, entrants};
use syncpool_benches::who::Kind;

/// Benches every case of the scenarios.
pub(crate) fn bench(criterion: &mut Criterion, scenarios: &[Scenario]) {
    for scenario in scenarios {
        let mut group = criterion.benchmark_group(scenario.name());
        for case in scenario.cases() {
            for entrant in entrants(case) {
                let (Source::Here(start), Kind::Own | Kind::Limit) =
                    (entrant.source, entrant.who.kind)
                else {
                    continue;
                };
                let mut runner = start();
                group.bench_function(BenchmarkId::new(entrant.who.name, case), |bencher| {
                    bencher.iter_custom(|iterations| runner(iterations).time_of(iterations));
                });
            }
        }
    }
}
