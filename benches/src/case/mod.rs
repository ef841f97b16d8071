//! The scenarios, and the cases of each.

mod text;

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
    /// `hot` on several threads: get, use, reset and give back, all from one pool; N = 64
    Contended,
    /// One thread gets, another gives back, through a ring of 64; N = 128
    Ring,
    /// Four producers, four consumers, 1024 objects between them; N = 2048
    Fan,
    /// Get K objects, then give back all of them; N = 1024
    Burst,
    /// Fill and clear a struct of seven fields, with 16 entries in each collection
    Complex,
    /// `hot` with buffers of 64 KiB: get, write each page, reset and give back; N = 64
    Large,
    /// Threads that live for 100 operations, four at a time; N = 64
    Churn,
    /// `hot` with pools of other sizes: get, use, reset and give back on one thread
    Capacity,
    /// 8 objects grow to 256 MiB at once, then one at a time is used for 1 KiB; N = 64
    Retained,
    /// Single calls of get and of give-back, on 8 threads that share a pool; N = 64
    Latency,
    /// 200 threads, of which one at a time uses one object once
    Seldom,
    /// `hot` with many pools: get, use, reset and give back, one pool after the other
    Pools,
    /// `hot` with small pools: get, use, reset and give back
    Small,
    /// Make a pool, use it once, drop it
    Life,
}

/// Cases of a scenario that share a table and a plot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What the cases have in common. Empty if the scenario has only one group.
    pub label: String,
    /// The name of the plot's file, without its extension.
    pub file: String,
    /// The cases, in the order of the table's columns.
    pub cases: Vec<Case>,
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
            Self::Seldom => [64, 1024].map(Case::Seldom).to_vec(),
            Self::Pools => {
                let variants = [(64, 1), (64, 2), (8, 1), (8, 2)];
                let times = variants.into_iter().flat_map(|(capacity, threads)| {
                    POOLS.map(|count| Case::Pools { count, capacity, threads })
                });
                times.chain([64, 8].map(Case::PoolsMemory)).collect()
            }
            Self::Small => {
                let small = |threads| {
                    [1, 2, 4, 8, 16, 31].map(|capacity| Case::Small { capacity, threads })
                };
                [small(1), small(2)].concat()
            }
            Self::Life => [8, 64].map(Case::Life).to_vec(),
        }
    }

    /// The cases, those that share a table and a plot together.
    pub fn groups(self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for case in self.cases() {
            let label = case.group();
            match groups.last_mut() {
                Some(last) if last.label == label => last.cases.push(case),
                _ => groups.push(Group { file: case.key(), label, cases: vec![case] }),
            }
        }
        groups
    }
}

/// The numbers of pools in `pools`.
const POOLS: [usize; 5] = [1, 10, 100, 1_000, 10_000];

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
    Seldom(usize),
    Pools { count: usize, capacity: usize, threads: usize },
    PoolsMemory(usize),
    Small { capacity: usize, threads: usize },
    Life(usize),
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
            Self::Seldom(_) => Scenario::Seldom,
            Self::Pools { .. } | Self::PoolsMemory(_) => Scenario::Pools,
            Self::Small { .. } => Scenario::Small,
            Self::Life(_) => Scenario::Life,
        }
    }

    /// What the case has in common with those of the same table and plot.
    fn group(self) -> String {
        let name = |threads| if threads == 1 { "one thread" } else { "two threads" };
        match self {
            Self::Seldom(capacity) | Self::Life(capacity) => format!("N = {capacity}"),
            Self::Pools { capacity, threads, .. } => format!("{}, N = {capacity}", name(threads)),
            Self::PoolsMemory(capacity) => {
                format!("1,000 pools that 100 threads used once each, N = {capacity}")
            }
            Self::Small { threads, .. } => name(threads).to_owned(),
            _ => String::new(),
        }
    }

    /// The names of scenario and group, as a part of a file's name.
    fn key(self) -> String {
        let text = format!("{} {}", self.scenario().name(), self.group()).to_lowercase();
        let words = text.replace(',', "");
        let words = words.split(|c: char| !c.is_ascii_alphanumeric());
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
    }

    /// Whether the case counts objects and bytes, and measures no time.
    pub fn is_counted(self) -> bool {
        matches!(self, Self::Seldom(_) | Self::PoolsMemory(_))
    }

    /// The parameter of the case.
    pub fn position(self) -> Option<usize> {
        match self {
            Self::Contended(n)
            | Self::Burst(n)
            | Self::Capacity(n)
            | Self::Pools { count: n, .. }
            | Self::Small { capacity: n, .. } => Some(n),
            _ => None,
        }
    }

    /// Idle objects that a pool may hold.
    pub fn capacity(self) -> usize {
        match self {
            Self::Capacity(capacity)
            | Self::Seldom(capacity)
            | Self::Pools { capacity, .. }
            | Self::PoolsMemory(capacity)
            | Self::Small { capacity, .. }
            | Self::Life(capacity) => capacity,
            Self::Ring => 128,
            Self::Burst(_) => 1024,
            Self::Fan => 2048,
            _ => 64,
        }
    }

    /// Threads that run at the same time.
    pub fn threads(self) -> usize {
        match self {
            Self::Contended(threads)
            | Self::Pools { threads, .. }
            | Self::Small { threads, .. } => threads,
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
        f.write_str(&self.key())?;
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

    #[test]
    fn groups_hold_each_case_once() {
        for scenario in Scenario::value_variants() {
            let groups = scenario.groups();
            let cases: Vec<Case> = groups.iter().flat_map(|group| group.cases.clone()).collect();
            assert_eq!(cases, scenario.cases());
            let files: std::collections::HashSet<_> = groups.iter().map(|g| &g.file).collect();
            assert_eq!(files.len(), groups.len(), "each group has a plot of its own");
        }
        assert_eq!(Scenario::Hot.groups()[0].file, "hot");
        assert_eq!(Scenario::Pools.groups()[1].file, "pools-two-threads-n-64");
    }
}
