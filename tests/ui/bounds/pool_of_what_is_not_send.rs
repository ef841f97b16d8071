use syncpool::prelude::*;

struct Handle(*mut u8);

pool!(static HANDLES: Handle = 64, init = || Handle(std::ptr::null_mut()), reset = |_| {});

fn main() {
    let _handle = HANDLES.get();
}
