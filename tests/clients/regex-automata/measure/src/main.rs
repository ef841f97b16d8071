//! Compares regex-automata with itself on a pool of syncpool.

use std::hint::black_box;
use std::sync::Barrier;
use std::thread;

use harness::{Sample, row, sample};

/// Searches of a sample, by all threads together.
const SEARCHES: usize = 200_000;
/// Clones of a sample.
const CLONES: usize = 2_000;

/// What is searched for, by which engine, and in what.
#[derive(Clone, Copy)]
struct Search {
    pattern: &'static str,
    engine: &'static str,
    haystack: &'static str,
}

const SEARCHES_FOR: [Search; 2] = [
    Search { pattern: "[a-z]+[0-9]{2}", engine: "full DFA", haystack: "id=ab42;" },
    Search { pattern: r"\w+@\w+\.[a-z]{2,}", engine: "lazy DFA", haystack: "to: ann@example.com" },
];

/// One of the two versions.
trait Version {
    type Regex: Clone + Send + Sync;

    fn compile(pattern: &str) -> Self::Regex;
    fn search(regex: &Self::Regex, haystack: &str) -> bool;
}

macro_rules! version {
    ($name:ident, $package:ident) => {
        struct $name;

        impl Version for $name {
            type Regex = $package::meta::Regex;

            fn compile(pattern: &str) -> Self::Regex {
                Self::Regex::new(pattern).expect("the pattern is well-formed")
            }

            #[inline(always)]
            fn search(regex: &Self::Regex, haystack: &str) -> bool {
                regex.is_match(haystack)
            }
        }
    };
}

version!(Original, original);
version!(Patched, patched);

impl Search {
    fn compile<V: Version>(self) -> V::Regex {
        V::compile(self.pattern)
    }

    fn run<V: Version>(self, regex: &V::Regex, times: usize) {
        for _ in 0..times {
            assert!(V::search(black_box(regex), black_box(self.haystack)));
        }
    }
}

/// The thread that has searched first, which the original calls the owner, searches alone.
fn owner<V: Version>(search: Search) -> impl FnMut() -> Sample {
    let regex = search.compile::<V>();
    search.run::<V>(&regex, 1_000);
    move || sample(SEARCHES, || search.run::<V>(&regex, SEARCHES))
}

/// A number of threads share a regex. One of them is the owner if `owned` says so.
fn shared<V: Version>(search: Search, threads: usize, owned: bool) -> impl FnMut() -> Sample {
    let searches = SEARCHES / threads;
    move || {
        let regex = search.compile::<V>();
        if !owned {
            search.run::<V>(&regex, 1);
        }
        let barrier = Barrier::new(threads + 1);
        let worker = || {
            search.run::<V>(&regex, 1_000);
            barrier.wait();
            barrier.wait();
            search.run::<V>(&regex, searches);
            barrier.wait();
        };
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(worker);
            }
            barrier.wait();
            sample(searches * threads, || {
                barrier.wait();
                barrier.wait();
            })
        })
    }
}

/// One thread goes round a number of regexes.
fn in_turn<V: Version>(search: Search, regexes: usize) -> impl FnMut() -> Sample {
    let compile = |number: usize| V::compile(&format!("{}|x{number}y", search.pattern));
    let regexes: Vec<_> = (0..regexes).map(compile).collect();
    let rounds = SEARCHES / regexes.len();
    let go_round = move |times: usize| {
        for regex in (0..times).flat_map(|_| &regexes) {
            search.run::<V>(regex, 1);
        }
    };
    go_round(20);
    move || {
        go_round(1);
        sample(SEARCHES, || go_round(rounds))
    }
}

/// A clone of a regex is searched some times and dropped.
fn clones<V: Version>(search: Search, searches: usize) -> impl FnMut() -> Sample {
    let regex = search.compile::<V>();
    move || {
        sample(CLONES, || {
            for _ in 0..CLONES {
                search.run::<V>(&black_box(&regex).clone(), searches);
            }
        })
    }
}

fn main() {
    harness::begin();
    for search in SEARCHES_FOR {
        let Search { pattern, engine, haystack } = search;
        println!("\n`{pattern}` in `{haystack}` ({engine}):\n");
        harness::head();
        row!("one regex, its owner alone", owner(search));
        row!("one regex, another thread alone", shared(search, 1, false));
        for threads in [2, 4, 8] {
            row!(format!("one regex, {threads} threads"), shared(search, threads, true));
        }
        for regexes in [100, 1_000] {
            row!(format!("{regexes} regexes in turn, one thread"), in_turn(search, regexes));
        }
        row!("a clone, searched once and dropped", clones(search, 1));
        row!("a clone, dropped", clones(search, 0));
    }
}
