use syncpool::prelude::*;

pool!(static LINES: String = 64);

static AGAIN: StaticPool<LINES> = syncpool::__private::static_pool();

fn main() {
    drop((LINES.get(), AGAIN.get()));
}
