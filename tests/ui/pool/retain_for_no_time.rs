use syncpool::pool;

pool!(static LINES: String = 64, retain = adaptive(10));

fn main() {
    LINES.get();
}
