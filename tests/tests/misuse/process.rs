//! Processes that exit or fork while threads use pools.

#![cfg(unix)]

use std::mem::ManuallyDrop;
use std::os::unix::process::ExitStatusExt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::Duration;

use syncpool::prelude::*;
use syncpool_tests::{Census, Counted};

/// Runs one of the ignored tests below in a process of its own.
fn child(test: &str) -> Output {
    let program = std::env::current_exe().expect("the tests know their own program");
    let mut child = Command::new(program);
    child.args(["--exact", &format!("process::{test}"), "--ignored", "--nocapture"]);
    child.output().expect("it starts")
}

/// Starts threads that hold guards and go on using the pool. Returns when all of them do.
fn busy_threads() {
    pool!(static POOL: Vec<u8> = 64);
    static STARTED: Barrier = Barrier::new(9);
    for _ in 0..8 {
        thread::spawn(|| {
            let _held: Vec<_> = (0..5).map(|_| POOL.get()).collect();
            STARTED.wait();
            loop {
                drop((0..10).map(|_| POOL.get()).collect::<Vec<_>>());
            }
        });
    }
    STARTED.wait();
}

/// The process ends with the status that it gave to `exit`. Nothing waits for the guards, and nothing
/// frees memory that a thread still uses.
#[test]
fn exit_while_threads_hold_guards() {
    for _ in 0..10 {
        let output = child("exits");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(7), "{told}");
    }
}

#[test]
#[ignore = "ends its process"]
fn exits() {
    busy_threads();
    std::process::exit(7);
}

/// Of a pool that is dropped, a second destructor that panics aborts the process, as with a `Vec`.
#[test]
fn two_destructors_that_panic() {
    let output = child("aborts");
    assert_eq!(output.status.signal(), Some(libc::SIGABRT));
}

#[test]
#[ignore = "ends its process"]
fn aborts() {
    #[derive(Default, Poolable)]
    struct Loud(u8);
    impl Drop for Loud {
        fn drop(&mut self) {
            panic!("a destructor panics");
        }
    }
    drop(SyncPool::<Loud>::with_size(2));
}

/// Runs one of the tests below that fork, which says so when all children have ended well.
fn forking(test: &str) {
    let output = child(test);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("all children ended well"), "{told}");
}

/// Forks this process, runs `life` in the child, and waits until the child has ended. A child that hangs is
/// killed after a minute.
///
/// `life` may use pools and the allocator, which glibc makes usable after a fork.
fn in_child(life: impl FnOnce()) {
    // SAFETY: the child calls `alarm`, `life` and `_exit`.
    let pid = unsafe { libc::fork() };
    if pid == 0 {
        // SAFETY: it only starts a timer.
        unsafe { libc::alarm(60) };
        let survived = catch_unwind(AssertUnwindSafe(life));
        // SAFETY: ends the process, with none of the destructors of its parent.
        unsafe { libc::_exit(i32::from(survived.is_err())) };
    }
    assert!(pid > 0, "no process could be made");
    let mut status = 0;
    // SAFETY: waits for the child made above; `status` is a place for its answer.
    let waited = unsafe { libc::waitpid(pid, &raw mut status, 0) };
    assert_eq!((waited, status), (pid, 0), "the child did not end well");
}

/// Calls `first`, then `second`, also if `first` panics.
fn in_turn(first: impl FnOnce(), second: impl FnOnce()) {
    let done = catch_unwind(AssertUnwindSafe(first));
    second();
    done.unwrap_or_else(|panic| resume_unwind(panic));
}

/// Runs `work` on some threads until `main` returns.
fn while_threads_work(work: impl Fn() + Sync, main: impl FnOnce()) {
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    work();
                }
            });
        }
        in_turn(main, || stop.store(true, Ordering::Relaxed));
    });
    println!("all children ended well");
}

/// The child has only the thread that called fork. It never waits for the others. It only can't get the idle
/// objects in their magazines.
#[test]
fn fork_while_threads_use_the_pool() {
    forking("forks");
}

#[test]
#[ignore = "forks its process"]
fn forks() {
    static CENSUS: Census = Census::new();
    pool! {
        static SMALL: Counted = 8, init = || CENSUS.object();
        static LARGE: Counted = 256, init = || CENSUS.object();
    }
    fn work() {
        for count in [1, 5, 40] {
            let objects: Vec<_> = (0..count).map(|_| SMALL.get()).collect();
            objects.iter().for_each(|object| object.check_out());
            let objects: Vec<_> = (0..count).map(|_| LARGE.get()).collect();
            objects.iter().for_each(|object| object.check_out());
        }
    }

    while_threads_work(work, || {
        for _ in 0..50 {
            in_child(|| {
                (0..20).for_each(|_| work());
                LARGE.refill(256);
                assert!(LARGE.len() <= 256 && SMALL.len() <= 8);
                LARGE.trim(0);
            });
        }
    });
}

