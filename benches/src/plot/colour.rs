//! The colours of the contenders: each has the same one in all plots.

use plotters::style::RGBColor;

use crate::contender::{
    Contender, FLOOR, JEMALLOC, Kind, LOCKFREE, MIMALLOC, MUTEX, NEXUS_LOCAL, NEXUS_SYNC,
    OBJECT_POOL, OLD, OPOOL, QUEUE, REGEX, RINGS_ALONE, RUN_TIME, RUN_TIME_ADAPTIVE,
    RUN_TIME_GET_OR, RUN_TIME_OWNED, SHARK_GLOBAL, SHARK_LOCAL, SLAB, STATIC_ADAPTIVE, SYSTEM,
    UNCOUNTED, ZERO,
};

/// Own pools are pink, limits grey, allocators brown. The colours of the other pools are dark enough
/// for thin lines on white.
static COLOURS: [(&Contender, RGBColor); 23] = [
    (&STATIC_ADAPTIVE, RGBColor(150, 20, 70)),
    (&RUN_TIME, RGBColor(240, 140, 175)),
    (&RUN_TIME_ADAPTIVE, RGBColor(205, 95, 200)),
    (&RUN_TIME_OWNED, RGBColor(250, 120, 120)),
    (&RUN_TIME_GET_OR, RGBColor(200, 120, 150)),
    (&FLOOR, RGBColor(70, 70, 70)),
    (&RINGS_ALONE, RGBColor(150, 150, 150)),
    (&UNCOUNTED, RGBColor(130, 130, 130)),
    (&SYSTEM, RGBColor(120, 90, 50)),
    (&MIMALLOC, RGBColor(150, 115, 75)),
    (&JEMALLOC, RGBColor(180, 145, 105)),
    (&OPOOL, RGBColor(31, 119, 180)),
    (&OBJECT_POOL, RGBColor(20, 120, 50)),
    (&LOCKFREE, RGBColor(230, 120, 20)),
    (&SLAB, RGBColor(110, 80, 190)),
    (&SHARK_LOCAL, RGBColor(0, 150, 160)),
    (&SHARK_GLOBAL, RGBColor(150, 150, 20)),
    (&ZERO, RGBColor(20, 60, 140)),
    (&REGEX, RGBColor(200, 60, 40)),
    (&QUEUE, RGBColor(140, 195, 40)),
    (&MUTEX, RGBColor(60, 100, 90)),
    (&NEXUS_LOCAL, RGBColor(90, 160, 220)),
    (&NEXUS_SYNC, RGBColor(60, 200, 200)),
];

/// The colour of a contender.
pub(super) fn colour(contender: &Contender) -> RGBColor {
    let own = COLOURS.iter().find(|(of, _)| *of == contender);
    own.map_or(
        match contender.kind {
            Kind::Own => RGBColor(214, 51, 108),
            Kind::Limit => RGBColor(110, 110, 110),
            Kind::Allocator => RGBColor(120, 90, 50),
            Kind::Pool { .. } => {
                debug_assert!(*contender == OLD, "a pool without a colour of its own");
                RGBColor(170, 90, 160)
            }
        },
        |(_, colour)| *colour,
    )
}
