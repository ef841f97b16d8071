//! Parses files on all cores, each into an arena of its own. The arenas are pooled.
//!
//! Run it with `cargo run --release --example parser-arenas`.
//!
//! A syntax tree in an arena of bumpalo takes no allocation a node, and is freed at once. A new arena still
//! asks the allocator for chunk after chunk. An arena that comes from a pool has the chunk that the files before
//! have needed. oxc keeps its arenas in a `Mutex<Vec<_>>`, which this program measures, too.

#![forbid(unsafe_code)]

use std::io;
use std::mem;
use std::ops::Deref;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use bumpalo::Bump;
use bumpalo::collections::Vec as ArenaVec;
use clap::Parser;
use rayon::prelude::*;
use services::{Comparison, Outcome, Settings, command_line};
use syncpool::prelude::*;

pool! {
    /// One for each thread of rayon. An arena comes back with its largest chunk, which an adaptive pool lets go
    /// when files have become smaller.
    static ARENAS: Bump = 64, reset = |arena| arena.reset();
}

/// Parses made-up programs in parallel: into fresh arenas, into those of a locked vector, and into those of a
/// pool.
///
/// Exit status: 0, or 1 if the results differ, or 2 if the command line is wrong.
#[derive(Debug, Parser)]
#[command(name = "parser-arenas", version)]
struct Options {
    /// Files to parse
    #[arg(short, long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    files: u64,

    /// Nodes of the syntax tree of the largest file
    #[arg(short, long, value_name = "N", default_value_t = 2_000, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    nodes: u64,

    #[command(flatten)]
    settings: Settings,
}

/// A node of a syntax tree. Its memory is the arena's.
#[derive(Debug)]
enum Expression<'a> {
    Number(i64),
    Name(&'a str),
    Call { function: &'a str, arguments: ArenaVec<'a, Expression<'a>> },
}

/// The source of the arenas.
trait Memory {
    type Arena: Deref<Target = Bump>;

    /// An empty arena.
    fn arena() -> Self::Arena;
}

/// Gets each arena from a pool.
struct Pools;

impl Memory for Pools {
    type Arena = Pooled<ARENAS>;

    fn arena() -> Pooled<ARENAS> {
        ARENAS.get()
    }
}

/// Makes each arena and frees it.
struct Fresh;

impl Memory for Fresh {
    type Arena = Box<Bump>;

    fn arena() -> Box<Bump> {
        Box::default()
    }
}

/// Keeps the arenas in a vector under a lock, as oxc does.
struct Locked;

static LOCKED: Mutex<Vec<Bump>> = Mutex::new(Vec::new());

impl Memory for Locked {
    type Arena = LockedArena;

    fn arena() -> LockedArena {
        let idle = LOCKED.lock().unwrap_or_else(PoisonError::into_inner).pop();
        LockedArena(idle.unwrap_or_default())
    }
}

/// The guard that goes with such a vector: `Pooled` is this for a pool.
struct LockedArena(Bump);

impl Deref for LockedArena {
    type Target = Bump;

    fn deref(&self) -> &Bump {
        &self.0
    }
}

impl Drop for LockedArena {
    fn drop(&mut self) {
        let mut arena = mem::take(&mut self.0);
        arena.reset();
        LOCKED.lock().unwrap_or_else(PoisonError::into_inner).push(arena);
    }
}

fn main() -> ExitCode {
    match command_line::read::<Options>() {
        Ok(options) => command_line::ended(run(&options)),
        Err(status) => status,
    }
}

fn run(options: &Options) -> io::Result<()> {
    // Files of many sizes, most of them small. The same texts are parsed in turn.
    let sizes = (0..64).map(|number| options.nodes * (number % 8 + 1) * (number % 8 + 1) / 64);
    let texts: Vec<String> = sizes.enumerate().map(|(seed, nodes)| write(seed, nodes)).collect();
    let (files, texts) = (options.files, &texts);
    Comparison::new("file", &options.settings)
        .with("fresh", move || parse_all::<Fresh>(files, texts))
        .with("Mutex<Vec>", move || parse_all::<Locked>(files, texts))
        .with("pools", move || parse_all::<Pools>(files, texts))
        .print()
}

/// Parses and evaluates all files, and sums up their values.
fn parse_all<M: Memory>(files: u64, texts: &[String]) -> io::Result<Outcome<i64>> {
    Outcome::measure(files, || {
        let values = (0..files).into_par_iter().map(|number| {
            let text = &texts[number as usize % texts.len()];
            let arena = M::arena();
            let tree = parse(text, &arena)?;
            Ok(evaluate(&tree))
            // Here the arena goes back, and all nodes are freed at once.
        });
        values.try_reduce(|| 0, |sum, value| Ok(sum.wrapping_add(value)))
    })
}

/// Parses one expression: a number, a name, or `(function argument ...)`.
fn parse<'a>(text: &'a str, arena: &'a Bump) -> io::Result<Expression<'a>> {
    let mut tokens = Tokens(text);
    let tree = tokens.next().and_then(|token| expression(token, &mut tokens, arena));
    tree.filter(|_| tokens.next().is_none())
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "the text is no expression"))
}

fn expression<'a>(
    token: &'a str,
    tokens: &mut Tokens<'a>,
    arena: &'a Bump,
) -> Option<Expression<'a>> {
    if token != "(" {
        return Some(token.parse().map_or(Expression::Name(token), Expression::Number));
    }
    let function = tokens.next()?;
    let mut arguments = ArenaVec::new_in(arena);
    loop {
        match tokens.next()? {
            ")" => return Some(Expression::Call { function, arguments }),
            token => arguments.push(expression(token, tokens, arena)?),
        }
    }
}

/// What is left of a text.
struct Tokens<'a>(&'a str);

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.0.trim_start();
        let is_end = |character: char| character.is_whitespace() || "()".contains(character);
        let length = match rest.find(is_end) {
            Some(0) => 1,
            Some(length) => length,
            None => rest.len(),
        };
        let (token, rest) = rest.split_at(length);
        self.0 = rest;
        (!token.is_empty()).then_some(token)
    }
}

fn evaluate(tree: &Expression<'_>) -> i64 {
    match tree {
        Expression::Number(number) => *number,
        Expression::Name(name) => name.len() as i64,
        Expression::Call { function, arguments } => {
            let values = arguments.iter().map(evaluate);
            match *function {
                "max" => values.max().unwrap_or(0),
                _ => values.fold(0, i64::wrapping_add),
            }
        }
    }
}

/// Writes a program whose syntax tree has about so many nodes.
fn write(seed: usize, nodes: u64) -> String {
    let mut text = String::from("(add");
    for number in 0..nodes / 6 {
        let value = number.wrapping_mul(2_654_435_761).wrapping_add(seed as u64) % 1_000;
        text.push_str(&format!("\n  (max {value} height (add width{number} {seed}))"));
    }
    text.push(')');
    text
}
