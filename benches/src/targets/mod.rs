//! The ratios that this project's pools must reach, and whether they did.

mod many;
mod ratios;

use self::ratios::Ratio;
use crate::case::Case;
use crate::contender::{
    Contender, FLOOR, REGEX, RUN_TIME, STATIC, SYSTEM, TWO_RINGS, UNCOUNTED, ZERO,
};
use crate::results::Results;
use crate::table::{Table, number};

/// A ratio and its limit.
#[derive(Clone, Debug)]
pub struct Target {
    /// The scenario, as the table names it.
    pub scenario: &'static str,
    /// What the pool is compared with.
    pub against: &'static str,
    /// The largest ratio that meets the target.
    pub at_most: f64,
    /// The measured ratio.
    pub verdict: Verdict,
}

/// The verdict on a target.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The largest of the target's ratios, and the contender that it compares with.
    Measured(f64, String),
    /// A scenario or contender that the target needs was not run.
    NotRun,
}

impl Target {
    /// Whether the target was met; `None` if it was not run.
    pub fn met(&self) -> Option<bool> {
        match self.verdict {
            Verdict::Measured(ratio, _) => Some(ratio <= self.at_most),
            Verdict::NotRun => None,
        }
    }
}

/// Whether a contender has an advantage of its own: an owner thread, or bytes instead of objects.
fn is_close(contender: &Contender) -> bool {
    [&REGEX, &ZERO].contains(&contender)
}

/// Judges a run.
pub fn judge(results: &Results) -> Vec<Target> {
    type Pick = fn(&Contender) -> bool;
    let target = |scenario, against, at_most, ratios: Vec<Ratio>| {
        let largest = ratios.into_iter().max_by(|(a, _), (b, _)| a.total_cmp(b));
        let verdict = largest.map_or(Verdict::NotRun, |(ratio, of)| Verdict::Measured(ratio, of));
        Target { scenario, against, at_most, verdict }
    };
    let medians = |scenario, name, at_most, case, pick: Pick| {
        target(scenario, name, at_most, ratios::medians(results, &STATIC, case, pick))
    };
    let run_time = |scenario, name, at_most, case, pick: Pick| {
        target(scenario, name, at_most, ratios::medians(results, &RUN_TIME, case, pick))
    };
    let itself = |scenario, name, at_most, case, over| {
        target(scenario, name, at_most, ratios::static_over_itself(results, case, over))
    };
    let returning_name = "every pool with cross-thread return";
    let small = |scenario, own, at_most, threads| {
        target(scenario, returning_name, at_most, many::small(results, own, threads))
    };
    let (others, bounded): (Pick, Pick) = (Contender::is_other_pool, Contender::is_bounded_pool);
    let returning: Pick = Contender::is_returning_pool;
    let (eight, largest) = (Case::Contended(8), Case::Capacity(1 << 20));
    let burst = Case::Burst(1024);
    let strings = "complex, pools of strings";
    let adaptive = "retained, adaptive";
    vec![
        medians("hot", "a bare stack", 1.25, Case::Hot, |other| *other == FLOOR),
        medians("hot", "every other pool", 0.6, Case::Hot, others),
        medians("hot", "itself without statistics", 1.05, Case::Hot, |other| *other == UNCOUNTED),
        itself(
            "contended, 8 threads",
            "its own time with one thread",
            1.5,
            eight,
            Case::Contended(1),
        ),
        medians("contended, 8 threads", returning_name, 0.5, eight, returning),
        medians("ring", "two dedicated rings", 1.0, Case::Ring, |other| *other == TWO_RINGS),
        medians("ring", "every other pool", 0.75, Case::Ring, others),
        medians("ring", "system malloc", 0.05, Case::Ring, |other| *other == SYSTEM),
        medians("fan", "every other pool", 0.5, Case::Fan, others),
        medians("burst, K = N = 1024", "every other pool with a bound", 0.6, burst, bounded),
        target(strings, "fresh allocation", 0.6, ratios::strings_over_fresh(results)),
        target(strings, "allocations an item, once warm", 0.0, ratios::allocations(results)),
        medians("large", "every other pool", 1.0, Case::Large, others),
        itself("capacity, N = 1,048,576", "itself with N = 64", 1.2, largest, Case::Capacity(64)),
        target("capacity, N = 1 and 8", "ArrayQueue", 1.2, ratios::small_capacities(results)),
        target(adaptive, "the same pool without the rule", 1.03, ratios::adaptive(results)),
        target(adaptive, "its working set, in bytes", 2.0, ratios::retained(results)),
        target("latency, p99.9", "every other pool", 1.0, ratios::tails(results)),
        run_time("run time, hot", "the static pool", 2.0, Case::Hot, |other| *other == STATIC),
        run_time(
            "run time, hot",
            "regex-automata's owner thread and zeropool",
            1.0,
            Case::Hot,
            is_close,
        ),
        run_time(
            "run time, hot",
            "every other pool with cross-thread return",
            0.7,
            Case::Hot,
            |other| other.is_returning_pool() && !is_close(other),
        ),
        target(
            "run time, contended",
            "every pool with cross-thread return, 2 to 64 threads",
            0.6,
            ratios::run_time_contended(results),
        ),
        run_time("run time, ring", "two dedicated rings", 1.0, Case::Ring, |other| {
            *other == TWO_RINGS
        }),
        run_time("run time, ring", returning_name, 0.75, Case::Ring, returning),
        run_time("run time, fan", returning_name, 0.6, Case::Fan, returning),
        target("seldom", "idle objects kept", 8.0, many::objects_kept(results)),
        target("pools, 1,000, one thread", "itself with one pool", 2.0, many::pools(results)),
        target("pools, 1,000, one thread", "opool", 0.8, many::pools_over_opool(results)),
        target("pools, 1,000 used once by 100 threads", "MiB", 24.0, many::mebibytes(results)),
        small("small, N = 8 and 16, one thread", &STATIC, 0.8, 1),
        small("run time, small, N = 8 and 16, one thread", &RUN_TIME, 1.0, 1),
        small("small, N = 8 and 16, two threads", &STATIC, 0.3, 2),
        small("run time, small, N = 8 and 16, two threads", &RUN_TIME, 0.3, 2),
        target("life", "regex-automata pool", 1.5, many::life(results)),
        target("life", "bytes while idle", 600.0, many::bytes(results, |life| life.bytes)),
        target("life", "bytes left after the drop", 0.0, many::bytes(results, |life| life.left)),
    ]
}

