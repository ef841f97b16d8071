use syncpool::Poolable;

#[derive(Poolable)]
enum State {
    #[poolable(default)]
    Idle,
    Busy {
        #[poolable(skip)]
        since: u64,
    },
}

fn main() {}
