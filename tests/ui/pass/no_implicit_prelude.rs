//! Nothing in the expansions comes from the prelude.
#![no_implicit_prelude]

#[derive(::syncpool::Poolable)]
struct Frame<T> {
    bytes: ::std::vec::Vec<T>,
    #[poolable(default)]
    name: ::std::string::String,
    #[poolable(value = 3)]
    retries: u8,
    #[poolable(max_capacity = 16)]
    words: ::std::vec::Vec<T>,
    #[poolable(clear, max_capacity = 16)]
    text: ::std::string::String,
}

#[derive(::syncpool::Poolable)]
enum State {
    #[poolable(default)]
    Idle(u8, #[poolable(with = clear)] u8),
    #[allow(dead_code)]
    Busy,
}

fn clear(byte: &mut u8) {
    *byte = 0;
}

::syncpool::pool! {
    /// Frames.
    static FRAMES: Frame<u8> = 64, init = || Frame {
        bytes: ::std::vec::Vec::new(),
        name: ::std::string::String::new(),
        retries: 3,
        words: ::std::vec::Vec::new(),
        text: ::std::string::String::new(),
    };
    static STATES: State = 64, init = || State::Busy;
    static BUFFERS: ::std::vec::Vec<u8> = 64;
}

fn main() {
    ::syncpool::pool!(static LOCAL: ::std::vec::Vec<u8> = 64, reset = |buffer| buffer.clear());
    FRAMES.get().bytes.push(1);
    let _ = STATES.get();
    BUFFERS.get().push(1);
    LOCAL.get().push(1);
}
