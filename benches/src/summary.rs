//! The numbers of a row: a summary of the samples of all rounds.

use crate::sample::{Footprint, Retained, Sample, Tails};

/// The median: the mean of the two middle values where their number is even.
///
/// `None` without a value that is a number.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    quantile(values, 0.5)
}

/// The quantile at `part`, interpolated between neighbours.
pub fn quantile(values: impl IntoIterator<Item = f64>, part: f64) -> Option<f64> {
    let mut sorted: Vec<f64> = values.into_iter().filter(|value| !value.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let place = part * (sorted.len().checked_sub(1)?) as f64;
    let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    Some(low + (high - low) * place.fract())
}

/// A summary of all rounds of a contender in a case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Median of the rounds, in nanoseconds for each operation.
    pub nanos: f64,
    /// First and third quartile.
    pub quartiles: (f64, f64),
    /// Objects made on a miss, for each operation.
    pub misses: Option<f64>,
    /// Allocator calls for each operation.
    pub allocations: Option<f64>,
    /// Medians of the rounds' quantiles of single calls; the maximum is that of all rounds.
    pub tails: Option<Tails>,
    /// Bytes that the pool holds over time.
    pub retained: Option<Retained>,
    /// What the pool takes of the allocator.
    pub footprint: Option<Footprint>,
}

impl Summary {
    /// Summarises rounds that ran `iterations` each.
    pub fn of(samples: &[Sample], iterations: u64) -> Self {
        let nanos = || samples.iter().map(|sample| sample.nanos);
        let misses: Option<u64> = samples.iter().map(|sample| sample.misses).sum();
        let operations = (iterations * samples.len() as u64).max(1);
        let tails: Option<Vec<Tails>> = samples.iter().map(|sample| sample.tails).collect();
        let quartile = |part| quantile(nanos(), part).unwrap_or(f64::NAN);
        Self {
            nanos: median(nanos()).unwrap_or(f64::NAN),
            quartiles: (quartile(0.25), quartile(0.75)),
            misses: misses.map(|misses| misses as f64 / operations as f64),
            allocations: median(samples.iter().filter_map(|sample| sample.allocations)),
            tails: tails.filter(|tails| !tails.is_empty()).map(|tails| Tails {
                get: typical(&tails, |tails| tails.get),
                give_back: typical(&tails, |tails| tails.give_back),
            }),
            retained: None,
            footprint: None,
        }
    }
}

/// The median of each quantile over the rounds; of the maximum, the largest.
fn typical(rounds: &[Tails], of: impl Fn(&Tails) -> [f64; 4]) -> [f64; 4] {
    std::array::from_fn(|index| {
        let values = rounds.iter().map(|tails| of(tails)[index]);
        // The last quantile is the maximum. The maximum of a run is that of its worst round.
        let part = if index == 3 { 1.0 } else { 0.5 };
        quantile(values, part).unwrap_or(f64::NAN)
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median([3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median([4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median([7.0]), Some(7.0));
        assert_eq!(median([f64::NAN, 7.0]), Some(7.0));
        assert_eq!(median([]), None);
    }

    #[test]
    fn quartiles_are_interpolated() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0];
        assert_eq!(quantile(values, 0.25), Some(2.0));
        assert_eq!(quantile(values, 0.75), Some(4.0));
        assert_eq!(quantile([1.0, 2.0], 0.25), Some(1.25));
        assert_eq!(quantile(values, 1.0), Some(5.0));
    }

    #[test]
    fn one_slow_round_does_not_move_the_summary() {
        let round = |nanos: u64| Sample::new(Duration::from_nanos(nanos), 10);
        let samples = [round(100), round(110), round(90_000)];
        let summary = Summary::of(&samples, 10);
        assert_eq!(summary.nanos, 11.0);
        assert_eq!(summary.misses, None);
    }

    #[test]
    fn misses_are_for_each_operation() {
        let sample = Sample { misses: Some(5), ..Sample::default() };
        let summary = Summary::of(&[sample.clone(), sample], 100);
        assert_eq!(summary.misses, Some(0.05));
    }

    #[test]
    fn the_maximum_is_that_of_all_rounds() {
        let tails = |max| Tails { get: [1.0, 2.0, 3.0, max], give_back: [1.0; 4] };
        let round = |max| Sample { tails: Some(tails(max)), ..Sample::default() };
        let summary = Summary::of(&[round(10.0), round(50.0), round(20.0)], 1);
        assert_eq!(summary.tails.map(|tails| tails.get), Some([1.0, 2.0, 3.0, 50.0]));
    }
}
