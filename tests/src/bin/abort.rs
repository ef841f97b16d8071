//! A program to build with `panic = "abort"`. `tests/misuse/abort.rs` builds it so, and says by the
//! argument where the program panics.

use syncpool::prelude::*;

#[derive(Debug, Default)]
struct Fragile {
    text: String,
    panics_in_reset: bool,
}

impl Poolable for Fragile {
    fn reset(&mut self) {
        assert!(!self.panics_in_reset, "planned");
        self.text.clear();
    }
}

pool!(static POOL: Fragile = 64);

fn main() {
    if cfg!(not(panic = "abort")) {
        eprintln!("error: build it with `-C panic=abort`");
        std::process::exit(2);
    }
    let mut guards: Vec<_> = (0..10).map(|_| POOL.get()).collect();
    guards[3].text.push_str("used");
    drop(guards);
    assert!(POOL.try_get().is_some_and(|object| object.text.is_empty()));
    println!("{} idle", POOL.len());

    let mut guard = POOL.get();
    match std::env::args().nth(1).as_deref() {
        Some("scope") => panic!("planned"),
        Some("reset") => {
            guard.panics_in_reset = true;
            drop(guard);
        }
        _ => drop(guard),
    }
}
