//! The operations, and the model.

use syncpool::{Pool, Pooled, SyncPool};

use crate::op::{End, Made, Op, Trouble};
use crate::subject::{self, Subject};
use crate::thing::{Hook, Thing, live, panics, reset_by_handle, unwind, visit};

pub(crate) struct Run<P: Subject> {
    pool: P,
    guards: Vec<Pooled<P>>,
    boxes: Vec<Box<Thing>>,
    others: Vec<SyncPool<Thing>>,
    /// The model: what the pool must answer.
    idle: usize,
    misses: u64,
    failed: u64,
    capacity: usize,
    has_handle: bool,
}

fn pick<T>(objects: &mut Vec<T>, which: u8) -> Option<T> {
    let index = usize::from(which).checked_rem(objects.len())?;
    Some(objects.swap_remove(index))
}

impl<P: Subject> Run<P> {
    pub(crate) fn of(pool: P, ops: &[Op]) {
        let mut run = Run {
            guards: Vec::new(),
            boxes: Vec::new(),
            others: Vec::new(),
            idle: 0,
            misses: pool.misses(),
            failed: pool.failed(),
            capacity: pool.capacity(),
            has_handle: false,
            pool,
        };
        run.check();
        for &op in ops {
            run.step(op);
            run.check();
        }
        run.guards.clear();
        run.boxes.clear();
        run.others.clear();
        run.pool.trim(0);
        assert_eq!((live(), run.pool.len()), (0, 0));
    }

    fn check(&self) {
        assert_eq!(self.pool.capacity(), self.capacity);
        assert_eq!(self.pool.len(), self.idle);
        assert!(self.idle <= self.capacity);
        assert_eq!(self.pool.misses(), self.misses);
        assert_eq!(self.pool.failed(), self.failed);
        assert_eq!(live(), self.idle + self.elsewhere());
    }

    /// Objects that are alive and not idle in the pool.
    fn elsewhere(&self) -> usize {
        let others: usize = self.others.iter().map(SyncPool::len).sum();
        self.guards.len() + self.boxes.len() + others
    }

    /// Updates the model for what an adaptive pool has dropped, at the return before.
    fn update_adaptive(&mut self) {
        if self.pool.is_adaptive() {
            self.idle = live() - self.elsewhere();
        }
    }

    /// Updates the model for a get.
    fn taken(&mut self) {
        match self.idle.checked_sub(1) {
            Some(idle) => self.idle = idle,
            None => self.misses += 1,
        }
    }

    /// Updates the model for a return. Returns whether there was room.
    fn returned(&mut self) -> bool {
        let fits = self.idle < self.capacity;
        self.idle += usize::from(fits);
        fits
    }

    fn keep(&mut self, mut guard: Pooled<P>) {
        guard.check_out();
        self.guards.push(guard);
    }

    fn step(&mut self, op: Op) {
        match op {
            Op::Get { times } => {
                for _ in 0..=times % 64 {
                    self.taken();
                    let guard = Pool::get(self.pool.clone());
                    self.keep(guard);
                }
            }
            Op::TryTake => {
                let object = self.pool.try_take();
                assert_eq!(object.is_some(), self.idle > 0);
                if let Some(mut object) = object {
                    self.idle -= 1;
                    object.check_out();
                    self.boxes.push(object);
                }
            }
            Op::GetOrTry { made } => self.get_or_try(made),
            Op::GetChecked { refused, check_panics, may_fail } => {
                self.get_checked(refused.into(), check_panics, may_fail);
            }
            Op::Drop { which, times, trouble } => {
                for _ in 0..=times % 64 {
                    let Some(mut guard) = pick(&mut self.guards, which) else { break };
                    self.give_back(&mut guard, trouble);
                    let reset_before = reset_by_handle();
                    self.catch(trouble, || drop(guard));
                    assert_eq!(reset_by_handle() > reset_before, self.has_handle);
                    self.update_adaptive();
                }
            }
            Op::Unwind { which } => {
                let Some(guard) = pick(&mut self.guards, which) else { return };
                assert!(panics(Hook::Reset, || {
                    let _guard = guard;
                    unwind();
                }));
            }
            Op::Provisional { which, end } => {
                let Some(guard) = pick(&mut self.guards, which) else { return };
                let guard = Pooled::provisional(guard);
                match end {
                    End::Keep => self.guards.push(Pooled::keep(guard)),
                    End::Drop => assert!(!panics(Hook::Reset, || drop(guard))),
                    End::Unwind => assert!(panics(Hook::Reset, || {
                        let _guard = guard;
                        unwind();
                    })),
                }
            }
            Op::DiscardGuard { which } => {
                let guard = pick(&mut self.guards, which);
                assert!(!panics(Hook::Reset, || _ = guard.map(Pooled::discard)));
            }
            Op::IntoBox { which } => {
                self.boxes.extend(pick(&mut self.guards, which).map(Pooled::into_box));
            }
            Op::Put { which, trouble } => {
                let Some(mut object) = pick(&mut self.boxes, which) else { return };
                let kept = self.give_back(&mut object, trouble);
                let pool = self.pool.clone();
                self.catch(trouble, || {
                    let refused = pool.put(object);
                    assert!(refused.is_none() == kept || pool.is_adaptive());
                });
                self.update_adaptive();
            }
            Op::PutForeign => {
                let mut object = Box::new(Thing::new());
                object.check_out();
                let kept = self.returned();
                assert_eq!(self.pool.put(object).is_none(), kept);
                self.update_adaptive();
            }
            Op::DropBox { which } => drop(pick(&mut self.boxes, which)),
            Op::GetWithoutInit => {
                let pool = self.pool.clone();
                let mut got = None;
                let panicked = panics(Hook::Init, || got = Some(Pool::get(pool)));
                assert_eq!(panicked, self.idle == 0);
                if let Some(guard) = got {
                    self.taken();
                    self.keep(guard);
                }
            }
            Op::Refill { count, init_panics } => {
                let made = usize::from(count).min(self.capacity - self.idle);
                if init_panics {
                    let panicked =
                        panics(Hook::Init, || assert_eq!(self.pool.refill(count.into()), 0));
                    assert_eq!(panicked, made > 0);
                } else {
                    assert_eq!(self.pool.refill(count.into()), made);
                    self.idle += made;
                }
            }
            Op::Trim { keep, drop_panics } => {
                let dropped = self.idle.saturating_sub(keep.into());
                if drop_panics {
                    let panicked =
                        panics(Hook::Drop, || assert_eq!(self.pool.trim(keep.into()), 0));
                    assert_eq!(panicked, dropped > 0);
                    self.idle -= usize::from(panicked);
                } else {
                    assert_eq!(self.pool.trim(keep.into()), dropped);
                    self.idle -= dropped;
                }
            }
            Op::Drain { at_most, is_alone } => self.drain(at_most.into(), is_alone),
            Op::Flush => syncpool::flush_thread(),
            Op::Record => syncpool::metrics::record(),
            Op::Expand { by, is_allowed, is_too_much } => {
                let by = if is_too_much { usize::MAX - usize::from(by) } else { by.into() };
                if self.pool.expand(by, is_allowed) {
                    self.capacity += by;
                }
            }
            Op::ResetHandle => self.has_handle |= self.pool.reset_handle(),
            Op::MakeOther { capacity, kind } => {
                self.others.push(subject::build(capacity.into(), kind));
            }
            Op::UseOther { which, times, at_once } => {
                let Some(other) = pick(&mut self.others, which) else { return };
                for _ in 0..times % 32 {
                    let mut guards: Vec<_> = (0..at_once % 32).map(|_| other.get()).collect();
                    guards.iter_mut().for_each(|guard| guard.check_out());
                }
                self.others.push(other);
            }
            Op::DropOther { which } => drop(pick(&mut self.others, which)),
        }
    }

