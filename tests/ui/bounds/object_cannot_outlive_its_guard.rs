use syncpool::prelude::*;

pool!(static NAMES: String = 64);

fn main() {
    let name: &str = {
        let guard = NAMES.get();
        guard.as_str()
    };
    println!("{name}");
}
