//! The ratios, and the counts, of the targets on many pools, on many threads and on small pools.

use super::is_close;
use super::ratios::{Ratio, capacity, in_cases};
use crate::case::{Case, Scenario};
use crate::contender::{Contender, OPOOL, REGEX, RUN_TIME, STATIC};
use crate::results::Results;
use crate::sample::Footprint;

/// The capacities of the pools in `pools`.
const CAPACITIES: [usize; 2] = [64, 8];

/// A number of the footprint in each case, of this project's pools.
fn counts(
    results: &Results,
    cases: impl IntoIterator<Item = Case>,
    number: impl Fn(Footprint) -> f64,
) -> Vec<Ratio> {
    let mut all = Vec::new();
    for case in cases {
        for own in [&STATIC, &RUN_TIME] {
            let footprint = results.summary(case, own).and_then(|summary| summary.footprint);
            let label = || format!("{}, {}", own.name, capacity(case));
            all.extend(footprint.map(|footprint| (number(footprint), label())));
        }
    }
    all
}

/// The objects that the pools keep in `seldom`.
pub(super) fn objects_kept(results: &Results) -> Vec<Ratio> {
    counts(results, Scenario::Seldom.cases(), |footprint| footprint.objects)
}

/// The MiB of many pools that many threads used once.
pub(super) fn mebibytes(results: &Results) -> Vec<Ratio> {
    let cases = CAPACITIES.map(Case::PoolsMemory);
    counts(results, cases, |footprint| footprint.bytes / f64::from(1 << 20))
}

/// A number of the footprint in `life`.
pub(super) fn bytes(results: &Results, number: fn(Footprint) -> f64) -> Vec<Ratio> {
    counts(results, Scenario::Life.cases(), number)
}

/// A thousand pools, or another number, used by one thread.
fn pools_of(count: usize) -> impl Iterator<Item = Case> {
    CAPACITIES.into_iter().map(move |capacity| Case::Pools { count, capacity, threads: 1 })
}

/// The time of the pools made at run time with a thousand of them, over that with one.
pub(super) fn pools(results: &Results) -> Vec<Ratio> {
    let ratio = |(many, one): (Case, Case)| {
        let ratio = results.nanos(many, &RUN_TIME)? / results.nanos(one, &RUN_TIME)?;
        Some((ratio, format!("itself, {}", capacity(many))))
    };
    pools_of(1_000).zip(pools_of(1)).filter_map(ratio).collect()
}

/// The time of a thousand pools made at run time over that of a thousand opools.
pub(super) fn pools_over_opool(results: &Results) -> Vec<Ratio> {
    in_cases(results, &RUN_TIME, pools_of(1_000), |other| *other == OPOOL, capacity)
}

/// A pool of 8 and of 16 over each pool with cross-thread return. With one thread, those with an
/// advantage of their own are left out.
pub(super) fn small(results: &Results, own: &Contender, threads: usize) -> Vec<Ratio> {
    let cases = [8, 16].map(|capacity| Case::Small { capacity, threads });
    let pick = |other: &Contender| other.is_returning_pool() && (threads > 1 || !is_close(other));
    in_cases(results, own, cases, pick, capacity)
}

/// The time of a life of a pool made at run time over that of a pool of regex-automata.
pub(super) fn life(results: &Results) -> Vec<Ratio> {
    in_cases(results, &RUN_TIME, Scenario::Life.cases(), |other| *other == REGEX, capacity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::tests::row;
    use crate::results::{Outcome, Row};
    use crate::summary::Summary;

    #[test]
    fn the_closest_pool_of_both_capacities_decides() {
        let mut results = Results::default();
        for (capacity, nanos) in [(8, 4.0), (16, 5.0)] {
            let rows = vec![row(&STATIC, nanos), row(&OPOOL, 10.0), row(&REGEX, 5.0)];
            results.add(Case::Small { capacity, threads: 1 }, rows);
        }
        let ratios = small(&results, &STATIC, 1);
        assert_eq!(ratios, [(0.4, "opool, N = 8".to_owned()), (0.5, "opool, N = 16".to_owned())]);
    }

    #[test]
    fn the_owners_advantage_counts_with_two_threads() {
        let mut results = Results::default();
        let rows = vec![row(&STATIC, 4.0), row(&REGEX, 5.0)];
        results.add(Case::Small { capacity: 8, threads: 2 }, rows);
        let name = "regex-automata pool, N = 8".to_owned();
        assert_eq!(small(&results, &STATIC, 2), [(0.8, name)]);
    }

    #[test]
    fn both_own_pools_are_counted() {
        let counted = |contender, objects| {
            let footprint = Some(Footprint { objects, ..Footprint::default() });
            let summary = Summary { footprint, ..Summary::default() };
            Row { contender, outcome: Outcome::Measured(summary) }
        };
        let mut results = Results::default();
        let rows = vec![counted(&STATIC, 1.0), counted(&RUN_TIME, 9.0), counted(&OPOOL, 50.0)];
        results.add(Case::Seldom(64), rows);
        let kept: Vec<f64> = objects_kept(&results).into_iter().map(|(kept, _)| kept).collect();
        assert_eq!(kept, [1.0, 9.0]);
    }

    #[test]
    fn many_pools_are_compared_with_one() {
        let mut results = Results::default();
        for (count, nanos) in [(1, 4.0), (1_000, 6.0)] {
            let case = Case::Pools { count, capacity: 8, threads: 1 };
            results.add(case, vec![row(&RUN_TIME, nanos), row(&OPOOL, 12.0)]);
        }
        assert_eq!(pools(&results), [(1.5, "itself, N = 8".to_owned())]);
        assert_eq!(pools_over_opool(&results), [(0.5, "opool, N = 8".to_owned())]);
    }
}
