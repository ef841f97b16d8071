//! Fresh allocation on jemalloc; a child of the report.

use tikv_jemallocator::Jemalloc;

#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> std::io::Result<()> {
    syncpool_benches::child::serve(|| None)
}
