//! What the runs have cost, as a table.

use std::fmt::{self, Display};
use std::time::Duration;

use hdrhistogram::Histogram;
use support::numbers::{grouped, median};

/// The costs of a run.
#[derive(Debug)]
pub(crate) struct Costs {
    pub(crate) units: u64,
    pub(crate) time: Duration,
    pub(crate) allocations: u64,
    pub(crate) latencies: Option<Histogram<u64>>,
}

impl Costs {
    fn units_a_second(&self) -> f64 {
        self.units as f64 / self.time.as_secs_f64()
    }

    fn allocations_a_unit(&self) -> f64 {
        self.allocations as f64 / self.units as f64
    }

    /// The time in microseconds that a unit takes, or less, in so many of 100 cases.
    fn percentile(&self, percent: f64) -> Option<f64> {
        let latencies = self.latencies.as_ref()?;
        Some(latencies.value_at_percentile(percent) as f64 / 1e3)
    }
}

/// The costs of the runs of one contender.
#[derive(Debug)]
struct Column {
    name: &'static str,
    runs: Vec<Costs>,
}

impl Column {
    /// The median of the runs.
    fn median(&self, value: impl Fn(&Costs) -> f64) -> f64 {
        median(self.runs.iter().map(value))
    }
}

/// The costs of all runs.
#[derive(Debug)]
pub(crate) struct Report {
    unit: &'static str,
    columns: Vec<Column>,
}

impl Report {
    pub(crate) fn new(unit: &'static str, names: impl Iterator<Item = &'static str>) -> Report {
        Report { unit, columns: names.map(|name| Column { name, runs: Vec::new() }).collect() }
    }

    /// Adds a run of the contender in that place.
    pub(crate) fn add(&mut self, place: usize, costs: Costs) {
        self.columns[place].runs.push(costs);
    }

    fn row(
        &self,
        f: &mut fmt::Formatter<'_>,
        name: &str,
        cell: impl Fn(&Column) -> String,
    ) -> fmt::Result {
        write!(f, "{name:<24}")?;
        self.columns.iter().try_for_each(|column| write!(f, "{:>14}", cell(column)))?;
        writeln!(f)
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = self.unit;
        let rounds = self.columns.first().map_or(0, |column| column.runs.len());
        self.row(f, &format!("median of {rounds}"), |column| column.name.to_owned())?;
        self.row(f, &format!("{unit}s a second"), |column| {
            grouped(column.median(Costs::units_a_second) as u64)
        })?;
        for percent in [50.0, 99.0] {
            let value = |costs: &Costs| costs.percentile(percent).unwrap_or(f64::NAN);
            if self.columns.iter().all(|column| column.median(value).is_finite()) {
                let name = format!("p{percent}, microseconds");
                self.row(f, &name, |column| format!("{:.1}", column.median(value)))?;
            }
        }
        self.row(f, &format!("allocations a {unit}"), |column| {
            format!("{:.3}", column.median(Costs::allocations_a_unit))
        })?;
        let find = |name| self.columns.iter().find(|column| column.name == name);
        if let (Some(fresh), Some(pools)) = (find("fresh"), find("pools")) {
            let ratio = pools.median(Costs::units_a_second) / fresh.median(Costs::units_a_second);
            writeln!(
                f,
                "\nwith pools: {ratio:.2} x as many {unit}s a second as with fresh memory"
            )?;
        }
        Ok(())
    }
}
