//! What this project's pools must reach, and whether they did.

use crate::case::{Case, Scenario};
use crate::results::Results;
use crate::table::{Table, number};
use crate::who::{
    FLOOR, QUEUE, REGEX, RUN_TIME, RUN_TIME_ADAPTIVE, STATIC, STATIC_ADAPTIVE, STRINGS, SYSTEM,
    TWO_RINGS, UNCOUNTED, Who, ZERO,
};

/// A ratio of medians that must not be exceeded.
#[derive(Clone, Debug)]
pub struct Target {
    /// The scenario, as the reader knows it.
    pub scenario: &'static str,
    /// What the pool is compared with.
    pub against: &'static str,
    /// The ratio that must not be exceeded.
    pub at_most: f64,
    /// What was measured.
    pub verdict: Verdict,
}

/// How a target was judged.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The ratio that comes closest to the limit or exceeds it most, and whose it is.
    Measured(f64, String),
    /// Something that it needs was not run.
    NotRun,
}

impl Target {
    /// Whether the target was reached; `None` when it was not run.
    pub fn met(&self) -> Option<bool> {
        match self.verdict {
            Verdict::Measured(ratio, _) => Some(ratio <= self.at_most),
            Verdict::NotRun => None,
        }
    }
}

/// A ratio and the name of what it is to.
type Ratio = (f64, String);

/// The verdict over several ratios: the worst of them.
fn worst(ratios: impl IntoIterator<Item = Ratio>) -> Verdict {
    let worst = ratios.into_iter().max_by(|(a, _), (b, _)| a.total_cmp(b));
    worst.map_or(Verdict::NotRun, |(ratio, whose)| Verdict::Measured(ratio, whose))
}

/// The median of one of this project's pools over that of everyone picked.
fn against(results: &Results, own: &Who, case: Case, pick: impl Fn(&Who) -> bool) -> Vec<Ratio> {
    let Some(own) = results.nanos(case, own) else { return Vec::new() };
    let rows = results.rows(case).iter().filter(|row| pick(row.who));
    let ratios = rows.filter_map(|row| {
        let other = row.summary()?.nanos;
        Some((own / other, row.who.name.to_owned()))
    });
    ratios.collect()
}

/// The static pool's median in one case over that in another.
fn own(results: &Results, case: Case, over: Case) -> Vec<Ratio> {
    let pair = results.nanos(case, &STATIC).zip(results.nanos(over, &STATIC));
    pair.map(|(case, over)| (case / over, "itself".to_owned())).into_iter().collect()
}

/// The pools of nested strings over fresh allocation.
fn complex(results: &Results) -> Vec<Ratio> {
    let strings = results.nanos(Case::Complex, &STRINGS);
    let fresh = results.nanos(Case::Complex, &SYSTEM);
    let pair = strings.zip(fresh);
    pair.map(|(strings, fresh)| (strings / fresh, SYSTEM.name.to_owned())).into_iter().collect()
}

/// The p99.9 of the static pool's calls over that of everyone else's.
fn tails(results: &Results) -> Vec<Ratio> {
    let of = |who: &Who| results.summary(Case::Latency, who)?.tails;
    let Some(own) = of(&STATIC) else { return Vec::new() };
    let others = results.rows(Case::Latency).iter().filter(|row| row.who.is_other_pool());
    let ratios = others.filter_map(|row| {
        let other = of(row.who)?;
        let name = row.who.name;
        Some([
            (own.get[2] / other.get[2], format!("{name}, get")),
            (own.give_back[2] / other.give_back[2], format!("{name}, give-back")),
        ])
    });
    ratios.flatten().collect()
}

/// What the adaptive pools take, over the same pools without the rule.
fn adaptive(results: &Results) -> Vec<Ratio> {
    let pairs = [(&STATIC_ADAPTIVE, &STATIC), (&RUN_TIME_ADAPTIVE, &RUN_TIME)];
    let ratio = |(adaptive, plain): (&Who, &Who)| {
        let nanos = |who| results.nanos(Case::Retained, who);
        Some((nanos(adaptive)? / nanos(plain)?, plain.name.to_owned()))
    };
    pairs.into_iter().filter_map(ratio).collect()
}

