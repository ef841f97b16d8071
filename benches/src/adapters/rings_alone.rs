//! The rings of a scenario without a pool: the cost of passing an object on.

use std::hint::black_box;

use crate::adapter::{Adapter, Fill, SendableGuard};
use crate::object::Workload;

/// Takes the place of a pool and hands out numbers.
#[derive(Debug)]
pub struct RingsAlone;

/// A number as large as a pointer, in place of an object.
#[derive(Debug)]
pub struct Number(usize);

impl<W: Workload> Fill<W> for Number {
    #[inline]
    fn fill(&mut self) {
        black_box(self);
    }
}

impl<W: Workload> Adapter<W> for RingsAlone {
    type Held<'a> = Number;

    fn build(_: usize) -> Self {
        Self
    }

    #[inline]
    fn get(&self) -> Number {
        Number(black_box(7))
    }

    #[inline]
    fn release(held: Number) {
        black_box(held.0);
    }
}

impl SendableGuard for RingsAlone {}
