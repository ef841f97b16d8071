//! The scenarios of one thread.

mod common;

use syncpool_benches::case::Scenario;

fn main() {
    common::bench(&[Scenario::Hot, Scenario::Burst, Scenario::Large, Scenario::Capacity]);
}
