//! Processes that exit or fork while threads use pools.

#![cfg(unix)]

use std::process::{Command, Output};
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use syncpool::pool;
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

/// The child has only the thread that called fork. It never waits for the others, because a pool has
/// no lock. It only can't get the idle objects in the others' magazines.
#[test]
fn fork_while_threads_use_the_pool() {
    let output = child("forks");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("all children ended well"), "{told}");
}

#[test]
#[ignore = "forks its process"]
fn forks() {
    static CENSUS: Census = Census::new();
    static STOP: AtomicBool = AtomicBool::new(false);
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

    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !STOP.load(Ordering::Relaxed) {
                    work();
                }
            });
        }
        for _ in 0..50 {
            // SAFETY: the child calls the pool, the allocator (which glibc makes usable after a
            // fork) and `_exit`.
            let pid = unsafe { libc::fork() };
            if pid == 0 {
                let survived = std::panic::catch_unwind(|| {
                    (0..20).for_each(|_| work());
                    LARGE.refill(256);
                    assert!(LARGE.len() <= 256 && SMALL.len() <= 8);
                    LARGE.trim(0);
                });
                // SAFETY: ends the process, with none of the destructors of its parent.
                unsafe { libc::_exit(i32::from(survived.is_err())) };
            }
            assert!(pid > 0, "no process could be made");
            let mut status = 0;
            // SAFETY: waits for the child made above; `status` is a place for its answer.
            let waited = unsafe { libc::waitpid(pid, &raw mut status, 0) };
            assert_eq!((waited, status), (pid, 0), "the child did not end well");
        }
        STOP.store(true, Ordering::Relaxed);
    });
    println!("all children ended well");
}
