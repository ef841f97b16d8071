//! What is pooled, and how it is really used between `get` and give-back.

use std::hint::black_box;
use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// A kind of buffer and the use that is made of it.
///
/// Every contender pools a `Vec<u8>` and does exactly this with it, so that they all do equal work.
/// The one that hands out bytes instead of a vector uses [`fill_raw`](Workload::fill_raw).
pub trait Workload: Send + Sync + 'static {
    /// Bytes that a buffer is made with.
    const CAPACITY: usize;

    /// The most bytes that a buffer may grow to and be kept, for pools that must be told.
    const LARGEST: usize = Self::CAPACITY;

    /// Uses a buffer that was just taken, empty but for its capacity.
    fn fill(buffer: &mut Vec<u8>);

    /// The same use for a contender whose buffers are bare memory.
    fn fill_raw(bytes: &mut [MaybeUninit<u8>]);

    /// Makes a buffer: what a pool does on a miss and what a user without a pool does each time.
    #[inline]
    fn fresh() -> Vec<u8> {
        Vec::with_capacity(Self::CAPACITY)
    }

    /// What a pool makes that makes all its objects at once. A great many of them are made empty:
    /// a gigabyte for each such pool would measure the machine, and but for the few that are used
    /// they only lie there.
    fn stock(capacity: usize) -> fn() -> Vec<u8> {
        if capacity > 1 << 16 { Vec::new } else { Self::fresh }
    }
}

/// 1 KiB of capacity, one byte pushed: all the time that is measured is the pool's own.
#[derive(Debug)]
pub struct Small;

impl Workload for Small {
    const CAPACITY: usize = 1024;

    #[inline]
    fn fill(buffer: &mut Vec<u8>) {
        buffer.push(black_box(7));
        black_box(buffer);
    }

    #[inline]
    fn fill_raw(bytes: &mut [MaybeUninit<u8>]) {
        bytes[0].write(black_box(7));
        black_box(bytes);
    }
}

/// 64 KiB of capacity, one byte written in each of its pages.
#[derive(Debug)]
pub struct Large;

/// The stride that visits every page once; a larger real page is visited more often.
const PAGE: usize = 4096;

impl Workload for Large {
    const CAPACITY: usize = 64 * 1024;

    #[inline]
    fn fill(buffer: &mut Vec<u8>) {
        Self::fill_raw(buffer.spare_capacity_mut());
    }

    #[inline]
    fn fill_raw(bytes: &mut [MaybeUninit<u8>]) {
        for byte in bytes[..Self::CAPACITY].iter_mut().step_by(PAGE) {
            byte.write(black_box(7));
        }
        black_box(bytes);
    }
}

/// 1 KiB of capacity and all of it written; in a burst, 256 MiB of capacity.
#[derive(Debug)]
pub struct Retaining;

/// Whether it is the burst.
static HUGE: AtomicBool = AtomicBool::new(false);

impl Retaining {
    /// Begins or ends the burst. The scenario has one thread.
    pub fn huge(huge: bool) {
        HUGE.store(huge, Relaxed);
    }
}

impl Workload for Retaining {
    const CAPACITY: usize = 1024;
    const LARGEST: usize = 256 << 20;

    #[inline]
    fn fill(buffer: &mut Vec<u8>) {
        if HUGE.load(Relaxed) {
            // All of it is used, but none is touched: what counts is what the allocator is asked for.
            *buffer = vec![0; Self::LARGEST];
        } else {
            buffer.resize(Self::CAPACITY, black_box(7));
        }
        black_box(buffer);
    }

    #[inline]
    fn fill_raw(bytes: &mut [MaybeUninit<u8>]) {
        bytes[..Self::CAPACITY].fill(MaybeUninit::new(black_box(7)));
        black_box(bytes);
    }
}
