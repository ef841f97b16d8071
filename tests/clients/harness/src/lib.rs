//! Compares two versions of a client, the original and the patched one: times, allocations, and their ratios.

mod allocations;

use std::env;
use std::thread;
use std::time::Instant;

use crate::allocations::Allocations;

/// Samples of each row, of either version in turn. The variable `SAMPLES` says how many instead.
const SAMPLES: usize = 101;

/// What a sample has measured, for each search or clone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sample {
    nanos: f64,
    bytes: f64,
    allocations: f64,
}

/// Runs `work`, which does `count` things.
pub fn sample(count: usize, work: impl FnOnce()) -> Sample {
    let (allocations, start) = (Allocations::of_this_thread(), Instant::now());
    work();
    let nanos = start.elapsed().as_nanos() as f64;
    let Allocations { bytes, count: allocations } = Allocations::of_this_thread() - allocations;
    let each = |total: f64| total / count as f64;
    Sample { nanos: each(nanos), bytes: each(bytes as f64), allocations: each(allocations as f64) }
}

/// Prints how the numbers of the tables are measured.
pub fn begin() {
    let processors = thread::available_parallelism().map_or(0, usize::from);
    println!("{processors} processors; medians of {} samples of each, taken in turn.", samples());
}

/// Prints the head of a table.
pub fn head() {
    println!("| case | original | patched | ratio |");
    println!("| --- | ---: | ---: | ---: |");
}

fn samples() -> usize {
    env::var("SAMPLES").ok().and_then(|samples| samples.parse().ok()).unwrap_or(SAMPLES)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Takes samples of both in turn, and prints a row of the table.
pub fn compare(
    name: &str,
    mut original: impl FnMut() -> Sample,
    mut patched: impl FnMut() -> Sample,
) {
    let samples: Vec<(Sample, Sample)> = (0..samples())
        .map(|round| {
            if round % 2 == 0 {
                let original = original();
                (original, patched())
            } else {
                let patched = patched();
                (original(), patched)
            }
        })
        .collect();
    let of = |value: fn(&(Sample, Sample)) -> f64| median(samples.iter().map(value).collect());
    let nanos = (of(|s| s.0.nanos), of(|s| s.1.nanos), of(|s| s.1.nanos / s.0.nanos));
    println!("| {name}, ns | {:.1} | {:.1} | {:.2} |", nanos.0, nanos.1, nanos.2);
    let bytes = (of(|s| s.0.bytes), of(|s| s.1.bytes));
    if bytes.0 >= 1.0 {
        println!(
            "| the same, bytes | {:.0} | {:.0} | {:.2} |",
            bytes.0,
            bytes.1,
            bytes.1 / bytes.0
        );
        let count = (of(|s| s.0.allocations), of(|s| s.1.allocations));
        println!(
            "| the same, allocations | {:.0} | {:.0} | {:.2} |",
            count.0,
            count.1,
            count.1 / count.0
        );
    }
}

/// Compares `case::<Original>` with `case::<Patched>`, and prints a row of the table.
#[macro_export]
macro_rules! row {
    ($name:expr, $case:ident($($argument:expr),*)) => {
        $crate::compare(&$name, $case::<Original>($($argument),*), $case::<Patched>($($argument),*))
    };
}
