//! Reads lines of JSON into pooled objects, by serde in place.
//!
//! Run it with `cargo run --release --example json-lines`.
//!
//! A guard is deserialised in place: into an object of the pool, whose strings and vectors are reused. The vectors keep
//! the memory of their elements, too, so that no line needs an allocation once the pool is warm. One thread parses and
//! another one reads the objects. Each object goes back to the pool when the other thread drops it.

#![forbid(unsafe_code)]

use std::io::{self, BufRead};
use std::process::ExitCode;
use std::thread;

use clap::Parser;
use crossbeam_channel::{Receiver, Sender, bounded};
use serde::Deserialize;
use services::{Comparison, Outcome, Settings, checksum, command_line};
use syncpool::collections::ReuseVec;
use syncpool::prelude::*;

/// Events that may wait for their reader.
const WAITING: usize = 256;

/// A line.
///
/// `serde_derive`'s feature `deserialize_in_place` gives the derive the method that reuses the fields.
#[derive(Debug, Default, Deserialize, Poolable)]
struct Event {
    id: u64,
    user: String,
    message: String,
    tags: ReuseVec<String>,
    points: ReuseVec<Point>,
}

#[derive(Debug, Default, Deserialize, Poolable)]
struct Point {
    name: String,
    value: i64,
}

pool! {
    /// Events on their way from the parser to their reader, twice: threads keep up to half of the idle ones.
    static EVENTS: Event = 2 * WAITING;
}

/// Reads made-up lines of JSON: into fresh objects and into those of a pool.
///
/// Exit status: 0, or 1 if a line can't be read or the results differ, or 2 if the command line is wrong.
#[derive(Debug, Parser)]
#[command(name = "json-lines", version)]
struct Options {
    /// Lines to read
    #[arg(short, long, value_name = "N", default_value_t = 500_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    lines: u64,

    #[command(flatten)]
    settings: Settings,
}

/// The source of the events.
trait Memory {
    type Event: AsRef<Event> + Send;

    /// Reads a line.
    fn parse(line: &[u8]) -> serde_json::Result<Self::Event>;
}

/// Reads each line into an event from a pool.
struct Pools;

impl Memory for Pools {
    type Event = Pooled<EVENTS>;

    fn parse(line: &[u8]) -> serde_json::Result<Pooled<EVENTS>> {
        // A guard gets an event from the pool and deserialises it in place.
        serde_json::from_slice(line)
    }
}

/// Makes an event for each line.
struct Fresh;

impl Memory for Fresh {
    type Event = Event;

    fn parse(line: &[u8]) -> serde_json::Result<Event> {
        serde_json::from_slice(line)
    }
}

impl AsRef<Event> for Event {
    fn as_ref(&self) -> &Event {
        self
    }
}

fn main() -> ExitCode {
    match command_line::read::<Options>() {
        Ok(options) => command_line::ended(run(&options)),
        Err(status) => status,
    }
}

fn run(options: &Options) -> io::Result<()> {
    let (lines, text) = (options.lines, &write(options.lines.min(10_000)));
    Comparison::new("line", &options.settings)
        .with("fresh", move || read_all::<Fresh>(lines, text))
        .with("pools", move || read_all::<Pools>(lines, text))
        .print()
}

/// The sums over all events.
#[derive(Debug, Default, PartialEq)]
struct Sums {
    events: u64,
    tags: usize,
    values: i64,
    checksum: u64,
}

impl Sums {
    fn add(&mut self, event: &Event) {
        self.events += 1;
        self.tags += event.tags.len();
        let texts = [&event.user, &event.message].into_iter().chain(&event.tags);
        let names = event.points.iter().map(|point| &point.name);
        for (place, text) in texts.chain(names).enumerate() {
            let sum = checksum(text.as_bytes()).wrapping_mul(event.id + place as u64);
            self.checksum = self.checksum.wrapping_add(sum);
        }
        self.values += event.points.iter().map(|point| point.value).sum::<i64>();
    }
}

/// Reads so many lines. The text is read again and again until there were as many.
fn read_all<M: Memory>(count: u64, text: &[u8]) -> io::Result<Outcome<Sums>> {
    Outcome::measure(count, || {
        let (sender, receiver) = bounded(WAITING);
        thread::scope(|scope| {
            let reader = scope.spawn(move || sum_up::<M>(&receiver));
            parse_all::<M>(count, text, sender)?;
            Ok(reader.join().expect("the reader does not panic"))
        })
    })
}

fn parse_all<M: Memory>(count: u64, text: &[u8], sender: Sender<M::Event>) -> io::Result<()> {
    let (mut rest, mut line) = (text, Vec::new());
    for _ in 0..count {
        if rest.is_empty() {
            rest = text;
        }
        line.clear();
        rest.read_until(b'\n', &mut line)?;
        if sender.send(M::parse(&line)?).is_err() {
            return Err(io::Error::other("the reader of the events is gone"));
        }
    }
    // Here the sender is dropped, which ends the reader.
    Ok(())
}

fn sum_up<M: Memory>(events: &Receiver<M::Event>) -> Sums {
    let mut sums = Sums::default();
    for event in events {
        sums.add(event.as_ref());
        // Here a pooled event goes back to its pool, on this thread.
    }
    sums
}

/// Writes lines as they stand in a log of events. No two neighbours have fields of the same lengths.
fn write(lines: u64) -> Vec<u8> {
    let mut text = String::new();
    for id in 0..lines {
        let list = |count: u64, item: &dyn Fn(u64) -> String| {
            (0..count).map(item).collect::<Vec<_>>().join(",")
        };
        let tags = list(id % 5, &|tag| format!("\"tag-{}\"", tag * id));
        let points = list(id % 4, &|point| {
            format!("{{\"name\":\"sensor {point} of {id}\",\"value\":{}}}", id * point)
        });
        let message = "all is well, ".repeat(id as usize % 7);
        text.push_str(&format!(
            "{{\"id\":{id},\"user\":\"user-{}\",\"message\":\"{message}\",\
             \"tags\":[{tags}],\"points\":[{points}]}}\n",
            id % 1_009,
        ));
    }
    text.into_bytes()
}
