//! The scenarios of several threads.

mod common;

use syncpool_benches::case::Scenario;

fn main() {
    common::bench(&[Scenario::Contended, Scenario::Ring, Scenario::Fan, Scenario::Churn]);
}
