use syncpool::prelude::*;

pool!(static LINES: String = 64);

static AGAIN: StaticPool<LINES> = StaticPool::new();

fn main() {
    drop((LINES.get(), AGAIN.get()));
}
