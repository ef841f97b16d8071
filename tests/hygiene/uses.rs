//! Both macros, in code that means the same in every edition: the package of each edition builds
//! this file.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]

use syncpool::prelude::*;

/// A frame.
#[derive(Debug, Default, Poolable)]
pub struct Frame<T> {
    bytes: Vec<T>,
    #[poolable(value = 3)]
    retries: u8,
    #[poolable(with = clear)]
    name: String,
}

fn clear(name: &mut String) {
    name.clear();
}

/// A state.
#[derive(Debug, Poolable)]
pub enum State {
    /// Waits.
    #[poolable(default)]
    Idle {
        /// For so long.
        since: u64,
    },
    /// Works.
    Busy(Vec<State>),
}

pool! {
    /// Frames.
    pub static FRAMES: Frame<u8> = 4 * 16;
    pub static STATES: State = 64, init = || State::Busy(Vec::new());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derive() {
        let mut frame = Frame { bytes: vec![1, 2, 3], retries: 0, name: "x".to_string() };
        frame.reset();
        assert_eq!((frame.bytes.len(), frame.retries, &*frame.name), (0, 3, ""));
        let mut state = State::Busy(vec![State::Idle { since: 3 }]);
        assert!(matches!(&state, State::Busy(states) if states.len() == 1));
        state.reset();
        assert!(matches!(state, State::Idle { since: 0 }));
    }

    #[test]
    fn pools() {
        pool!(static LOCAL: String = 64, init = || String::with_capacity(9), reset = |s| s.clear());
        let guard: Pooled<LOCAL> = LOCAL.get();
        assert!(guard.capacity() >= 9);
        FRAMES.get().bytes.push(1);
        assert!(FRAMES.get().bytes.is_empty());
        drop(STATES.get());
        assert!(matches!(&*STATES.get(), State::Idle { since: 0 }));
    }
}
