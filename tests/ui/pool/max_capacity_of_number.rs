use syncpool::prelude::*;

pool!(static COUNTS: u64 = 64, max_capacity = 4096);

fn main() {}
