use syncpool::prelude::*;

pool!(static LINES: String = 64);

fn finish<P: Pool>(pool: P, guard: Pooled<P>) {
    pool.put(guard);
}

fn main() {
    LINES.put(LINES.get());
}