/// Threads of the parent change the same pool as the child does.
fn fork_while_threads(work: fn(&SyncPool<Vec<u8>>)) {
    fn new_pool() -> Arc<SyncPool<Vec<u8>>> {
        let pool = SyncPool::builder().capacity(64).build();
        pool.allow_expansion(true);
        Arc::new(pool)
    }
    let shared = Mutex::new(new_pool());
    let current = || Arc::clone(&shared.lock().expect("nobody panics"));
    let work_on_current = || {
        let pool = current();
        (0..50).for_each(|_| work(&pool));
    };
    while_threads_work(work_on_current, || {
        for _ in 0..50 {
            let pool = new_pool();
            *shared.lock().expect("nobody panics") = Arc::clone(&pool);
            thread::sleep(Duration::from_millis(1));
            in_child(|| {
                work(&pool);
                work(&new_pool());
            });
        }
    });
}

#[test]
fn fork_while_a_pool_grows() {
    forking("forks_while_a_pool_grows");
}

#[test]
#[ignore = "forks its process"]
fn forks_while_a_pool_grows() {
    fork_while_threads(|pool| assert!(pool.expand(1)));
}

#[test]
fn fork_while_a_hook_is_replaced() {
    forking("forks_while_a_hook_is_replaced");
}

#[test]
#[ignore = "forks its process"]
fn forks_while_a_hook_is_replaced() {
    fork_while_threads(|pool| {
        pool.reset_handle(|buffer| buffer.clear());
        drop(pool.get());
    });
}

/// Threads of the parent give magazines back, as they do when they end. The child gives one back, too, and drops
/// the pool.
#[test]
fn fork_while_threads_give_back_magazines() {
    forking("forks_while_threads_give_back_magazines");
}

#[test]
#[ignore = "forks its process"]
fn forks_while_threads_give_back_magazines() {
    let pool = SyncPool::<Vec<u8>>::builder().capacity(1024).build();
    let mut pool = ManuallyDrop::new(pool);
    let address = &raw mut pool;
    let work = || {
        (0..20).for_each(|_| drop((0..40).map(|_| pool.get()).collect::<Vec<_>>()));
        syncpool::flush_thread();
    };
    while_threads_work(work, || {
        for _ in 0..100 {
            in_child(|| {
                work();
                // SAFETY: the child has only this thread, which does not use the pool any more.
                unsafe { ManuallyDrop::drop(&mut *address) };
            });
        }
    });
}

/// The list of run-time pools with a name is under locks. A child may find one locked for ever.
#[test]
fn fork_while_pools_with_names_come_and_go() {
    forking("forks_with_named_pools");
}

#[test]
#[ignore = "forks its process"]
fn forks_with_named_pools() {
    fn work() {
        let pools = ["first", "second", "third"]
            .map(|name| SyncPool::<Vec<u8>>::builder().name(name).capacity(8).build());
        pools.iter().for_each(|pool| drop(pool.get()));
        syncpool::metrics::record();
    }
    while_threads_work(work, || (0..100).for_each(|_| in_child(work)));
}

/// A thread of the parent sweeps when the process forks. A thread of the child sweeps later.
#[test]
fn fork_during_a_sweep() {
    forking("forks_during_a_sweep");
}

#[test]
#[ignore = "forks its process"]
fn forks_during_a_sweep() {
    static FIRST_SWEEP: Barrier = Barrier::new(2);
    static HAS_SWEPT: AtomicBool = AtomicBool::new(false);

    /// The first object that is swept keeps its thread in the sweep until the fork is over.
    #[derive(Default, Poolable)]
    struct Swept(u8);
    impl Drop for Swept {
        fn drop(&mut self) {
            if !HAS_SWEPT.swap(true, Ordering::Relaxed) {
                FIRST_SWEEP.wait();
                FIRST_SWEEP.wait();
            }
        }
    }

    let interval = Duration::from_millis(1);
    let pool = SyncPool::<Swept>::builder().capacity(64).adaptive_every(interval).build();
    pool.refill(32);
    let put_until_swept = || {
        let reaped = pool.stats().reaped;
        while pool.stats().reaped == reaped {
            drop(pool.get());
            thread::sleep(interval);
        }
    };
    thread::scope(|scope| {
        scope.spawn(put_until_swept);
        FIRST_SWEEP.wait();
        in_turn(|| in_child(put_until_swept), || _ = FIRST_SWEEP.wait());
    });
    println!("all children ended well");
}
