//! The scenarios, and the cases of each.

use std::fmt;
use std::time::Duration;

use clap::ValueEnum;

/// Interval of the adaptive pools, and of the observation in `retained`.
pub const INTERVAL: Duration = Duration::from_millis(20);

/// The name under which a child process knows fresh allocation.
pub const FRESH: &str = "fresh";

/// What is measured. The report prints the documentation of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
pub enum Scenario {
    /// Get, use, reset and give back on one thread; N = 64
    Hot,
    /// `hot` on several threads that share a pool; N = 64
    Contended,
    /// One thread gets, another gives back, through a ring of 64; N = 128
    Ring,
    /// Four producers, four consumers, 1024 objects between them; N = 2048
    Fan,
    /// Get K objects, then give back all of them; N = 1024
    Burst,
    /// Fill and clear a struct of seven fields, with 16 entries in each collection
    Complex,
    /// `hot` with buffers of 64 KiB, of which each page is written
    Large,
    /// Threads that live for 100 operations, four at a time; N = 64
    Churn,
    /// `hot` with pools of other sizes
    Capacity,
    /// 8 objects grow to 256 MiB at once, then one at a time is used for 1 KiB; N = 64
    Retained,
    /// Single calls of get and of give-back, on 8 threads that share a pool; N = 64
    Latency,
}

impl Scenario {
    /// The cases of the scenario, in the order of the report's columns.
    pub fn cases(self) -> Vec<Case> {
        match self {
            Self::Hot => vec![Case::Hot],
            Self::Contended => [1, 2, 4, 8, 16, 64].map(Case::Contended).to_vec(),
            Self::Ring => vec![Case::Ring],
            Self::Fan => vec![Case::Fan],
            Self::Burst => [1, 16, 128, 1024].map(Case::Burst).to_vec(),
            Self::Complex => vec![Case::Complex],
            Self::Large => vec![Case::Large],
            Self::Churn => vec![Case::Churn],
            Self::Capacity => [1, 8, 64, 1024, 65_536, 1_048_576].map(Case::Capacity).to_vec(),
            Self::Retained => vec![Case::Retained],
            Self::Latency => vec![Case::Latency],
        }
    }

    /// The name that `--only` takes.
    pub fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// The scenario in one line.
    pub fn about(self) -> String {
        let value = self.to_possible_value();
        let help = value.as_ref().and_then(|value| value.get_help());
        help.map_or_else(String::new, ToString::to_string)
    }

    /// The parameter by which the cases differ, if there are several.
    pub fn axis(self) -> Option<&'static str> {
        match self {
            Self::Contended => Some("threads"),
            Self::Burst => Some("K, objects in a burst"),
            Self::Capacity => Some("N, idle objects that the pool may hold"),
            _ => None,
        }
    }

    /// The unit of the scenario's numbers.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Contended => "ns per operation: wall time × min(threads, cores) / operations",
            Self::Ring | Self::Fan | Self::Burst => "ns per object",
            Self::Complex => "ns per item",
            Self::Churn => "ns per operation, including the thread's start and end",
            Self::Latency => "ns per call",
            Self::Hot | Self::Large | Self::Capacity => "ns per operation",
            Self::Retained => "ns per use of 1 KiB, and KiB that the pool holds",
        }
    }
}

/// A scenario and its parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "named after the scenarios; the number is the parameter")]
pub enum Case {
    Hot,
    Contended(usize),
    Ring,
    Fan,
    Burst(usize),
    Complex,
    Large,
    Churn,
    Capacity(usize),
    Retained,
    Latency,
}

impl Case {
    /// The scenario that the case belongs to.
    pub fn scenario(self) -> Scenario {
        match self {
            Self::Hot => Scenario::Hot,
            Self::Contended(_) => Scenario::Contended,
            Self::Ring => Scenario::Ring,
            Self::Fan => Scenario::Fan,
            Self::Burst(_) => Scenario::Burst,
            Self::Complex => Scenario::Complex,
            Self::Large => Scenario::Large,
            Self::Churn => Scenario::Churn,
            Self::Capacity(_) => Scenario::Capacity,
            Self::Retained => Scenario::Retained,
            Self::Latency => Scenario::Latency,
        }
    }

    /// The parameter of the case.
    pub fn position(self) -> Option<usize> {
        match self {
            Self::Contended(n) | Self::Burst(n) | Self::Capacity(n) => Some(n),
            _ => None,
        }
    }

    /// Idle objects that a pool may hold.
    pub fn capacity(self) -> usize {
        match self {
            Self::Capacity(capacity) => capacity,
            Self::Ring => 128,
            Self::Burst(_) => 1024,
            Self::Fan => 2048,
            _ => 64,
        }
    }

    /// Threads that run at the same time.
    pub fn threads(self) -> usize {
        match self {
            Self::Contended(threads) => threads,
            Self::Ring => 2,
            Self::Fan | Self::Latency => 8,
            Self::Churn => 4,
            _ => 1,
        }
    }

    /// The case whose [`Display`](fmt::Display) is `text`.
    pub fn parse(text: &str) -> Option<Self> {
        let all = Scenario::value_variants().iter().flat_map(|scenario| scenario.cases());
        all.into_iter().find(|case| case.to_string() == text)
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.scenario().name())?;
        self.position().map_or(Ok(()), |position| write!(f, ":{position}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_read_back() {
        for scenario in Scenario::value_variants() {
            for case in scenario.cases() {
                assert_eq!(case.scenario(), *scenario);
                assert_eq!(Case::parse(&case.to_string()), Some(case));
            }
        }
        assert_eq!(Case::parse("contended:3"), None);
    }
}
