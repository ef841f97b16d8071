use syncpool::Poolable;

#[derive(Poolable)]
enum State {
    Idle,
    Busy(u32),
}

fn reset(state: &mut State) {
    state.reset();
}

fn main() {}
