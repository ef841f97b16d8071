//! The colours and the marks of the contenders: each has the same ones in all plots, and no two have both
//! in common.

use plotters::style::RGBColor;

use crate::contender::{
    Contender, FLOOR, IN_PLACE, JEMALLOC, LOCKFREE, MIMALLOC, MUTEX, NEXUS_LOCAL, NEXUS_SYNC,
    OBJECT_POOL, OLD, OPOOL, QUEUE, REGEX, REUSED, RINGS_ALONE, RUN_TIME, RUN_TIME_ADAPTIVE,
    RUN_TIME_GET_OR, RUN_TIME_OWNED, SHARK_GLOBAL, SHARK_LOCAL, SLAB, STATIC, STATIC_ADAPTIVE,
    STRINGS, SYSTEM, THREADS_ALONE, TWO_RINGS, UNCOUNTED, ZERO,
};

/// The mark of a contender at each of its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Circle,
    Square,
    Diamond,
    Up,
    Down,
    Left,
    Cross,
    Plus,
    Ring,
}

// The palette of Okabe and Ito, which colour-blind readers can tell apart ("Color Universal Design", 2008),
// with a darker yellow: the plots are white.
const BLACK: RGBColor = RGBColor(40, 40, 40);
const ORANGE: RGBColor = RGBColor(230, 159, 0);
const SKY: RGBColor = RGBColor(86, 180, 233);
const GREEN: RGBColor = RGBColor(0, 158, 115);
const OCHRE: RGBColor = RGBColor(150, 130, 0);
const BLUE: RGBColor = RGBColor(0, 114, 178);
const RED: RGBColor = RGBColor(213, 94, 0);
const PINK: RGBColor = RGBColor(214, 51, 132);

/// Own pools are pink; what is no pool is black.
static STYLES: [(&Contender, RGBColor, Mark); 30] = [
    (&STATIC, PINK, Mark::Circle),
    (&RUN_TIME, PINK, Mark::Square),
    (&STATIC_ADAPTIVE, PINK, Mark::Diamond),
    (&RUN_TIME_ADAPTIVE, PINK, Mark::Up),
    (&RUN_TIME_OWNED, PINK, Mark::Down),
    (&RUN_TIME_GET_OR, PINK, Mark::Plus),
    (&STRINGS, PINK, Mark::Cross),
    (&IN_PLACE, PINK, Mark::Ring),
    (&REUSED, PINK, Mark::Left),
    (&FLOOR, BLACK, Mark::Circle),
    (&UNCOUNTED, BLACK, Mark::Square),
    (&TWO_RINGS, BLACK, Mark::Diamond),
    (&RINGS_ALONE, BLACK, Mark::Up),
    (&THREADS_ALONE, BLACK, Mark::Down),
    (&SYSTEM, OCHRE, Mark::Square),
    (&MIMALLOC, OCHRE, Mark::Diamond),
    (&JEMALLOC, OCHRE, Mark::Up),
    (&OPOOL, BLUE, Mark::Circle),
    (&QUEUE, BLUE, Mark::Cross),
    (&MUTEX, BLUE, Mark::Down),
    (&OBJECT_POOL, GREEN, Mark::Diamond),
    (&LOCKFREE, GREEN, Mark::Plus),
    (&SLAB, GREEN, Mark::Ring),
    (&SHARK_LOCAL, RED, Mark::Up),
    (&SHARK_GLOBAL, RED, Mark::Circle),
    (&REGEX, RED, Mark::Cross),
    (&ZERO, SKY, Mark::Square),
    (&OLD, SKY, Mark::Ring),
    (&NEXUS_LOCAL, ORANGE, Mark::Down),
    (&NEXUS_SYNC, ORANGE, Mark::Plus),
];

/// The colour and the mark of a contender.
pub(super) fn style(contender: &Contender) -> (RGBColor, Mark) {
    let own = STYLES.iter().find(|(of, ..)| *of == contender);
    // A test ensures that every contender is there.
    own.map_or((BLACK, Mark::Cross), |(_, colour, mark)| (*colour, *mark))
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;
    use crate::case::Scenario;
    use crate::matrix::entries;

    #[test]
    fn no_two_contenders_look_alike() {
        for (at, (contender, colour, mark)) in STYLES.iter().enumerate() {
            let same = STYLES[..at].iter().find(|(_, c, m)| (c, m) == (colour, mark));
            assert_eq!(same.map(|(other, ..)| other.name), None, "{}", contender.name);
        }
    }

    #[test]
    fn every_contender_has_a_style() {
        for case in Scenario::value_variants().iter().flat_map(|scenario| scenario.cases()) {
            for entry in entries(case) {
                let known = STYLES.iter().any(|(of, ..)| *of == entry.contender);
                assert!(known, "{}", entry.contender.name);
            }
        }
    }
}
