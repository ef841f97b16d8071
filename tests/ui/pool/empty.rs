use syncpool::prelude::*;

pool! {
    
}

fn main() {}
