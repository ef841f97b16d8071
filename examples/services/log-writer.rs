//! Many threads format lines of a log, and one thread writes them.
//!
//! Run it with `cargo run --release --example log-writer`.
//!
//! Each line is formatted into a buffer that a thread gets from a pool, is sent to the writer by a channel, and
//! goes back to the pool when the writer drops it. flexi_logger does the same by an `ArrayQueue<Vec<u8>>`, which
//! this program measures, too. There, the writer has to clear each buffer, and to give it back by hand.

#![forbid(unsafe_code)]

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::LazyLock;
use std::thread;

use clap::Parser;
use crossbeam_channel::{Receiver, Sender, bounded};
use crossbeam_queue::ArrayQueue;
use services::{Comparison, Outcome, Settings, checksum, command_line};
use syncpool::prelude::*;

/// Lines that may wait for the writer. A thread that finds the channel full waits, too.
const WAITING: usize = 1024;

/// The room that a new line has.
const LINE: usize = 200;

/// Larger lines are shrunk to this capacity when they come back. So a few huge ones don't pin memory.
const KEPT_LINE: usize = 4 << 10;

pool! {
    /// The lines on their way to the writer. Threads keep up to half of the idle ones to themselves, so N is
    /// twice as many as are in use at once.
    static LINES: Vec<u8> = 2 * WAITING, init = || Vec::with_capacity(LINE), max_capacity = KEPT_LINE;
}

/// Formats a log by many threads and writes it by one: into fresh buffers, into those of a queue, and into those
/// of a pool.
///
/// Exit status: 0, or 1 if a log can't be written or the logs differ, or 2 if the command line is wrong.
#[derive(Debug, Parser)]
#[command(name = "log-writer", version)]
struct Options {
    /// Lines of the log, by all threads together
    #[arg(short, long, value_name = "N", default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    lines: u64,

    /// Threads that format lines
    #[arg(short, long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u64).range(1..=64))]
    threads: u64,

    /// The file that the log is written to, anew in each run [default: none, lines are counted and dropped]
    #[arg(short, long)]
    file: Option<PathBuf>,

    #[command(flatten)]
    settings: Settings,
}

/// The source of the buffers.
trait Memory {
    type Line: AsMut<Vec<u8>> + AsRef<[u8]> + Send;

    /// An empty line.
    fn line() -> Self::Line;

    /// The writer is done with a line. The drop of a guard is enough.
    fn finish(line: Self::Line) {
        drop(line);
    }
}

/// Gets each line from a pool.
struct Pools;

impl Memory for Pools {
    type Line = Pooled<LINES>;

    fn line() -> Pooled<LINES> {
        LINES.get()
    }
}

/// Allocates each line on the thread that formats it, and frees it on the thread that writes.
struct Fresh;

impl Memory for Fresh {
    type Line = Vec<u8>;

    fn line() -> Vec<u8> {
        Vec::with_capacity(LINE)
    }
}

/// Keeps lines in a queue, as flexi_logger does.
struct Queue;

static QUEUE: LazyLock<ArrayQueue<Vec<u8>>> = LazyLock::new(|| ArrayQueue::new(2 * WAITING));

impl Memory for Queue {
    type Line = Vec<u8>;

    fn line() -> Vec<u8> {
        QUEUE.pop().unwrap_or_else(|| Vec::with_capacity(LINE))
    }

    fn finish(mut line: Vec<u8>) {
        line.clear();
        line.shrink_to(KEPT_LINE);
        // A line that finds no room is dropped.
        _ = QUEUE.push(line);
    }
}

fn main() -> ExitCode {
    match command_line::read::<Options>() {
        Ok(options) => command_line::ended(run(&options)),
        Err(status) => status,
    }
}

fn run(options: &Options) -> io::Result<()> {
    Comparison::new("line", &options.settings)
        .with("fresh", || log::<Fresh>(options))
        .with("ArrayQueue", || log::<Queue>(options))
        .with("pools", || log::<Pools>(options))
        .print()
}

/// The content of a log. Threads take turns as they like, so the order of the lines does not count.
#[derive(Debug, Default, PartialEq)]
struct Written {
    lines: u64,
    bytes: u64,
    checksum: u64,
}

/// Formats and writes the whole log once.
fn log<M: Memory>(options: &Options) -> io::Result<Outcome<Written>> {
    let mut target: Box<dyn Write> = match &options.file {
        Some(path) => Box::new(BufWriter::new(File::create(path)?)),
        None => Box::new(io::sink()),
    };
    let &Options { lines, threads, .. } = options;
    Outcome::measure(lines, || {
        let (sender, receiver) = bounded(WAITING);
        thread::scope(|scope| {
            for thread in 0..threads {
                let sender = sender.clone();
                // The first threads format a line more, if the lines don't divide evenly.
                let count = lines / threads + u64::from(thread < lines % threads);
                scope.spawn(move || format_lines::<M>(thread, count, &sender));
            }
            // Without this sender, the channel closes when the last thread is done.
            drop(sender);
            // The writer owns the receiver: if it fails, the channel closes, and the threads stop.
            write_lines::<M>(receiver, &mut *target)
        })
    })
}

/// The life of a thread that logs.
fn format_lines<M: Memory>(thread: u64, count: u64, sender: &Sender<M::Line>) {
    for number in 0..count {
        let mut line = M::line();
        let text = line.as_mut();
        let (micros, user) = (number * 37 % 5_000, number * number % 1_009);
        // Nothing is appended to a line whose formatting fails, and a vector takes all that is written.
        _ = writeln!(
            text,
            "{number:>9} INFO worker-{thread}: GET /users/{user} 200 in {micros} us"
        );
        if sender.send(line).is_err() {
            // The writer has failed, and nobody waits for lines.
            return;
        }
    }
}

/// The life of the thread that writes.
fn write_lines<M: Memory>(
    receiver: Receiver<M::Line>,
    target: &mut dyn Write,
) -> io::Result<Written> {
    let mut written = Written::default();
    for line in receiver {
        let text = line.as_ref();
        target.write_all(text)?;
        written.lines += 1;
        written.bytes += text.len() as u64;
        written.checksum = written.checksum.wrapping_add(checksum(text));
        M::finish(line);
    }
    target.flush()?;
    Ok(written)
}
