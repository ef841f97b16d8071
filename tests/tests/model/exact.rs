//! One thread: the model knows every answer and every counter.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use syncpool::{Pool, Pooled, Stats, SyncPool};
use syncpool_tests::Census;

use crate::{Op, Thing, config, pick};

/// The expected counters.
#[derive(Debug, Default, PartialEq)]
struct Model {
    idle: usize,
    hits: u64,
    misses: u64,
    returned: u64,
    discarded_full: u64,
    discarded_unfit: u64,
    discarded_unwinding: u64,
    in_use: usize,
    high_water: usize,
    reaped: u64,
}

impl Model {
    /// Takes over the number of objects that an adaptive pool has reaped so far.
    fn reap(&mut self, reaped: u64) {
        self.idle -= usize::try_from(reaped - self.reaped).expect("only idle ones");
        self.reaped = reaped;
    }

    fn take(&mut self) -> bool {
        let hit = self.try_take();
        if !hit {
            self.misses += 1;
            self.goes_out();
        }
        hit
    }

    fn try_take(&mut self) -> bool {
        let hit = self.idle > 0;
        if hit {
            self.idle -= 1;
            self.hits += 1;
            self.goes_out();
        }
        hit
    }

    fn goes_out(&mut self) {
        self.in_use += 1;
        self.high_water = self.high_water.max(self.in_use);
    }

    /// Counts an object that comes back. An object that was never in use may come back, too.
    fn comes_back(&mut self) {
        self.in_use = self.in_use.saturating_sub(1);
    }

    fn put(&mut self, capacity: usize) -> bool {
        let fits = self.idle < capacity;
        self.idle += usize::from(fits);
        self.returned += u64::from(fits);
        self.discarded_full += u64::from(!fits);
        self.comes_back();
        fits
    }

    /// The difference of two snapshots.
    fn of(before: &Stats, after: &Stats) -> Self {
        Model {
            idle: after.idle,
            hits: after.hits - before.hits,
            misses: after.misses - before.misses,
            returned: after.returned - before.returned,
            discarded_full: after.discarded_full - before.discarded_full,
            discarded_unfit: after.discarded_unfit - before.discarded_unfit,
            discarded_unwinding: after.discarded_unwinding - before.discarded_unwinding,
            in_use: after.in_use,
            high_water: after.high_water,
            reaped: after.reaped - before.reaped,
        }
    }
}

/// A pool by its handle, and the functions that the trait `Pool` does not have.
struct Subject<'a, P> {
    pool: P,
    capacity: usize,
    census: &'static Census,
    refill: &'a dyn Fn(usize) -> usize,
    trim: &'a dyn Fn(usize) -> usize,
    stats: &'a dyn Fn() -> Stats,
    is_adaptive: bool,
}

