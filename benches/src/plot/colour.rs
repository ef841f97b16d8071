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
static COLOURS: [(&Contender, RGBColor); 24] = [
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
    (&OLD, RGBColor(170, 90, 160)),
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
    if let Some((_, own)) = COLOURS.iter().find(|(of, _)| *of == contender) {
        return *own;
    }
    match contender.kind {
        Kind::Own => RGBColor(214, 51, 108),
        Kind::Limit | Kind::Allocator | Kind::Pool { .. } => RGBColor(110, 110, 110),
    }
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;
    use crate::case::Scenario;
    use crate::matrix::entries;

    #[test]
    fn contenders_of_a_plot_differ_in_colour() {
        for group in Scenario::value_variants().iter().flat_map(|scenario| scenario.groups()) {
            let mut seen = Vec::new();
            for contender in entries(group.cases[0]).iter().map(|entry| entry.contender) {
                let colour = colour(contender);
                // Of `complex`, both pools have the colour of this project.
                if contender.kind != Kind::Own {
                    assert!(!seen.contains(&colour), "{} in {}", contender.name, group.file);
                }
                seen.push(colour);
            }
        }
    }
}
