use syncpool::prelude::*;

fn work<T: Default + Poolable + Send>() {
    pool!(static OBJECTS: T = 64);
}

fn main() {}
