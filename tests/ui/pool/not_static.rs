use syncpool::prelude::*;

pool!(static NAMES: Vec<&'a str> = 64);
pool!(static WORDS: Vec<&str> = 64);
pool!(static LINES: std::slice::Iter<'_, u8> = 64);

fn main() {}
