use syncpool::SyncPool;

fn main() {
    let pool = SyncPool::<String>::new();
    pool.put(pool.get());
}
