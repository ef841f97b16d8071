use syncpool::SyncPool;

fn main() {
    let pool = SyncPool::<String>::new();
    drop(pool.get_owned());
}
