//! Compares zopfli with itself on a pool of syncpool.

use std::io::Write;
use std::sync::Barrier;
use std::thread;

use harness::{Sample, row, sample};

/// Files that a thread compresses in a sample.
const FILES: usize = 4;

/// One of the two versions.
trait Version {
    fn compress(text: &[u8]) -> Vec<u8>;
}

macro_rules! version {
    ($name:ident, $package:ident) => {
        struct $name;

        impl Version for $name {
            fn compress(text: &[u8]) -> Vec<u8> {
                let options = $package::Options::default();
                let mut compressed = Vec::new();
                $package::compress(options, $package::Format::Gzip, text, &mut compressed)
                    .expect("a vector takes all that is written");
                compressed
            }
        }
    };
}

version!(Original, original);
version!(Patched, patched);

/// A number of threads compress files of so many bytes.
fn compress<V: Version>(threads: usize, bytes: usize) -> impl FnMut() -> Sample {
    let mut text = Vec::new();
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        let words = ["pool", "magazine", "depot", "slot"];
        writeln!(text, "{} {}", number * number % 1_009, words[number % 7 % 4]).expect("the same");
    }
    text.truncate(bytes);
    move || {
        let barrier = Barrier::new(threads + 1);
        let worker = || {
            barrier.wait();
            for _ in 0..FILES {
                assert!(V::compress(&text).len() < text.len());
            }
            barrier.wait();
        };
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(worker);
            }
            sample(FILES * threads, || {
                barrier.wait();
                barrier.wait();
            })
        })
    }
}

fn main() {
    harness::begin();
    println!();
    harness::head();
    for threads in [1, 2, 4] {
        row!(format!("a file of 1 KiB, {threads} threads"), compress(threads, 1 << 10));
    }
    row!("a file of 16 KiB, 2 threads", compress(2, 16 << 10));
}
