//! Interleaves all contenders of a scenario, in all its cases, round by round.

use std::collections::{HashMap, hash_map};
use std::path::PathBuf;
use std::time::Duration;

use crate::case::{Case, FRESH};
use crate::child::{Child, ChildError};
use crate::matrix::{Entry, Place};
use crate::results::{Outcome, Row};
use crate::sample::{Runner, Sample};
use crate::summary::Summary;

/// Number and length of the rounds.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Rounds of each contender in each case.
    pub rounds: usize,
    /// Shortest length of a round.
    pub round: Duration,
    /// Shortest length of a round for each of its threads. Threads that share a core then take
    /// turns within a round.
    pub for_each_thread: Duration,
}

impl Plan {
    /// Reproducible medians.
    pub const FULL: Self = Self {
        rounds: 21,
        round: Duration::from_millis(10),
        for_each_thread: Duration::from_millis(4),
    };

    /// A run of about a minute.
    pub const QUICK: Self = Self {
        rounds: 5,
        round: Duration::from_millis(4),
        for_each_thread: Duration::from_micros(1_500),
    };

    fn round_of(&self, case: Case) -> Duration {
        self.round.max(self.for_each_thread * case.threads() as u32)
    }
}

/// Runs scenarios. Keeps the child processes of the scenario that runs.
#[derive(Debug)]
pub struct Harness {
    plan: Plan,
    /// The folder of the children's binaries.
    folder: PathBuf,
    /// A child for each binary and case: a child has one subject at a time.
    children: HashMap<(&'static str, Case), Child>,
}

/// A contender that is set up.
enum Setup {
    Here(Runner),
    Child(&'static str, Case),
}

/// A contender that takes part in the rounds.
struct Participant {
    case: usize,
    row: usize,
    setup: Setup,
    iterations: u64,
    samples: Vec<Sample>,
}

impl Harness {
    /// A harness whose children's binaries lie in `folder`.
    pub fn new(plan: Plan, folder: PathBuf) -> Self {
        Self { plan, folder, children: HashMap::new() }
    }

    /// Runs the cases of a scenario. Calls `tick` after each round of each contender.
    ///
    /// All cases are interleaved: a target may compare two cases, and the machine may slow down
    /// meanwhile.
    pub fn run(
        &mut self,
        cases: Vec<(Case, Vec<Entry>)>,
        mut tick: impl FnMut(),
    ) -> Vec<(Case, Vec<Row>)> {
        let mut rows = Vec::new();
        let mut participants = Vec::new();
        for (number, (case, entries)) in cases.into_iter().enumerate() {
            let mut of_case = Vec::new();
            for (row, Entry { contender, place, .. }) in entries.into_iter().enumerate() {
                let mut reason = String::new();
                match self.set_up(case, place) {
                    Ok((setup, iterations)) => {
                        let samples = Vec::new();
                        participants.push(Participant {
                            case: number,
                            row,
                            setup,
                            iterations,
                            samples,
                        });
                    }
                    Err(error) => reason = error,
                }
                of_case.push(Row { contender, outcome: Outcome::Absent(reason) });
            }
            rows.push((case, of_case));
        }
        for _ in 0..self.plan.rounds {
            // A new order in each round: no contender always follows the same one.
            fastrand::shuffle(&mut participants);
            for Participant { case, row, setup, iterations, samples } in &mut participants {
                match self.round(setup, *iterations) {
                    Ok(sample) => samples.push(sample),
                    Err(error) => rows[*case].1[*row].outcome = Outcome::Absent(error.to_string()),
                }
                tick();
            }
        }
        for Participant { case, row, iterations, samples, .. } in participants {
            if samples.len() == self.plan.rounds {
                let summary = Summary::of(&samples, iterations);
                rows[case].1[row].outcome = Outcome::Measured(summary);
            }
        }
        // Dropping the children closes their input, which ends them.
        self.children.clear();
        rows
    }

