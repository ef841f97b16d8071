//! Fresh allocation on mimalloc; a child of the report.

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> std::io::Result<()> {
    syncpool_benches::child::serve(|| None)
}
