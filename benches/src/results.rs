//! Everything that a run measured.

use crate::case::Case;
use crate::summary::Summary;
use crate::who::{STATIC, Who};

/// A contender in a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The contender.
    pub who: &'static Who,
    /// What it came to.
    pub outcome: Outcome,
}

/// What a contender came to in a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It ran all rounds.
    Measured(Summary),
    /// It did not, and why.
    Absent(String),
}

impl Row {
    /// The numbers, if there are any.
    pub fn summary(&self) -> Option<&Summary> {
        match &self.outcome {
            Outcome::Measured(summary) => Some(summary),
            Outcome::Absent(_) => None,
        }
    }
}

/// All cases that were run, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    cases: Vec<(Case, Vec<Row>)>,
}

impl Results {
    /// Adds the rows of a case.
    pub fn add(&mut self, case: Case, rows: Vec<Row>) {
        self.cases.push((case, rows));
    }

    /// The rows of a case; none if it was not run.
    pub fn rows(&self, case: Case) -> &[Row] {
        self.cases.iter().find(|(of, _)| *of == case).map_or(&[], |(_, rows)| rows)
    }

    /// The numbers of a contender in a case.
    pub fn summary(&self, case: Case, who: &Who) -> Option<&Summary> {
        self.rows(case).iter().find(|row| row.who == who)?.summary()
    }

    /// Nanoseconds an operation of a contender in a case.
    pub fn nanos(&self, case: Case, who: &Who) -> Option<f64> {
        self.summary(case, who).map(|summary| summary.nanos)
    }

    /// How many times as long as the static pool a contender took.
    pub fn ratio(&self, case: Case, who: &Who) -> Option<f64> {
        Some(self.nanos(case, who)? / self.nanos(case, &STATIC)?)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::who::{FLOOR, QUEUE};

    /// A row that was measured.
    pub(crate) fn row(who: &'static Who, nanos: f64) -> Row {
        Row { who, outcome: Outcome::Measured(Summary { nanos, ..Summary::default() }) }
    }

    #[test]
    fn ratios_are_to_the_static_pool() {
        let mut results = Results::default();
        results.add(Case::Hot, vec![row(&STATIC, 2.0), row(&QUEUE, 9.0)]);
        assert_eq!(results.ratio(Case::Hot, &QUEUE), Some(4.5));
        assert_eq!(results.ratio(Case::Hot, &FLOOR), None);
        assert_eq!(results.ratio(Case::Large, &QUEUE), None);
    }
}
