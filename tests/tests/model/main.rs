//! Random sequences of operations, compared with a model: a pool is a number of idle objects.
//!
//! With one thread the model is exact, and so are the pool's counters. With several threads the model
//! says what holds in every order: at most N objects are idle, none is lost, none has two owners.

mod exact;
mod threads;

use proptest::prelude::*;
use syncpool::Poolable;
use syncpool_tests::{Census, Counted};

/// An operation on a pool. A number picks one of the objects that the test holds.
#[derive(Clone, Copy, Debug)]
enum Op {
    Get,
    TryGet,
    Take,
    TryTake,
    /// Drops a guard.
    Drop(usize),
    /// Drops a guard whose object is not reusable.
    DropUnfit(usize),
    /// Drops a guard while its thread unwinds.
    Unwind(usize),
    IntoBox(usize),
    /// Puts a box that was taken out.
    Put(usize),
    /// Puts a box that was never in the pool.
    PutForeign,
    /// Drops a box.
    Discard(usize),
    Refill(usize),
    Trim(usize),
}

impl Op {
    fn any(capacity: usize) -> impl Strategy<Value = Op> {
        let which = any::<usize>;
        let count = move || 0..capacity + 3;
        prop_oneof![
            8 => Just(Op::Get),
            2 => Just(Op::TryGet),
            2 => Just(Op::Take),
            1 => Just(Op::TryTake),
            8 => which().prop_map(Op::Drop),
            1 => which().prop_map(Op::DropUnfit),
            1 => which().prop_map(Op::Unwind),
            1 => which().prop_map(Op::IntoBox),
            3 => which().prop_map(Op::Put),
            1 => Just(Op::PutForeign),
            1 => which().prop_map(Op::Discard),
            1 => count().prop_map(Op::Refill),
            1 => count().prop_map(Op::Trim),
        ]
    }

    /// Bursts of the same operation, which fill and empty magazines.
    fn bursts(capacity: usize, bursts: usize) -> impl Strategy<Value = Vec<Op>> {
        let burst = (Op::any(capacity), 1..capacity.min(80) + 2)
            .prop_map(|(op, times)| std::iter::repeat_n(op, times));
        proptest::collection::vec(burst, 1..bursts)
            .prop_map(|bursts| bursts.into_iter().flatten().collect())
    }
}

fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    let cases = std::env::var_os("PROPTEST_CASES").map_or(60, |_| default.cases);
    ProptestConfig { cases, failure_persistence: None, ..default }
}

/// The pooled object.
struct Thing {
    counted: Counted,
    is_unfit: bool,
}

impl Thing {
    fn new(census: &'static Census) -> Self {
        Thing { counted: census.object(), is_unfit: false }
    }
}

impl Poolable for Thing {
    fn reset(&mut self) {
        self.counted.reset();
    }

    fn is_reusable(&self) -> bool {
        !self.is_unfit
    }
}

/// Takes the object that `which` picks, if there is any.
fn pick<T>(objects: &mut Vec<T>, which: usize) -> Option<T> {
    let index = which.checked_rem(objects.len())?;
    Some(objects.swap_remove(index))
}
