//! Runs all contenders of a case side by side, round by round.

use std::collections::HashMap;
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

/// Runs cases, and keeps the child processes between them.
#[derive(Debug)]
pub struct Harness {
    plan: Plan,
    /// Where the binaries of the children lie.
    folder: PathBuf,
    children: HashMap<&'static str, Child>,
}

/// A contender that was set up.
enum Setup {
    Here(Runner),
    Child(&'static str),
}

impl Harness {
    /// A harness that looks for the children in `folder`.
    pub fn new(plan: Plan, folder: PathBuf) -> Self {
        Self { plan, folder, children: HashMap::new() }
    }

    /// Runs a case; `tick` is called for each round of each contender.
    pub fn run(&mut self, case: Case, entrants: Vec<Entrant>, mut tick: impl FnMut()) -> Vec<Row> {
        let mut rows: Vec<Row> = entrants
            .iter()
            .map(|entrant| Row { who: entrant.who, outcome: Outcome::Absent(String::new()) })
            .collect();
        let mut setups = Vec::new();
        for (index, entrant) in entrants.into_iter().enumerate() {
            match self.set_up(case, entrant.source) {
                Ok((setup, iterations)) => setups.push((index, setup, iterations, Vec::new())),
                Err(why) => rows[index].outcome = Outcome::Absent(why),
            }
        }
        for _ in 0..self.plan.rounds {
            // In another order each time: no contender always follows the same one.
            fastrand::shuffle(&mut setups);
            for (index, setup, iterations, readings) in &mut setups {
                match self.round(setup, *iterations) {
                    Ok(reading) => readings.push(reading),
                    Err(error) => rows[*index].outcome = Outcome::Absent(error.to_string()),
                }
                tick();
            }
        }
        for (index, setup, iterations, readings) in setups {
            if let Setup::Child(name) = setup {
                // A child that is gone by now has answered all its rounds.
                let _ = self.children.get_mut(name).map(Child::stop);
            }
            if readings.len() == self.plan.rounds {
                rows[index].outcome = Outcome::Measured(Summary::of(&readings, iterations));
            }
        }
        rows
    }

    /// Allocator calls of one operation, counted by a child after some operations to warm up.
    ///
    /// # Errors
    ///
    /// When the child cannot be used.
    pub fn allocations(&mut self, case: Case, subject: &str) -> Result<Option<f64>, ChildError> {
        let child = self.child("count-allocations")?;
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
        self.child("count-allocations")?.observe(name)
    }

    fn set_up(&mut self, case: Case, source: Source) -> Result<(Setup, u64), String> {
        let mut setup = match source {
            Source::Here(start) => Setup::Here(start()),
            Source::Child(name) => {
                let child = self.child(name).map_err(|error| error.to_string())?;
                child.start(case, FRESH).map_err(|error| error.to_string())?;
                Setup::Child(name)
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
            Setup::Child(name) => self.child(name)?.run(iterations),
        }
    }

    fn child(&mut self, name: &'static str) -> Result<&mut Child, ChildError> {
        if !self.children.contains_key(name) {
            self.children.insert(name, Child::spawn(&self.folder, name)?);
        }
        Ok(self.children.get_mut(name).expect("inserted above"))
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
