//! Signals that interrupt a thread while it uses a pool.

#![cfg(all(unix, not(miri)))]

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use syncpool::prelude::*;
use syncpool_tests::{Census, Counted};

static SIGNALS: AtomicUsize = AtomicUsize::new(0);

/// It touches no pool, as the guide says.
extern "C" fn on_signal(_: libc::c_int) {
    SIGNALS.fetch_add(1, Ordering::Relaxed);
}

/// The handler runs between any two instructions of a get or of a return.
#[test]
fn a_handler_that_touches_no_pool_may_interrupt_any_operation() {
    static CENSUS: Census = Census::new();
    static IS_OVER: AtomicBool = AtomicBool::new(false);
    pool!(static POOL: Counted = 64, init = || CENSUS.object());

    let handler = on_signal as extern "C" fn(libc::c_int) as libc::sighandler_t;
    // SAFETY: the handler only adds to an atomic.
    unsafe { libc::signal(libc::SIGUSR1, handler) };
    // SAFETY: it only tells which thread this is.
    let this = unsafe { libc::pthread_self() } as usize;
    thread::scope(|scope| {
        scope.spawn(move || {
            while !IS_OVER.load(Ordering::Relaxed) {
                // SAFETY: the thread lives until this one has ended.
                unsafe { libc::pthread_kill(this as libc::pthread_t, libc::SIGUSR1) };
            }
        });
        while SIGNALS.load(Ordering::Relaxed) < 300 {
            for count in [1, 5, 100] {
                let objects: Vec<_> = (0..count).map(|_| POOL.get()).collect();
                objects.iter().for_each(|object| object.check_out());
            }
        }
        IS_OVER.store(true, Ordering::Relaxed);
    });
    assert_eq!(CENSUS.live(), POOL.len());
    POOL.trim(0);
    assert_eq!(CENSUS.live(), 0);
}
