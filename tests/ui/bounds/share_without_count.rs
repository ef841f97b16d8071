//! The pool's objects have no count of their owners.

use syncpool::prelude::*;

pool!(static LINES: String = 64);

struct Connection {
    last: Option<PooledArc<LINES>>,
}

fn main() {
    let line = Pooled::share(LINES.get());
    drop(line);
}
