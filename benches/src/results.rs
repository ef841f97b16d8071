//! The results of a run.

use crate::case::Case;
use crate::contender::Contender;
use crate::summary::Summary;

/// A contender in a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The contender.
    pub contender: &'static Contender,
    /// The result of the contender.
    pub outcome: Outcome,
}

/// The result of a contender in a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The contender ran all rounds.
    Measured(Summary),
    /// The contender did not run all rounds, for this reason.
    Absent(String),
}

impl Row {
    /// The numbers, if the contender ran.
    pub fn summary(&self) -> Option<&Summary> {
        match &self.outcome {
            Outcome::Measured(summary) => Some(summary),
            Outcome::Absent(_) => None,
        }
    }
}

/// The cases that were run, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    cases: Vec<(Case, Vec<Row>)>,
}

impl Results {
    /// Adds the rows of a case.
    pub fn add(&mut self, case: Case, rows: Vec<Row>) {
        self.cases.push((case, rows));
    }

    /// The rows of a case; empty if the case was not run.
    pub fn rows(&self, case: Case) -> &[Row] {
        self.cases.iter().find(|(of, _)| *of == case).map_or(&[], |(_, rows)| rows)
    }

    /// The numbers of a contender in a case.
    pub fn summary(&self, case: Case, contender: &Contender) -> Option<&Summary> {
        self.rows(case).iter().find(|row| row.contender == contender)?.summary()
    }

    /// Nanoseconds for each operation of a contender in a case.
    pub fn nanos(&self, case: Case, contender: &Contender) -> Option<f64> {
        self.summary(case, contender).map(|summary| summary.nanos)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::contender::{FLOOR, QUEUE};

    /// A row that was measured.
    pub(crate) fn row(contender: &'static Contender, nanos: f64) -> Row {
        Row { contender, outcome: Outcome::Measured(Summary { nanos, ..Summary::default() }) }
    }

    #[test]
    fn only_measured_rows_have_numbers() {
        let mut results = Results::default();
        let absent = Row { contender: &FLOOR, outcome: Outcome::Absent("a reason".to_owned()) };
        results.add(Case::Hot, vec![row(&QUEUE, 9.0), absent]);
        assert_eq!(results.nanos(Case::Hot, &QUEUE), Some(9.0));
        assert_eq!(results.nanos(Case::Hot, &FLOOR), None);
        assert_eq!(results.nanos(Case::Large, &QUEUE), None);
    }
}
