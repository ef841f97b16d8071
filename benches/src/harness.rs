//! Runs all contenders of a scenario side by side, in all its cases, round by round.

use std::collections::{HashMap, hash_map};
use std::path::PathBuf;
use std::time::Duration;

use crate::case::Case;
use crate::child::{Child, ChildError, FRESH};
use crate::lineup::{Entrant, Source};
use crate::reading::{Reading, Runner};
use crate::results::{Outcome, Row};
use crate::scenarios::retained::Retained;
use crate::summary::Summary;

/// How long everything may take.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Rounds of each contender in each case.
    pub rounds: usize,
    /// How long a round of one thread lasts.
    pub alone: Duration,
    /// How long a round lasts at least for each thread that takes part in it, so that threads
    /// which share a core take turns within a round, not one after the other.
    pub for_each_thread: Duration,
}

impl Plan {
    /// Medians that hold.
    pub const FULL: Self = Self {
        rounds: 21,
        alone: Duration::from_millis(10),
        for_each_thread: Duration::from_millis(4),
    };

    /// A look that takes less than a minute.
    pub const QUICK: Self = Self {
        rounds: 5,
        alone: Duration::from_millis(4),
        for_each_thread: Duration::from_micros(1_500),
    };

    fn round(&self, case: Case) -> Duration {
        self.alone.max(self.for_each_thread * case.threads() as u32)
    }
}

/// Runs scenarios, and keeps the child processes of one while it runs.
#[derive(Debug)]
pub struct Harness {
    plan: Plan,
    /// Where the binaries of the children lie.
    folder: PathBuf,
    /// One for each case: a child has one thing set up at a time.
    children: HashMap<(&'static str, Case), Child>,
}

/// A contender that was set up.
enum Setup {
    Here(Runner),
    Child(&'static str, Case),
}

/// What a contender does in a case.
struct Entry {
    case: usize,
    row: usize,
    setup: Setup,
    iterations: u64,
    readings: Vec<Reading>,
}

impl Harness {
    /// A harness that looks for the children in `folder`.
    pub fn new(plan: Plan, folder: PathBuf) -> Self {
        Self { plan, folder, children: HashMap::new() }
    }

    /// Runs the cases of a scenario; `tick` is called for each round of each contender.
    ///
    /// All of them are interleaved: where a target compares two cases, a machine that has grown slower
    /// meanwhile would else pass for the difference.
    pub fn run(
        &mut self,
        cases: Vec<(Case, Vec<Entrant>)>,
        mut tick: impl FnMut(),
    ) -> Vec<(Case, Vec<Row>)> {
        let mut rows = Vec::new();
        let mut entries = Vec::new();
        for (number, (case, entrants)) in cases.into_iter().enumerate() {
            let absent = |entrant: &Entrant| Row {
                who: entrant.who,
                outcome: Outcome::Absent(String::new()),
            };
            let mut of_case: Vec<Row> = entrants.iter().map(absent).collect();
            for (row, entrant) in entrants.into_iter().enumerate() {
                match self.set_up(case, entrant.source) {
                    Ok((setup, iterations)) => {
                        let readings = Vec::new();
                        entries.push(Entry { case: number, row, setup, iterations, readings });
                    }
                    Err(why) => of_case[row].outcome = Outcome::Absent(why),
                }
            }
            rows.push((case, of_case));
        }
        for _ in 0..self.plan.rounds {
            // In another order each time: no contender always follows the same one.
            fastrand::shuffle(&mut entries);
            for entry in &mut entries {
                match self.round(&mut entry.setup, entry.iterations) {
                    Ok(reading) => entry.readings.push(reading),
                    Err(error) => {
                        rows[entry.case].1[entry.row].outcome = Outcome::Absent(error.to_string());
                    }
                }
                tick();
            }
        }
        for Entry { case, row, iterations, readings, .. } in entries {
            if readings.len() == self.plan.rounds {
                let summary = Summary::of(&readings, iterations);
                rows[case].1[row].outcome = Outcome::Measured(summary);
            }
        }
        // They end when nobody asks them any more.
        self.children.clear();
        rows
    }

    /// Allocator calls of one operation, counted by a child after some operations to warm up.
    ///
    /// # Errors
    ///
    /// When the child cannot be used.
    pub fn allocations(&mut self, case: Case, subject: &str) -> Result<Option<f64>, ChildError> {
        let child = self.child("count-allocations", case)?;
        child.start(case, subject)?;
        child.run(1_000)?;
        let reading = child.run(1_000)?;
        child.stop()?;
        Ok(reading.allocations)
    }

    /// What a contender of `retained` holds over time, counted by a child.
    ///
    /// # Errors
    ///
    /// When the child cannot be used.
    pub fn retained(&mut self, name: &str) -> Result<Retained, ChildError> {
        self.child("count-allocations", Case::Retained)?.observe(name)
    }

    fn set_up(&mut self, case: Case, source: Source) -> Result<(Setup, u64), String> {
        let mut setup = match source {
            Source::Here(start) => Setup::Here(start()),
            Source::Child(name) => {
                let child = self.child(name, case).map_err(|error| error.to_string())?;
                child.start(case, FRESH).map_err(|error| error.to_string())?;
                Setup::Child(name, case)
            }
            Source::Absent(why) => return Err(why.to_owned()),
        };
        let target = self.plan.round(case);
        let round = |iterations| self.round(&mut setup, iterations);
        let iterations = calibrate(target, round).map_err(|error| error.to_string())?;
        Ok((setup, iterations))
    }

    fn round(&mut self, setup: &mut Setup, iterations: u64) -> Result<Reading, ChildError> {
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

/// Finds how many iterations make a round last as long as wanted; warms up on the way.
///
/// A round has a fixed cost as well, the start of its threads for one: the time is trusted only
/// once it grows with the iterations.
fn calibrate<E>(
    target: Duration,
    mut round: impl FnMut(u64) -> Result<Reading, E>,
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
    fn a_round_is_made_as_long_as_wanted() {
        let mut rounds = 0;
        let iterations = calibrate::<Infallible>(Duration::from_millis(5), |iterations| {
            rounds += 1;
            Ok(Reading::new(Duration::from_nanos(iterations * 10), iterations))
        });
        assert_eq!(iterations, Ok(500_000));
        assert!(rounds < 10, "{rounds} rounds to warm up");
    }

    #[test]
    fn a_fixed_cost_does_not_pass_for_work() {
        let iterations = calibrate::<Infallible>(Duration::from_millis(5), |iterations| {
            Ok(Reading::new(Duration::from_nanos(3_000_000 + iterations * 10), iterations))
        });
        assert!(matches!(iterations, Ok(100_000..)), "{iterations:?}");
    }

    #[test]
    fn a_scenario_that_is_too_slow_still_runs() {
        let iterations = calibrate::<Infallible>(Duration::from_millis(1), |iterations| {
            Ok(Reading::new(Duration::from_secs(1), iterations))
        });
        assert_eq!(iterations, Ok(1));
    }
}