impl<P: Pool<Item = Thing> + Copy> Subject<'_, P> {
    /// Checks every counter after every operation.
    fn check(&self, ops: &[Op]) -> TestCaseResult {
        // A case that failed may have left objects.
        (self.trim)(0);
        let mut guards: Vec<Pooled<P>> = Vec::new();
        let mut boxes: Vec<Box<Thing>> = Vec::new();
        let before = (self.stats)();
        // Boxes that other cases dropped count as in use for ever.
        let mut model =
            Model { in_use: before.in_use, high_water: before.high_water, ..Model::default() };
        for &op in ops {
            self.step(op, &mut model, &mut guards, &mut boxes)?;
            let after = Model::of(&before, &(self.stats)());
            prop_assert!(after.reaped == 0 || self.is_adaptive);
            // The pool decides how many objects it reaps; it must count and drop them.
            model.reap(after.reaped);
            prop_assert_eq!(&after, &model, "after {:?}", op);
            let alive = model.idle + guards.len() + boxes.len();
            prop_assert_eq!(self.census.live(), alive, "after {:?}", op);
        }
        drop((guards, boxes));
        (self.trim)(0);
        prop_assert_eq!((self.census.live(), (self.stats)().idle), (0, 0));
        Ok(())
    }

    /// Checks the high-water mark of a new pool after the last operation. No snapshot is taken
    /// before, so the pool must have recorded every peak by itself.
    fn check_peak(&self, ops: &[Op]) -> TestCaseResult {
        let mut guards: Vec<Pooled<P>> = Vec::new();
        let mut boxes: Vec<Box<Thing>> = Vec::new();
        let mut model = Model::default();
        for &op in ops {
            match op {
                // Without snapshots the pool does not always see that an object is a foreign one.
                Op::PutForeign => {}
                _ => self.step(op, &mut model, &mut guards, &mut boxes)?,
            }
        }
        drop(guards);
        prop_assert_eq!((self.stats)().high_water, model.high_water, "{:?}", ops);
        Ok(())
    }

    #[allow(clippy::vec_box, reason = "boxes are what a pool gives and takes")]
    fn step(
        &self,
        op: Op,
        model: &mut Model,
        guards: &mut Vec<Pooled<P>>,
        boxes: &mut Vec<Box<Thing>>,
    ) -> TestCaseResult {
        let Subject { pool, capacity, census, .. } = *self;
        match op {
            Op::Get => {
                model.take();
                guards.push(Pool::get(pool));
            }
            Op::Take => {
                model.take();
                boxes.push(pool.take());
            }
            Op::TryGet | Op::TryTake => {
                let object = pool.try_take();
                prop_assert_eq!(object.is_some(), model.try_take());
                boxes.extend(object);
            }
            Op::Drop(which) => {
                let Some(guard) = pick(guards, which) else { return Ok(()) };
                guard.counted.check_out();
                drop(guard);
                model.put(capacity);
            }
            Op::DropUnfit(which) => {
                let Some(mut guard) = pick(guards, which) else { return Ok(()) };
                guard.is_unfit = true;
                drop(guard);
                model.discarded_unfit += 1;
                model.comes_back();
            }
            Op::Unwind(which) => {
                let Some(guard) = pick(guards, which) else { return Ok(()) };
                let unwound = catch_unwind(AssertUnwindSafe(move || {
                    let _guard = guard;
                    resume_unwind(Box::new(()));
                }));
                prop_assert!(unwound.is_err());
                model.discarded_unwinding += 1;
                model.comes_back();
            }
            Op::IntoBox(which) => boxes.extend(pick(guards, which).map(Pooled::into_box)),
            Op::Put(which) => {
                let Some(object) = pick(boxes, which) else { return Ok(()) };
                let kept = pool.put(object).is_none();
                prop_assert_eq!(kept, model.put(capacity));
            }
            Op::PutForeign => {
                let kept = pool.put(Box::new(Thing::new(census))).is_none();
                prop_assert_eq!(kept, model.put(capacity));
            }
            Op::Discard(which) => drop(pick(boxes, which)),
            Op::Refill(count) => {
                let made = count.min(capacity - model.idle);
                prop_assert_eq!((self.refill)(count), made);
                model.idle += made;
            }
            Op::Trim(keep) => {
                let dropped = model.idle.saturating_sub(keep);
                prop_assert_eq!((self.trim)(keep), dropped);
                model.idle -= dropped;
            }
        }
        Ok(())
    }
}

macro_rules! exact {
    ($($name:ident: $size:literal $(, $retain:ident = $how:expr)?;)+) => {$(
        #[test]
        fn $name() {
            static CENSUS: Census = Census::new();
            syncpool::pool!(static POOL: Thing = $size, init = || Thing::new(&CENSUS)
                $(, $retain = $how)?);

            let subject = Subject {
                pool: POOL.handle(),
                capacity: $size,
                census: &CENSUS,
                refill: &|count| POOL.refill(count),
                trim: &|keep| POOL.trim(keep),
                stats: &|| POOL.stats(),
                is_adaptive: false $(|| stringify!($retain) == "retain")?,
            };
            proptest!(config(), |(ops in Op::bursts($size, 40))| {
                subject.check(&ops)?;
            });
        }
    )+};
}

exact! {
    a_pool_of_1: 1;
    a_pool_of_7: 7;
    a_pool_of_31: 31;
    a_pool_of_32: 32;
    a_pool_of_64: 64;
    a_pool_of_65: 65;
    a_pool_of_200: 200;
    // Every put ends an interval.
    an_adaptive_pool_of_1: 1, retain = adaptive(Duration::from_nanos(1));
    an_adaptive_pool_of_31: 31, retain = adaptive(Duration::from_nanos(1));
    an_adaptive_pool_of_64: 64, retain = adaptive(Duration::from_nanos(1));
    an_adaptive_pool_of_200: 200, retain = adaptive(Duration::from_nanos(1));
}

macro_rules! peaks {
    ($($name:ident: $size:literal;)+) => {$(
        #[test]
        fn $name() {
            static CENSUS: Census = Census::new();

            proptest!(config(), |(ops in Op::bursts($size, 40))| {
                let init = || Thing::new(&CENSUS);
                let pool = SyncPool::builder().capacity($size).init(init).build();
                let subject = Subject {
                    pool: &pool,
                    capacity: $size,
                    census: &CENSUS,
                    refill: &|count| pool.refill(count),
                    trim: &|keep| pool.trim(keep),
                    stats: &|| pool.stats(),
                    is_adaptive: false,
                };
                subject.check_peak(&ops)?;
            });
        }
    )+};
}

peaks! {
    peaks_of_0: 0;
    peaks_of_32: 32;
    peaks_of_64: 64;
    peaks_of_200: 200;
}
