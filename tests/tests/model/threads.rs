//! Several threads at once, which also pass objects on to each other.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use proptest::prelude::*;
use syncpool::Pooled;
use syncpool_tests::Census;

use crate::{Op, Thing, config, pick};

const THREADS: usize = 4;

macro_rules! threads {
    ($($name:ident: $size:literal $(, $retain:ident = $how:expr)?;)+) => {$(
        #[test]
        fn $name() {
            static CENSUS: Census = Census::new();
            syncpool::pool!(static POOL: Thing = $size, init = || Thing::new(&CENSUS)
                $(, $retain = $how)?);
            /// Guards that any thread may drop.
            static MAILBOX: Mutex<Vec<Pooled<POOL>>> = Mutex::new(Vec::new());

            fn life(ops: &[Op]) {
                let mut guards: Vec<Pooled<POOL>> = Vec::new();
                let mut boxes: Vec<Box<Thing>> = Vec::new();
                for (number, &op) in ops.iter().enumerate() {
                    match op {
                        Op::Get => guards.push(POOL.get()),
                        Op::TryGet => guards.extend(POOL.try_get()),
                        Op::Take => boxes.push(POOL.take()),
                        Op::TryTake => boxes.extend(POOL.try_take()),
                        Op::Drop(which) => {
                            let Some(guard) = pick(&mut guards, which) else { continue };
                            guard.counted.check_out();
                            if which % 3 > 0 {
                                drop(guard);
                                continue;
                            }
                            // No thread waits for the lock, see `ci/thread-sanitizer.supp`.
                            let Ok(mut mailbox) = MAILBOX.try_lock() else { continue };
                            mailbox.push(guard);
                            let other = pick(&mut mailbox, number);
                            drop(mailbox);
                            drop(other);
                        }
                        Op::DropUnfit(which) => {
                            if let Some(mut guard) = pick(&mut guards, which) {
                                guard.is_unfit = true;
                            }
                        }
                        Op::Unwind(which) => {
                            let guard = pick(&mut guards, which);
                            let unwind = AssertUnwindSafe(|| {
                                let _guard = guard;
                                resume_unwind(Box::new(()));
                            });
                            assert!(catch_unwind(unwind).is_err());
                        }
                        Op::IntoBox(which) => {
                            boxes.extend(pick(&mut guards, which).map(Pooled::into_box));
                        }
                        Op::Put(which) => {
                            drop(pick(&mut boxes, which).and_then(|object| {
                                object.counted.check_out();
                                POOL.put(object)
                            }));
                        }
                        Op::PutForeign => drop(POOL.put(Box::new(Thing::new(&CENSUS)))),
                        Op::Discard(which) => drop(pick(&mut boxes, which)),
                        Op::Refill(count) => assert!(POOL.refill(count) <= count),
                        Op::Trim(keep) => assert!(POOL.trim(keep) <= $size),
                    }
                    assert!(POOL.len() <= $size);
                }
            }

            let lives = proptest::collection::vec(Op::bursts($size, 30), THREADS);
            proptest!(config(), |(lives in lives)| {
                let threads = lives.into_iter().map(|ops| thread::spawn(move || life(&ops)));
                for thread in threads.collect::<Vec<_>>() {
                    prop_assert!(thread.join().is_ok());
                }
                MAILBOX.lock().unwrap().clear();

                // No object is in use any more: those that are alive are idle.
                let idle = CENSUS.live();
                prop_assert!(idle <= $size, "{} idle", idle);
                let stats = POOL.stats();
                prop_assert_eq!(stats.idle, idle);

                // This thread can get every idle object, each once.
                let found: Vec<_> = std::iter::from_fn(|| POOL.try_take()).collect();
                found.iter().for_each(|object| object.counted.check_out());
                // This thread emptied the mailbox, and has a magazine; all others are over.
                prop_assert_eq!(found.len(), idle);
                drop(found);
                prop_assert_eq!((CENSUS.live(), POOL.len()), (0, 0));
            });
        }
    )+};
}

threads! {
    a_pool_of_1: 1;
    a_pool_of_6: 6;
    a_pool_of_32: 32;
    a_pool_of_64: 64;
    a_pool_of_150: 150;
    // Every put that is not on the fast path ends an interval.
    an_adaptive_pool_of_6: 6, retain = adaptive(Duration::from_nanos(1));
    an_adaptive_pool_of_64: 64, retain = adaptive(Duration::from_nanos(1));
}
