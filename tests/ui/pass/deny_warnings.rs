//! The expansions are as clean as the user's own code has to be.
#![deny(warnings, missing_docs, missing_debug_implementations, missing_copy_implementations)]
#![deny(future_incompatible, let_underscore, nonstandard_style, rust_2018_idioms, unused)]
#![deny(rust_2021_compatibility, rust_2024_compatibility, unreachable_pub, unused_qualifications)]
#![deny(single_use_lifetimes, trivial_casts, unused_lifetimes, private_bounds, private_interfaces)]
#![deny(unnameable_types, redundant_lifetimes, variant_size_differences, unit_bindings)]
#![deny(explicit_outlives_requirements, absolute_paths_not_starting_with_crate)]

use syncpool::prelude::*;

mod inner {
    use syncpool::Poolable;

    #[derive(Debug, Default, Poolable)]
    pub(crate) struct Private<T>(Vec<T>);

    impl<T> Private<T> {
        pub(crate) fn push(&mut self, item: T) {
            self.0.push(item);
        }
    }
}

/// A frame, whose private parts stay private.
#[derive(Debug, Default, Poolable)]
pub struct Frame<T> {
    private: inner::Private<T>,
    #[poolable(clear)]
    elements: Vec<T>,
    #[poolable(clear, max_capacity = 4)]
    characters: String,
    #[poolable(skip)]
    id: u64,
}

/// A state.
#[derive(Debug, Poolable)]
pub enum State<'a, const N: usize> {
    /// Waits.
    #[poolable(default)]
    Idle {
        /// When it began to.
        since: u64,
        /// Who.
        #[poolable(value = "nobody")]
        name: &'a str,
        /// What.
        bytes: Vec<[u8; N]>,
    },
    /// Works.
    Busy,
}

#[derive(Debug, Default, Poolable)]
#[deprecated]
#[allow(deprecated)]
struct Old {
    #[deprecated]
    field: u8,
}

pool! {
    pub static FRAMES: Frame<u8> = 8 * 8;
    /// States.
    pub(crate) static LONG_STATES: State<'static, 4> = 64, init = || State::Busy;
    #[deprecated = "use `FRAMES`"]
    static OLD_FRAMES: Frame<u8> = 64;
    #[allow(non_upper_case_globals)]
    static lower_case: String = 64, init = String::new, reset = |string| string.clear();
    static UNUSED_RESULT: String = 64, reset = String::clear;
}

#[allow(deprecated)]
fn main() {
    FRAMES.get().private.push(1);
    let frame = FRAMES.get();
    println!("{:?} {:?}", frame.private, frame.elements);
    println!("{} {}", frame.characters, frame.id);
    if let State::Idle { since, name, bytes } = &*LONG_STATES.get() {
        println!("{since} {name} {bytes:?}");
    }
    drop(OLD_FRAMES.get());
    let _: fn(&mut Old) -> &mut u8 = |old| &mut old.field;
    lower_case.get().push('x');
    UNUSED_RESULT.get().push('x');
    pool!(static LOCAL: String = 64);
    LOCAL.get().push('x');
}
