use syncpool::prelude::*;

fn work<T: Send>() {
    pool!(static OBJECTS: Vec<T> = 64, sizes = [16, 64]);
}

fn main() {}
