use syncpool::Poolable;

struct Socket;

#[derive(Poolable)]
struct Slot<T> {
    item: T,
}

fn clear(object: &mut impl Poolable) {
    object.reset();
}

fn main() {
    clear(&mut Slot { item: Socket });
}
