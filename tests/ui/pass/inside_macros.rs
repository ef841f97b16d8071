//! Declarations and types that come out of macros of the user's own, where tokens arrive in groups
//! that can't be seen.
use syncpool::prelude::*;

macro_rules! declare {
    ($(#[$meta:meta])* $vis:vis $name:ident: $ty:ty = $size:expr, $init:expr, $reset:expr) => {
        pool! {
            $(#[$meta])*
            $vis static $name: $ty = $size, init = $init, reset = $reset;
        }
    };
}

declare!(
    /// Buffers.
    pub BUFFERS: Vec<u8> = 4 * 16, Vec::new, |buffer| buffer.clear()
);
declare!(WORDS: [String; 2] = 64, Default::default, <[String; 2]>::reset);

macro_rules! structs {
    ($($name:ident { $field:ident: $ty:ty = $value:expr })*) => {$(
        #[derive(Default, Poolable)]
        struct $name {
            #[poolable(value = $value)]
            $field: $ty,
            rest: ($ty, $ty),
        }
    )*};
}

structs! {
    First { number: u32 = 1 + 2 }
    Second { number: u64 = { return 4 } }
}

fn main() {
    assert_eq!(BUFFERS.capacity(), 64);
    assert_eq!(WORDS.get().len(), 2);
    let (mut first, mut second) = (First::default(), Second { number: 1, rest: (2, 3) });
    first.reset();
    second.reset();
    assert_eq!((first.number, second.number, second.rest), (3, 4, (0, 0)));
}