/// The targets as a table.
pub fn table(targets: &[Target]) -> Table {
    let mut table =
        Table::new(["scenario: against", "at most", "measured", "verdict", "decided by"]);
    for target in targets {
        let name = format!("{}: {}", target.scenario, target.against);
        let limit = format!("{}", target.at_most);
        let (measured, decided_by) = match &target.verdict {
            Verdict::Measured(ratio, of) => (number(*ratio), of.as_str()),
            Verdict::NotRun => (String::new(), ""),
        };
        let verdict = match target.met() {
            Some(true) => "met",
            Some(false) => "MISSED",
            None => "not run",
        };
        table.push([name.as_str(), &limit, &measured, verdict, decided_by]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contender::{
        FLOOR, OPOOL, QUEUE, REGEX, RUN_TIME, STATIC, STRINGS, SYSTEM, UNCOUNTED, ZERO,
    };
    use crate::results::tests::row;
    use crate::results::{Outcome, Row};
    use crate::summary::Summary;

    fn find(targets: &[Target], scenario: &str, against: &str) -> Target {
        let found = |target: &&Target| (target.scenario, target.against) == (scenario, against);
        targets.iter().find(found).expect("a target of that name").clone()
    }

    #[test]
    fn the_closest_contender_decides() {
        let mut results = Results::default();
        let rows = [(&STATIC, 2.0), (&FLOOR, 1.9), (&ZERO, 4.0), (&OPOOL, 18.0), (&SYSTEM, 1.0)];
        results.add(Case::Hot, rows.map(|(contender, nanos)| row(contender, nanos)).to_vec());
        let target = find(&judge(&results), "hot", "every other pool");
        assert_eq!(target.verdict, Verdict::Measured(0.5, ZERO.name.to_owned()));
        assert_eq!(target.met(), Some(true));
    }

    #[test]
    fn statistics_cost_what_the_pool_takes_more_than_without_them() {
        let mut results = Results::default();
        results.add(Case::Hot, vec![row(&STATIC, 2.2), row(&UNCOUNTED, 2.0)]);
        let target = find(&judge(&results), "hot", "itself without statistics");
        assert_eq!(target.verdict, Verdict::Measured(1.1, UNCOUNTED.name.to_owned()));
        assert_eq!(target.met(), Some(false));
    }

    #[test]
    fn what_is_too_slow_is_missed() {
        let mut results = Results::default();
        results.add(Case::Hot, vec![row(&STATIC, 3.0), row(&FLOOR, 2.0)]);
        let targets = judge(&results);
        assert_eq!(find(&targets, "hot", "a bare stack").met(), Some(false));
        assert_eq!(find(&targets, "hot", "every other pool").met(), None);
        assert!(table(&targets).to_text().contains("MISSED"));
    }

    #[test]
    fn unbounded_pools_do_not_decide_the_burst() {
        let mut results = Results::default();
        let rows = [(&STATIC, 4.0), (&REGEX, 4.0), (&QUEUE, 10.0)];
        results
            .add(Case::Burst(1024), rows.map(|(contender, nanos)| row(contender, nanos)).to_vec());
        let target = find(&judge(&results), "burst, K = N = 1024", "every other pool with a bound");
        assert_eq!(target.verdict, Verdict::Measured(0.4, QUEUE.name.to_owned()));
    }

    #[test]
    fn the_run_time_pool_has_targets_of_its_own() {
        let mut results = Results::default();
        let rows = [(&STATIC, 2.0), (&RUN_TIME, 3.0), (&ZERO, 4.0), (&OPOOL, 10.0)];
        results.add(Case::Hot, rows.map(|(contender, nanos)| row(contender, nanos)).to_vec());
        let targets = judge(&results);
        let ratio = |against| match find(&targets, "run time, hot", against).verdict {
            Verdict::Measured(ratio, whose) => (ratio, whose),
            Verdict::NotRun => panic!("it was run"),
        };
        assert_eq!(ratio("the static pool"), (1.5, STATIC.name.to_owned()));
        let close = "regex-automata's owner thread and zeropool";
        assert_eq!(ratio(close), (0.75, ZERO.name.to_owned()));
        assert_eq!(ratio("every other pool with cross-thread return").1, OPOOL.name);
    }

    #[test]
    fn the_run_time_pool_is_judged_at_every_number_of_threads() {
        let mut results = Results::default();
        results.add(Case::Contended(1), vec![row(&RUN_TIME, 9.0), row(&OPOOL, 10.0)]);
        results.add(Case::Contended(4), vec![row(&RUN_TIME, 2.0), row(&OPOOL, 10.0)]);
        results.add(Case::Contended(16), vec![row(&RUN_TIME, 5.0), row(&OPOOL, 10.0)]);
        let against = "every pool with cross-thread return, 2 to 64 threads";
        let target = find(&judge(&results), "run time, contended", against);
        assert_eq!(target.verdict, Verdict::Measured(0.5, "opool, 16 threads".to_owned()));
    }

    #[test]
    fn a_single_allocation_is_too_many() {
        let strings = |allocations| {
            let allocations = Some(allocations);
            let outcome = Outcome::Measured(Summary { allocations, ..Summary::default() });
            let mut results = Results::default();
            results.add(Case::Complex, vec![Row { contender: &STRINGS, outcome }]);
            let against = "allocations an item, once warm";
            find(&judge(&results), "complex, pools of strings", against).met()
        };
        assert_eq!(strings(0.0), Some(true));
        assert_eq!(strings(0.001), Some(false));
    }
}
