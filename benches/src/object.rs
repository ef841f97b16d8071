//! The pooled buffers, and their use between `get` and give-back.

use std::hint::black_box;
use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// A kind of buffer and its use.
///
/// All contenders pool a `Vec<u8>` and use it by [`fill`](Workload::fill), so that they do equal
/// work. The one contender that hands out bytes uses [`fill_raw`](Workload::fill_raw).
pub trait Workload: Send + Sync + 'static {
    /// Capacity of a new buffer in bytes.
    const CAPACITY: usize;

    /// Largest capacity, in bytes, at which a buffer is kept. Some pools ask for it.
    const LARGEST: usize = Self::CAPACITY;

    /// Uses a buffer that was just taken and has no elements.
    fn fill(buffer: &mut Vec<u8>);

    /// The same use of uninitialised memory.
    fn fill_raw(bytes: &mut [MaybeUninit<u8>]);

    /// Makes a buffer: a pool does so on a miss, a user without a pool each time.
    #[inline]
    fn fresh() -> Vec<u8> {
        Vec::with_capacity(Self::CAPACITY)
    }

    /// The function by which a pool makes its objects, if it makes `capacity` of them at once.
    ///
    /// Above 65,536 they are made without memory: they would take a gigabyte for each such pool,
    /// and a scenario uses few of them.
    fn stock(capacity: usize) -> fn() -> Vec<u8> {
        if capacity > 1 << 16 { Vec::new } else { Self::fresh }
    }
}

/// 1 KiB of capacity, one byte pushed: nearly all the measured time is the pool's own.
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

/// 61 bytes of capacity, one byte pushed: for scenarios of many pools, and for those that count
/// objects. Nothing else has this size, so that the counting allocator recognises the buffers.
#[derive(Debug)]
pub struct Tiny;

impl Workload for Tiny {
    const CAPACITY: usize = 61;

    #[inline]
    fn fill(buffer: &mut Vec<u8>) {
        Small::fill(buffer);
    }

    #[inline]
    fn fill_raw(bytes: &mut [MaybeUninit<u8>]) {
        Small::fill_raw(bytes);
    }
}

/// 64 KiB of capacity, one byte written in each of its pages.
#[derive(Debug)]
pub struct Large;

/// Stride of the writes: at least one in each page, since no machine's pages are smaller.
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

/// 1 KiB of capacity, all of it written; during a burst, 256 MiB of capacity.
#[derive(Debug)]
pub struct Retaining;

/// Whether a burst is under way.
static BURST: AtomicBool = AtomicBool::new(false);

impl Retaining {
    /// Runs a function during which buffers grow to 256 MiB. The scenario has one thread.
    pub fn during_burst(run: impl FnOnce()) {
        BURST.store(true, Relaxed);
        run();
        BURST.store(false, Relaxed);
    }
}

impl Workload for Retaining {
    const CAPACITY: usize = 1024;
    const LARGEST: usize = 256 << 20;

    #[inline]
    fn fill(buffer: &mut Vec<u8>) {
        if BURST.load(Relaxed) {
            // Zeroed memory, of which no page is touched: the scenario counts what is allocated.
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