/// What the adaptive pools hold some time after the burst, over their working set.
fn retained(results: &Results) -> Vec<Ratio> {
    let ratio = |who: &Who| {
        let retained = results.summary(Case::Retained, who)?.retained.as_ref()?;
        Some((retained.ratio()?, who.name.to_owned()))
    };
    [&STATIC_ADAPTIVE, &RUN_TIME_ADAPTIVE].into_iter().filter_map(ratio).collect()
}

/// Whether a contender has an edge of its own: the thread that owns it, or bytes for objects.
fn is_close(who: &Who) -> bool {
    [&REGEX, &ZERO].contains(&who)
}

/// Judges a run.
pub fn judge(results: &Results) -> Vec<Target> {
    let target = |scenario, against, at_most, ratios: Vec<Ratio>| Target {
        scenario,
        against,
        at_most,
        verdict: worst(ratios),
    };
    let versus = |case, pick: fn(&Who) -> bool| against(results, &STATIC, case, pick);
    let run_time = |case, pick: fn(&Who) -> bool| against(results, &RUN_TIME, case, pick);
    let allocations = results.summary(Case::Complex, &STRINGS).and_then(|row| row.allocations);
    let allocations = allocations.map(|count| (count, "allocations an item".to_owned()));
    let small = [Case::Capacity(1), Case::Capacity(8)];
    let small = small.into_iter().flat_map(|case| {
        let position = case.position().unwrap_or_default();
        let name = move |(ratio, whose)| (ratio, format!("{whose}, N = {position}"));
        versus(case, |who| *who == QUEUE).into_iter().map(name)
    });
    let several = Scenario::Contended.cases().into_iter().filter(|case| case.threads() > 1);
    let contended = several.flat_map(|case| {
        let threads = case.threads();
        let name = move |(ratio, whose)| (ratio, format!("{whose}, {threads} threads"));
        run_time(case, Who::is_returning_pool).into_iter().map(name)
    });
    let (eight, largest) = (Case::Contended(8), Case::Capacity(1 << 20));
    let others: fn(&Who) -> bool = Who::is_other_pool;
    vec![
        target("hot", "floor", 1.25, versus(Case::Hot, |who| *who == FLOOR)),
        target("hot", "every other pool", 0.6, versus(Case::Hot, others)),
        target(
            "hot",
            "itself without statistics",
            1.05,
            versus(Case::Hot, |who| *who == UNCOUNTED),
        ),
        target(
            "contended, 8 threads",
            "its own time with one thread",
            1.5,
            own(results, eight, Case::Contended(1)),
        ),
        target(
            "contended, 8 threads",
            "every pool with cross-thread return",
            0.5,
            versus(eight, Who::is_returning_pool),
        ),
        target(
            "ring",
            "two dedicated rings (the limit)",
            1.5,
            versus(Case::Ring, |who| *who == TWO_RINGS),
        ),
        target("ring", "every other pool", 0.4, versus(Case::Ring, others)),
        target("ring", "system malloc", 0.05, versus(Case::Ring, |who| *who == SYSTEM)),
        target("fan", "every other pool", 0.5, versus(Case::Fan, others)),
        target(
            "burst, K = N = 1024",
            "every other pool with a bound",
            0.6,
            versus(Case::Burst(1024), Who::is_bounded_pool),
        ),
        target("complex, pools of strings", "fresh allocation", 0.6, complex(results)),
        target(
            "complex, pools of strings",
            "allocations an item, once warm",
            0.0,
            allocations.into_iter().collect(),
        ),
        target("large", "every other pool", 1.0, versus(Case::Large, others)),
        target(
            "capacity, N = 1,048,576",
            "itself with N = 64",
            1.2,
            own(results, largest, Case::Capacity(64)),
        ),
        target("capacity, N = 1 and 8", "ArrayQueue", 1.2, small.collect()),
        target("retained, adaptive", "the same pool without the rule", 1.03, adaptive(results)),
        target("retained, adaptive", "its working set, in bytes", 2.0, retained(results)),
        target("latency, p99.9", "every other pool", 1.0, tails(results)),
        target("run time, hot", "the static pool", 2.0, run_time(Case::Hot, |who| *who == STATIC)),
        target(
            "run time, hot",
            "regex-automata's owner thread and zeropool",
            1.0,
            run_time(Case::Hot, is_close),
        ),
        target(
            "run time, hot",
            "every other pool with cross-thread return",
            0.7,
            run_time(Case::Hot, |who| who.is_returning_pool() && !is_close(who)),
        ),
        target(
            "run time, contended",
            "every pool with cross-thread return, 2 to 64 threads",
            0.6,
            contended.collect(),
        ),
        target(
            "run time, ring",
            "every pool with cross-thread return",
            0.6,
            run_time(Case::Ring, Who::is_returning_pool),
        ),
        target(
            "run time, fan",
            "every pool with cross-thread return",
            0.6,
            run_time(Case::Fan, Who::is_returning_pool),
        ),
    ]
}

