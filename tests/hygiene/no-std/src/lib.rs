//! Pools, and types that they keep, in a crate without the standard library.
#![no_std]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]

extern crate alloc;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::hash::{BuildHasherDefault, Hasher};
use core::time::Duration;

use syncpool::collections::{ReuseMap, ReuseVec};
use syncpool::prelude::*;

/// A frame.
#[derive(Clone, Debug, Default, Poolable)]
pub struct Frame<T> {
    /// The content.
    #[poolable(max_capacity = 64)]
    pub bytes: Vec<T>,
    /// Who reads it.
    pub readers: BTreeMap<u32, String>,
    /// How often it may still be sent.
    #[poolable(value = 3)]
    pub retries: u8,
}

/// A state.
#[derive(Debug, Poolable)]
pub enum State {
    /// Waits.
    #[poolable(default)]
    Idle,
    /// Works.
    Busy(Vec<State>),
}

pool! {
    /// Frames.
    pub static FRAMES: Frame<u8> = 64;
    /// A pool of shared slots only.
    pub static STATES: State = 4, init = || State::Idle, reset = |state| *state = State::Idle;
    /// There is no clock.
    pub static LINES: String = 64, retain = adaptive(Duration::from_nanos(1));
}

pool! {
    /// Messages for several readers.
    pub static MESSAGES: Shareable<Frame<u8>> = 64, init = Shareable::default;
}

/// A hasher, which a crate without the standard library has to bring along: FNV-1a.
#[derive(Debug)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}

/// Words, in their order and counted.
#[derive(Debug, Default, Poolable)]
pub struct Words {
    /// All of them.
    pub all: ReuseVec<String>,
    /// How often each occurs.
    pub counts: ReuseMap<String, u32, BuildHasherDefault<Fnv>>,
}

pool! {
    /// Texts.
    pub static TEXTS: Words = 8;
}

/// A struct with a guard in it.
#[derive(Debug, Default, Poolable)]
pub struct Document {
    /// Goes back to its pool.
    pub first: Option<Pooled<LINES>>,
}

/// Makes a pool of documents.
#[must_use]
pub fn documents(capacity: usize) -> SyncPool<Document> {
    SyncPool::builder().capacity(capacity).allow_expansion(true).build()
}