    /// Allocator calls of one operation in a child that is warm.
    ///
    /// # Errors
    ///
    /// When the child cannot be used.
    pub fn allocations(&mut self, case: Case, subject: &str) -> Result<Option<f64>, ChildError> {
        let child = self.child("count-allocations", case)?;
        child.start(case, subject)?;
        child.run(1_000)?;
        let sample = child.run(1_000)?;
        child.stop()?;
        Ok(sample.allocations)
    }

    /// Counts what a contender takes of the allocator, in a child.
    ///
    /// # Errors
    ///
    /// When the child cannot be used.
    pub fn count(&mut self, case: Case, name: &str) -> Result<Vec<f64>, ChildError> {
        self.child("count-allocations", case)?.count(case, name)
    }

    fn set_up(&mut self, case: Case, place: Place) -> Result<(Setup, u64), String> {
        let mut setup = match place {
            Place::Here(start) => Setup::Here(start(case)),
            Place::Child(name) => {
                let child = self.child(name, case).map_err(|error| error.to_string())?;
                child.start(case, FRESH).map_err(|error| error.to_string())?;
                Setup::Child(name, case)
            }
            Place::Counted => return Err("not counted yet".to_owned()),
            Place::Absent(reason) => return Err(reason.to_owned()),
        };
        let target = self.plan.round_of(case);
        let round = |iterations| self.round(&mut setup, iterations);
        let iterations = calibrate(target, round).map_err(|error| error.to_string())?;
        Ok((setup, iterations))
    }

    fn round(&mut self, setup: &mut Setup, iterations: u64) -> Result<Sample, ChildError> {
        match setup {
            Setup::Here(runner) => Ok(runner(iterations)),
            Setup::Child(name, case) => self.child(name, *case)?.run(iterations),
        }
    }

    fn child(&mut self, name: &'static str, case: Case) -> Result<&mut Child, ChildError> {
        Ok(match self.children.entry((name, case)) {
            hash_map::Entry::Occupied(child) => child.into_mut(),
            hash_map::Entry::Vacant(place) => place.insert(Child::spawn(&self.folder, name)?),
        })
    }
}

/// Finds the number of iterations with which a round lasts as long as `target`, and warms up
/// meanwhile.
///
/// A round also has a fixed cost, such as the start of its threads. The measured time counts only
/// once it grows with the iterations.
fn calibrate<E>(
    target: Duration,
    mut round: impl FnMut(u64) -> Result<Sample, E>,
) -> Result<u64, E> {
    let mut iterations = 256_u64;
    let mut before = Duration::MAX;
    loop {
        let elapsed = round(iterations)?.elapsed.max(Duration::from_nanos(1));
        let grows = elapsed > before.saturating_mul(2) || elapsed > target * 4;
        if elapsed > target / 4 && grows || iterations > 1 << 40 {
            let scale = target.as_secs_f64() / elapsed.as_secs_f64();
            return Ok(((iterations as f64 * scale) as u64).max(1));
        }
        before = elapsed;
        iterations *= 4;
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    #[test]
    fn a_round_is_as_long_as_wanted() {
        let mut rounds = 0;
        let iterations = calibrate::<Infallible>(Duration::from_millis(5), |iterations| {
            rounds += 1;
            Ok(Sample::new(Duration::from_nanos(iterations * 10), iterations))
        });
        assert_eq!(iterations, Ok(500_000));
        assert!(rounds < 10, "{rounds} rounds to warm up");
    }

    #[test]
    fn a_fixed_cost_is_not_counted_as_work() {
        let iterations = calibrate::<Infallible>(Duration::from_millis(5), |iterations| {
            Ok(Sample::new(Duration::from_nanos(3_000_000 + iterations * 10), iterations))
        });
        assert!(matches!(iterations, Ok(100_000..)), "{iterations:?}");
    }

    #[test]
    fn a_scenario_that_is_too_slow_still_runs() {
        let iterations = calibrate::<Infallible>(Duration::from_millis(1), |iterations| {
            Ok(Sample::new(Duration::from_secs(1), iterations))
        });
        assert_eq!(iterations, Ok(1));
    }
}