/// The targets as a table.
pub fn table(targets: &[Target]) -> Table {
    let mut table =
        Table::new(["scenario: against", "at most", "measured", "verdict", "decided by"]);
    for target in targets {
        let name = format!("{}: {}", target.scenario, target.against);
        let limit = format!("{}", target.at_most);
        let (measured, decided) = match &target.verdict {
            Verdict::Measured(ratio, whose) => (number(*ratio), whose.as_str()),
            Verdict::NotRun => (String::new(), ""),
        };
        let verdict = match target.met() {
            Some(true) => "met",
            Some(false) => "MISSED",
            None => "not run",
        };
        table.push([name.as_str(), &limit, &measured, verdict, decided]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::tests::row;
    use crate::results::{Outcome, Row};
    use crate::summary::Summary;
    use crate::who::{OPOOL, REGEX, ZERO};

    fn find(targets: &[Target], scenario: &str, against: &str) -> Target {
        let found = |target: &&Target| (target.scenario, target.against) == (scenario, against);
        targets.iter().find(found).expect("a target of that name").clone()
    }

    #[test]
    fn the_closest_contender_decides() {
        let mut results = Results::default();
        let rows = [(&STATIC, 2.0), (&FLOOR, 1.9), (&ZERO, 4.0), (&OPOOL, 18.0), (&SYSTEM, 1.0)];
        results.add(Case::Hot, rows.map(|(who, nanos)| row(who, nanos)).to_vec());
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
        assert_eq!(find(&targets, "hot", "floor").met(), Some(false));
        assert_eq!(find(&targets, "hot", "every other pool").met(), None);
        assert!(table(&targets).to_text().contains("MISSED"));
    }

    #[test]
    fn unbounded_pools_do_not_decide_the_burst() {
        let mut results = Results::default();
        let rows = [(&STATIC, 4.0), (&REGEX, 4.0), (&QUEUE, 10.0)];
        results.add(Case::Burst(1024), rows.map(|(who, nanos)| row(who, nanos)).to_vec());
        let target = find(&judge(&results), "burst, K = N = 1024", "every other pool with a bound");
        assert_eq!(target.verdict, Verdict::Measured(0.4, QUEUE.name.to_owned()));
    }

    #[test]
    fn the_run_time_pool_has_targets_of_its_own() {
        let mut results = Results::default();
        let rows = [(&STATIC, 2.0), (&RUN_TIME, 3.0), (&ZERO, 4.0), (&OPOOL, 10.0)];
        results.add(Case::Hot, rows.map(|(who, nanos)| row(who, nanos)).to_vec());
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
            results.add(Case::Complex, vec![Row { who: &STRINGS, outcome }]);
            let against = "allocations an item, once warm";
            find(&judge(&results), "complex, pools of strings", against).met()
        };
        assert_eq!(strings(0.0), Some(true));
        assert_eq!(strings(0.001), Some(false));
    }
}
