use syncpool::pool;

pool!(static LINES: String = 64, retain = adaptive, retain = adaptive);

fn main() {
    LINES.get();
}
