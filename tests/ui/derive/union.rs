use syncpool::Poolable;

#[derive(Poolable)]
union Number {
    int: u32,
    float: f32,
}

fn main() {}
