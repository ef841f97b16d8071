#![deny(warnings)]
#![forbid(unsafe_code)]
#![no_implicit_prelude]
//! Pools with sizes: in a function, in a module, without the prelude's names, and with all options.

mod memory {
    ::syncpool::pool! {
        /// Buffers of two sizes.
        pub static BUFFERS: ::std::vec::Vec<u8> = 64, sizes = [1 << 10, self::LARGE];
        #[cfg(any())]
        static ABSENT: Nothing = 1, sizes = [1];
    }

    const LARGE: usize = 1 << 20;
}

struct Message {
    body: ::syncpool::Pooled<memory::BUFFERS>,
}

fn main() {
    use ::std::time::Duration;

    const SMALL: usize = 80;
    ::syncpool::pool! {
        static LINES: ::std::string::String = 8,
            retain = adaptive(Duration::from_secs(60)),
            max_bytes = 1 << 20,
            reset = |line| line.clear(),
            reusable = |line| line.capacity() < 4000,
            max_capacity = 2000,
            sizes = [SMALL, SMALL * 10,];
    }
    let message = Message { body: memory::BUFFERS.get_with_capacity(1) };
    ::std::assert_eq!(message.body.capacity(), 1024);
    let line: ::syncpool::Pooled<LINES> = LINES.get_with_capacity(81);
    ::std::assert_eq!(line.capacity(), 800);
    ::std::mem::drop(line);
    ::std::assert_eq!((LINES.len(), memory::BUFFERS.len()), (1, 0));
}
