use syncpool::pool;

pool!(static LINES: String = 64, retain);

fn main() {
    LINES.get();
}
