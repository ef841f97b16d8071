//! What the report says of each scenario.

use clap::ValueEnum;

use super::Scenario;

impl Scenario {
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
            Self::Capacity | Self::Small => Some("N, idle objects that the pool may hold"),
            Self::Pools => Some("pools"),
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
            Self::Small | Self::Pools => {
                "ns per operation: wall time × min(threads, cores) / operations"
            }
            Self::Life => "ns per pool",
            Self::Seldom => "idle objects that the pool keeps",
            Self::Retained => "ns per use of 1 KiB, and KiB that the pool holds",
        }
    }

    /// What a reader must know to read the scenario's numbers.
    pub fn note(self) -> Option<&'static str> {
        match self {
            Self::Ring => Some(
                "The channel and the objects' own cache lines bound the time of a ring. Each object \
                 crosses from one core to the other: the lines of the channel that hold it, the line \
                 of its `Vec` and the line of the byte that is written. \"The rings alone\" is the \
                 time of the channel. \"Two dedicated rings\" is the time of a channel that carries \
                 the objects forth and another one that carries them back.",
            ),
            Self::Seldom => Some(
                "Each thread has five turns. All threads are alive when the objects and bytes are \
                 counted. The bytes are those of the pool, of its objects, and of what the threads \
                 keep for it; a static pool itself is not allocated and not counted. Of three trials, \
                 the one with the most objects counts.",
            ),
            Self::Pools => Some(
                "The threads are the same in all rounds. Each has used each pool 64 times before the \
                 first round. Two threads start half a lap apart. The bytes are those of the pools, \
                 of their objects, and of what the threads, all alive, keep for them. The \
                 buffers of zeropool have other sizes and are not counted as objects.",
            ),
            Self::Small => Some(
                "A pool of two threads is warmed up by a third one, which ends before the first \
                 round: it keeps none of the few objects.",
            ),
            Self::Life => Some(
                "\"Bytes while idle\" is what a pool with one idle object has allocated, without the \
                 buffers of its objects. \"Bytes inline\" is the size of the pool's value. \"Bytes \
                 left\" is what remains after a thread has made, used and dropped 100 pools, one \
                 after the other. The thread has done so once before it counts.",
            ),
            _ => None,
        }
    }
}
