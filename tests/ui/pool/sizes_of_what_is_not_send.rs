use std::rc::Rc;

use syncpool::pool;

pool!(static COUNTS: Vec<Rc<u8>> = 64, sizes = [1024, 4096]);

fn main() {
    let _counts = COUNTS.get_with_capacity(1);
}
