//! From the readings of all rounds to the numbers of a row.

use crate::reading::{Reading, Tails};
use crate::scenarios::retained::Retained;

/// The value in the middle; the mean of the two in the middle of an even number.
///
/// `None` when there is no value, or none that is a number.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    quantile(values, 0.5)
}

/// The value below which that part of the values lies, interpolated between neighbours.
pub fn quantile(values: impl IntoIterator<Item = f64>, part: f64) -> Option<f64> {
    let mut sorted: Vec<f64> = values.into_iter().filter(|value| !value.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let place = part * (sorted.len().checked_sub(1)?) as f64;
    let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    Some(low + (high - low) * place.fract())
}

/// What all rounds of a contender in a case come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Median of the rounds, nanoseconds an operation.
    pub nanos: f64,
    /// First and third quartile.
    pub quartiles: (f64, f64),
    /// Objects made on a miss, for each operation.
    pub misses: Option<f64>,
    /// Allocator calls for each operation.
    pub allocations: Option<f64>,
    /// Medians of the rounds' quantiles of single calls; the maximum is that of all rounds.
    pub tails: Option<Tails>,
    /// What the pool holds over time.
    pub retained: Option<Retained>,
}

impl Summary {
    /// Summarises rounds that ran `iterations` each.
    pub fn of(readings: &[Reading], iterations: u64) -> Self {
        let nanos = || readings.iter().map(|reading| reading.nanos);
        let misses: Option<u64> = readings.iter().map(|reading| reading.misses).sum();
        let operations = (iterations * readings.len() as u64).max(1);
        let tails: Option<Vec<Tails>> = readings.iter().map(|reading| reading.tails).collect();
        let quartile = |part| quantile(nanos(), part).unwrap_or(f64::NAN);
        Self {
            nanos: median(nanos()).unwrap_or(f64::NAN),
            quartiles: (quartile(0.25), quartile(0.75)),
            misses: misses.map(|misses| misses as f64 / operations as f64),
            allocations: median(readings.iter().filter_map(|reading| reading.allocations)),
            tails: tails.filter(|tails| !tails.is_empty()).map(|tails| Tails {
                get: typical(&tails, |tails| tails.get),
                give_back: typical(&tails, |tails| tails.give_back),
            }),
            retained: None,
        }
    }
}

fn typical(rounds: &[Tails], of: impl Fn(&Tails) -> [f64; 4]) -> [f64; 4] {
    std::array::from_fn(|index| {
        let values = rounds.iter().map(|tails| of(tails)[index]);
        // The last is the maximum, and the maximum of a run is that of its worst round.
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
        let round = |nanos: u64| Reading::new(Duration::from_nanos(nanos), 10);
        let readings = [round(100), round(110), round(90_000)];
        let summary = Summary::of(&readings, 10);
        assert_eq!(summary.nanos, 11.0);
        assert_eq!(summary.misses, None);
    }

    #[test]
    fn misses_are_for_each_operation() {
        let reading = Reading { misses: Some(5), ..Reading::default() };
        let summary = Summary::of(&[reading.clone(), reading], 100);
        assert_eq!(summary.misses, Some(0.05));
    }

    #[test]
    fn the_maximum_is_that_of_all_rounds() {
        let tails = |max| Tails { get: [1.0, 2.0, 3.0, max], give_back: [1.0; 4] };
        let round = |max| Reading { tails: Some(tails(max)), ..Reading::default() };
        let summary = Summary::of(&[round(10.0), round(50.0), round(20.0)], 1);
        assert_eq!(summary.tails.map(|tails| tails.get), Some([1.0, 2.0, 3.0, 50.0]));
    }
}
