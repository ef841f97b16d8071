//! Operations on a pool, compared with a model. The input also says which hooks panic or use the pool
//! themselves.
//!
//! There is one thread, so the model knows every answer, apart from what an adaptive pool drops. The pools are
//! static ones of three sizes and an adaptive one, and run-time ones whose size and kind the input gives.

#![no_main]

mod op;
mod run;
mod subject;
mod thing;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;

use crate::op::Op;
use crate::run::Run;
use crate::subject::{ADAPTIVE_70, Kind, RunTime, STATIC_1, STATIC_40, STATIC_130};

#[derive(Arbitrary, Debug)]
struct Input {
    which: Which,
    ops: Vec<Op>,
}

#[derive(Arbitrary, Debug)]
enum Which {
    Static1,
    Static40,
    Static130,
    StaticAdaptive,
    RunTime { capacity: u8, kind: Kind },
}

fuzz_target!(|input: Input| {
    let ops = &input.ops;
    match input.which {
        Which::Static1 => Run::of(STATIC_1.handle(), ops),
        Which::Static40 => Run::of(STATIC_40.handle(), ops),
        Which::Static130 => Run::of(STATIC_130.handle(), ops),
        Which::StaticAdaptive => Run::of(ADAPTIVE_70.handle(), ops),
        Which::RunTime { capacity, kind } => {
            Run::of(RunTime::new(capacity.into(), kind), ops);
            subject::forget_last();
        }
    }
    assert_eq!(thing::live(), 0);
});
