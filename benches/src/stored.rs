//! Results as a text file, from which the plots can be drawn again without a run.
//!
//! Each line has four columns, separated by tabs: the case, the contender, the kind of the numbers, and the
//! numbers, separated by spaces. The numbers of a contender that did not run are the reason.

use crate::case::{Case, Scenario};
use crate::matrix;
use crate::results::{Outcome, Results, Row};
use crate::sample::{Footprint, Retained, Tails};
use crate::summary::Summary;

/// The file's content.
pub fn write(results: &Results, scenarios: &[Scenario]) -> String {
    let mut text = String::new();
    for case in scenarios.iter().flat_map(|scenario| scenario.cases()) {
        for Row { contender, outcome } in results.rows(case) {
            for (kind, value) in values(outcome) {
                text.push_str(&format!("{case}\t{}\t{kind}\t{value}\n", contender.name));
            }
        }
    }
    text
}

fn values(outcome: &Outcome) -> Vec<(&'static str, String)> {
    let summary = match outcome {
        Outcome::Absent(reason) => return vec![("absent", reason.replace(['\t', '\n'], " "))],
        Outcome::Measured(summary) => summary,
    };
    let Summary { nanos, quartiles, misses, allocations, tails, retained, footprint } = summary;
    let mut values = vec![("time", join([*nanos, quartiles.0, quartiles.1]))];
    values.extend(misses.map(|misses| ("misses", join([misses]))));
    values.extend(allocations.map(|allocations| ("allocations", join([allocations]))));
    let tails =
        tails.map(|tails| ("latencies", join(tails.get.into_iter().chain(tails.give_back))));
    values.extend(tails);
    values.extend(retained.as_ref().map(|retained| ("retained", join(retained.to_numbers()))));
    values.extend(footprint.map(|footprint| ("footprint", join(footprint.to_numbers()))));
    values
}

fn join(numbers: impl IntoIterator<Item = f64>) -> String {
    numbers.into_iter().map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
}

/// Reads what [`write()`] wrote.
///
/// # Errors
///
/// The first line that cannot be read: its number, and what is wrong.
pub fn read(text: &str) -> Result<Results, String> {
    let mut cases: Vec<(Case, Vec<Row>)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        read_line(line, &mut cases).map_err(|mistake| format!("line {number}: {mistake}"))?;
    }
    let mut results = Results::default();
    cases.into_iter().for_each(|(case, rows)| results.add(case, rows));
    Ok(results)
}

fn read_line(line: &str, cases: &mut Vec<(Case, Vec<Row>)>) -> Result<(), String> {
    let &[case, name, kind, value] = &line.split('\t').collect::<Vec<_>>()[..] else {
        return Err("four columns are expected".to_owned());
    };
    let case = Case::parse(case).ok_or_else(|| format!("{case} is no case"))?;
    let entry = matrix::entries(case).into_iter().find(|entry| entry.contender.name == name);
    let contender = entry.ok_or_else(|| format!("{name} does not run in {case}"))?.contender;
    if cases.last().is_none_or(|(last, _)| *last != case) {
        cases.push((case, Vec::new()));
    }
    let rows = &mut cases.last_mut().ok_or("a case was added")?.1;
    if kind == "absent" {
        rows.push(Row { contender, outcome: Outcome::Absent(value.to_owned()) });
        return Ok(());
    }
    if rows.last().is_none_or(|row| row.contender != contender) {
        rows.push(Row { contender, outcome: Outcome::Measured(Summary::default()) });
    }
    match rows.last_mut().map(|row| &mut row.outcome) {
        Some(Outcome::Measured(summary)) => read_values(summary, kind, value),
        _ => Err(format!("{name} did not run")),
    }
}

fn read_values(summary: &mut Summary, kind: &str, value: &str) -> Result<(), String> {
    let numbers: Result<Vec<f64>, _> = value.split(' ').map(str::parse).collect();
    let numbers = numbers.map_err(|error| format!("{value}: {error}"))?;
    let mistake = || format!("{} numbers of the kind {kind}", numbers.len());
    match (kind, &numbers[..]) {
        ("time", &[nanos, first, third]) => {
            (summary.nanos, summary.quartiles) = (nanos, (first, third));
        }
        ("misses", &[misses]) => summary.misses = Some(misses),
        ("allocations", &[allocations]) => summary.allocations = Some(allocations),
        ("latencies", &[a, b, c, d, e, f, g, h]) => {
            summary.tails = Some(Tails { get: [a, b, c, d], give_back: [e, f, g, h] });
        }
        ("retained", numbers) => {
            summary.retained = Some(Retained::from_numbers(numbers).ok_or_else(mistake)?);
        }
        ("footprint", numbers) => {
            summary.footprint = Some(Footprint::from_numbers(numbers).ok_or_else(mistake)?);
        }
        _ => return Err(mistake()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contender::{NEXUS_LOCAL, OPOOL, STATIC};

    #[test]
    fn results_are_read_back() {
        let summary = Summary {
            nanos: 1.5,
            quartiles: (1.25, 2.0),
            misses: Some(0.001),
            allocations: Some(3.0),
            tails: Some(Tails { get: [1.0, 2.0, 3.0, 4.0], give_back: [5.0, 6.0, 7.0, 8.0] }),
            retained: Some(Retained { working_set: 1.0, bytes: vec![2.0, 3.0] }),
            footprint: Some(Footprint { objects: 9.0, ..Footprint::default() }),
        };
        let measured = |contender, summary| Row { contender, outcome: Outcome::Measured(summary) };
        let absent = Row { contender: &NEXUS_LOCAL, outcome: Outcome::Absent("why".to_owned()) };
        let mut results = Results::default();
        results.add(Case::Contended(1), vec![measured(&STATIC, summary)]);
        let other = measured(&OPOOL, Summary { nanos: 7.0, ..Summary::default() });
        results.add(Case::Contended(2), vec![other, absent]);
        assert_eq!(read(&write(&results, &[Scenario::Contended])), Ok(results));
    }

    #[test]
    fn mistakes_are_named() {
        let mistake = |line: &str| read(&format!("hot\topool\ttime\t1 2 3\n{line}\n")).unwrap_err();
        assert_eq!(mistake("hot"), "line 2: four columns are expected");
        assert_eq!(mistake("warm\topool\ttime\t1 2 3"), "line 2: warm is no case");
        assert_eq!(mistake("hot\tpuddle\ttime\t1 2 3"), "line 2: puddle does not run in hot");
        assert_eq!(mistake("hot\topool\ttime\t1 2"), "line 2: 2 numbers of the kind time");
        assert_eq!(mistake("hot\topool\ttime\t1 2 x"), "line 2: 1 2 x: invalid float literal");
    }
}
