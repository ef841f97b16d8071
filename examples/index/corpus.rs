//! Access logs of a web shop, made in memory: the same on every machine.

use std::fmt::Write;
use std::path::PathBuf;

use fastrand::Rng;

/// The lines of a file.
const LINES: usize = 50;

/// All logs are made of this number.
const SEED: u64 = 42;

const WARES: [&str; 24] = [
    "lamp", "chair", "table", "shelf", "kettle", "teapot", "carpet", "mirror", "candle", "basket",
    "blanket", "clock", "vase", "stool", "curtain", "cushion", "mattress", "wardrobe", "bookcase",
    "lantern", "tray", "hammock", "bench", "ladder",
];

const MATERIALS: [&str; 12] = [
    "oak", "walnut", "brass", "linen", "cotton", "wool", "glass", "copper", "steel", "bamboo",
    "marble", "cork",
];

const BROWSERS: [&str; 6] = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
    "curl/8.16.0",
];

/// A log file: its name and its text.
#[derive(Debug)]
pub(crate) struct Log {
    pub(crate) name: PathBuf,
    pub(crate) text: String,
}

/// Makes log files.
pub(crate) fn logs(number: usize) -> Vec<Log> {
    let mut random = Rng::with_seed(SEED);
    let log = |number: usize| {
        let mut text = String::with_capacity(LINES * 256);
        for line in 0..LINES {
            push_line(&mut text, &mut random, number * LINES + line);
        }
        Log { name: format!("access-{number:04}.log").into(), text }
    };
    (0..number).map(log).collect()
}

/// One of several, the first much more often than the last.
fn skewed<'w>(random: &mut Rng, words: &[&'w str]) -> &'w str {
    words[(random.f64() * random.f64() * words.len() as f64) as usize]
}

/// Adds a line in the format that Apache and nginx call "combined". There are 40 lines a second.
fn push_line(text: &mut String, random: &mut Rng, number: usize) {
    let seconds = number / 40;
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let (material, ware) = (skewed(random, &MATERIALS), skewed(random, &WARES));
    let (method, status) = match random.u32(0..100) {
        0..6 => ("POST", 201),
        6..9 => ("GET", 404),
        9..10 => ("GET", 503),
        10..25 => ("GET", 304),
        _ => ("GET", 200),
    };
    let client = random.u32(0..4096);
    let written = writeln!(
        text,
        "198.51.{}.{} - - [25/Nov/2026:{hour:02}:{minute:02}:{second:02} +0000] \
         \"{method} /shop/{ware}s/{material}-{ware}?page={} HTTP/1.1\" {status} {} \
         \"https://shop.example/{ware}s/\" \"{}\"",
        client / 256,
        client % 256,
        random.u32(1..20),
        random.u32(300..30_000),
        skewed(random, &BROWSERS),
    );
    written.expect("a string takes all that is written to it");
}
