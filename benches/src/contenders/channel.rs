//! The channels of a scenario and nothing else: what passing objects on costs where there are none.

use std::hint::black_box;

use crate::contender::{Contender, Crossing};

/// What takes the place of a pool; what it hands out is a number, as large as a pointer.
#[derive(Debug)]
pub struct Channels;

impl Contender for Channels {
    type Held<'a> = usize;

    fn build(_: usize) -> Self {
        Self
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        black_box(7)
    }

    #[inline]
    fn fill(held: &mut Self::Held<'_>) {
        black_box(held);
    }

    #[inline]
    fn give_back<'a>(&'a self, held: Self::Held<'a>) {
        black_box(held);
    }
}

impl Crossing for Channels {
    type Parcel<'a> = Self::Held<'a>;
    type Dock<'a> = ();

    #[inline]
    fn pack<'a>(held: Self::Held<'a>) -> Self::Parcel<'a> {
        held
    }

    fn dock(&self) -> Self::Dock<'_> {}

    #[inline]
    fn land<'a>((): Self::Dock<'a>, parcel: Self::Parcel<'a>) {
        black_box(parcel);
    }
}