    fn get_or_try(&mut self, made: Made) {
        let mut got = None;
        let pool = self.pool.clone();
        // Nothing is checked here: the function alone panics.
        let panicked = panics(Hook::Check, || {
            let make = || match made {
                Made::Object => Ok(Thing::new()),
                Made::Error => Err(()),
                Made::Panic => unwind(),
            };
            got = Some(pool.get_or_try(make));
        });
        assert_eq!(panicked, made == Made::Panic && self.idle == 0);
        match got {
            None => {}
            Some(Ok(guard)) => {
                self.taken();
                self.keep(guard);
            }
            Some(Err(())) => {
                assert_eq!((self.idle, made), (0, Made::Error));
                self.misses += 1;
                self.failed += 1;
            }
        }
    }

    fn get_checked(&mut self, refused: usize, check_panics: bool, may_fail: bool) {
        let (idle, pool) = (self.idle, self.pool.clone());
        let mut calls = 0;
        let check = |thing: &mut Thing| {
            thing.check_idle();
            calls += 1;
            if calls > refused && check_panics {
                visit(Hook::Check);
            }
            calls > refused
        };
        let mut got = None;
        let panicked = panics(Hook::Check, || {
            got = if may_fail {
                Pool::try_get_checked(pool, check)
            } else {
                Some(pool.get_checked(check))
            };
        });
        self.idle -= refused.min(idle);
        assert_eq!(panicked, check_panics && self.idle > 0);
        if panicked {
            self.idle -= 1;
        }
        match got {
            Some(guard) => {
                self.taken();
                self.keep(guard);
            }
            None => assert!(panicked || may_fail && self.idle == 0),
        }
    }

    fn drain(&mut self, at_most: usize, is_alone: bool) {
        let alone = if is_alone { self.pool.drain(at_most) } else { None };
        let drained = match alone {
            Some(drained) => {
                assert_eq!(drained.len(), at_most.min(self.idle));
                drained
            }
            None => {
                let drained = self.pool.drain_reachable();
                assert_eq!((drained.objects.len(), drained.unreached), (self.idle, 0));
                drained.objects
            }
        };
        self.idle = 0;
        for mut object in drained {
            object.check_out();
            self.boxes.push(object);
        }
    }

    /// Prepares the object for its trouble, and updates the model for the result. Returns whether the
    /// pool will keep the object.
    fn give_back(&mut self, object: &mut Thing, trouble: Trouble) -> bool {
        match trouble {
            Trouble::None => self.returned(),
            Trouble::IsHuge => {
                object.is_huge = true;
                self.returned()
            }
            Trouble::ResetPanics | Trouble::IsReusablePanics => false,
            Trouble::IsUnfit | Trouble::IsUnfitAndDropPanics => {
                object.is_unfit = true;
                false
            }
            Trouble::ResetUsesThePool => {
                object.nested = Some(self.pool.nested());
                self.taken();
                self.returned();
                self.returned()
            }
        }
    }

    fn catch(&self, trouble: Trouble, action: impl FnOnce()) {
        let hook = match trouble {
            Trouble::ResetPanics => Hook::Reset,
            Trouble::IsReusablePanics => Hook::IsReusable,
            Trouble::IsUnfitAndDropPanics => Hook::Drop,
            Trouble::None | Trouble::IsUnfit | Trouble::IsHuge | Trouble::ResetUsesThePool => {
                return action();
            }
        };
        assert!(panics(hook, action), "{trouble:?} was to panic");
    }
}
