//! Fresh allocation on the allocator of the system; a child of the report.

use std::alloc::System;

#[global_allocator]
static ALLOCATOR: System = System;

fn main() -> std::io::Result<()> {
    syncpool_benches::child::serve(|| None)
}
