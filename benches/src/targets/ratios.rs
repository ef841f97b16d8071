//! The ratios of a target, each with the name that the table shows for it. A ratio whose
//! measurements are missing is left out.

use crate::case::{Case, Scenario};
use crate::contender::{
    Contender, QUEUE, RUN_TIME, RUN_TIME_ADAPTIVE, STATIC, STATIC_ADAPTIVE, STRINGS, SYSTEM,
};
use crate::results::Results;

/// A ratio, and the name of the contender that it compares with.
pub(super) type Ratio = (f64, String);

/// The median of one of this project's pools over that of each contender picked.
pub(super) fn medians(
    results: &Results,
    own: &Contender,
    case: Case,
    pick: impl Fn(&Contender) -> bool,
) -> Vec<Ratio> {
    let Some(own) = results.nanos(case, own) else { return Vec::new() };
    let rows = results.rows(case).iter().filter(|row| pick(row.contender));
    let ratio = rows.filter_map(|row| Some((own / row.summary()?.nanos, row.contender.name)));
    ratio.map(|(ratio, name)| (ratio, name.to_owned())).collect()
}

/// The medians in several cases; `label` describes a case.
pub(super) fn in_cases(
    results: &Results,
    own: &Contender,
    cases: impl IntoIterator<Item = Case>,
    pick: impl Fn(&Contender) -> bool + Copy,
    label: fn(Case) -> String,
) -> Vec<Ratio> {
    let ratios = cases.into_iter().flat_map(|case| {
        let label = label(case);
        let ratios = medians(results, own, case, pick).into_iter();
        ratios.map(move |(ratio, name)| (ratio, format!("{name}, {label}")))
    });
    ratios.collect()
}

/// The capacity of a case, as a label.
pub(super) fn capacity(case: Case) -> String {
    format!("N = {}", case.capacity())
}

/// The static pool over a crossbeam queue where the capacity is small.
pub(super) fn small_capacities(results: &Results) -> Vec<Ratio> {
    let cases = [Case::Capacity(1), Case::Capacity(8)];
    in_cases(results, &STATIC, cases, |other| *other == QUEUE, capacity)
}

/// The pool made at run time over each pool with cross-thread return, with two threads or more.
pub(super) fn run_time_contended(results: &Results) -> Vec<Ratio> {
    let cases = Scenario::Contended.cases().into_iter().filter(|case| case.threads() > 1);
    let label = |case: Case| format!("{} threads", case.threads());
    in_cases(results, &RUN_TIME, cases, Contender::is_returning_pool, label)
}

/// The static pool's median in one case over that in another.
pub(super) fn static_over_itself(results: &Results, case: Case, over: Case) -> Vec<Ratio> {
    let pair = results.nanos(case, &STATIC).zip(results.nanos(over, &STATIC));
    pair.map(|(case, over)| (case / over, "itself".to_owned())).into_iter().collect()
}

/// The pools of nested strings over fresh allocation.
pub(super) fn strings_over_fresh(results: &Results) -> Vec<Ratio> {
    medians(results, &STRINGS, Case::Complex, |other| *other == SYSTEM)
}

/// The allocations of the pools of nested strings. This is a number, not a ratio.
pub(super) fn allocations(results: &Results) -> Vec<Ratio> {
    let summary = results.summary(Case::Complex, &STRINGS);
    let allocations = summary.and_then(|summary| summary.allocations);
    allocations.map(|count| (count, "allocations an item".to_owned())).into_iter().collect()
}

/// The p99.9 of the static pool's calls over that of each other pool.
pub(super) fn tails(results: &Results) -> Vec<Ratio> {
    let of = |contender: &Contender| results.summary(Case::Latency, contender)?.tails;
    let Some(own) = of(&STATIC) else { return Vec::new() };
    let others = results.rows(Case::Latency).iter().filter(|row| row.contender.is_other_pool());
    let ratios = others.filter_map(|row| {
        let other = of(row.contender)?;
        let name = row.contender.name;
        Some([
            (own.get[2] / other.get[2], format!("{name}, get")),
            (own.give_back[2] / other.give_back[2], format!("{name}, give-back")),
        ])
    });
    ratios.flatten().collect()
}

/// The time of each adaptive pool over that of the same pool without the adaptive rule.
pub(super) fn adaptive(results: &Results) -> Vec<Ratio> {
    let ratios = [(&STATIC_ADAPTIVE, &STATIC), (&RUN_TIME_ADAPTIVE, &RUN_TIME)];
    let ratios = ratios.into_iter().flat_map(|(adaptive, plain)| {
        medians(results, adaptive, Case::Retained, move |other| other == plain)
    });
    ratios.collect()
}

/// The bytes that each adaptive pool holds some time after the burst, over its working set.
pub(super) fn retained(results: &Results) -> Vec<Ratio> {
    let ratio = |contender: &Contender| {
        let retained = results.summary(Case::Retained, contender)?.retained.as_ref()?;
        Some((retained.ratio()?, contender.name.to_owned()))
    };
    [&STATIC_ADAPTIVE, &RUN_TIME_ADAPTIVE].into_iter().filter_map(ratio).collect()
}
