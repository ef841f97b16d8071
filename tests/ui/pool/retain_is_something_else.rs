use syncpool::pool;

pool! {
    static WORD: String = 64, retain = everything;
    static CALL: String = 64, retain = adaptive();
    static NUMBER: String = 64, retain = 10;
}

fn main() {
    WORD.get();
    CALL.get();
    NUMBER.get();
}
