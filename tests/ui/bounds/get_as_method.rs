//! `Pool::get` is called as a method.

use syncpool::prelude::*;

fn by_value<P: Pool<Item = String>>(pool: P) -> Pooled<P> {
    pool.get()
}

fn by_reference<P: Pool<Item = String>>(pool: &P) -> Pooled<P> {
    pool.get()
}

fn main() {}
