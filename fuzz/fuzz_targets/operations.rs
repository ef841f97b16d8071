//! Operations on a pool, compared with a model. The input also says which hooks panic or use the pool
//! themselves.
//!
//! There is one thread, so the model knows every answer. The pools are static ones of three sizes, and
//! a run-time one whose size the input gives.

#![no_main]

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use syncpool::{Pool, Poolable, Pooled, SyncPool, pool};

#[derive(Arbitrary, Debug)]
struct Input {
    which: Which,
    ops: Vec<Op>,
}

#[derive(Arbitrary, Debug)]
enum Which {
    Static1,
    Static40,
    Static130,
    RunTime { capacity: u8 },
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Op {
    Get {
        times: u8,
    },
    TryTake,
    Drop {
        which: u8,
        times: u8,
        trouble: Trouble,
    },
    /// A guard that unwinding drops.
    Unwind {
        which: u8,
    },
    IntoBox {
        which: u8,
    },
    Put {
        which: u8,
        trouble: Trouble,
    },
    PutForeign,
    Discard {
        which: u8,
    },
    /// A get whose init panics, if the get calls init.
    GetWithoutInit,
    Refill {
        count: u8,
        init_panics: bool,
    },
    Trim {
        keep: u8,
        drop_panics: bool,
    },
    /// Expands a run-time pool, if that is allowed, or tries to expand it far too much.
    Expand {
        by: u8,
        is_allowed: bool,
        is_too_much: bool,
    },
    /// Replaces the function that resets the objects of a run-time pool.
    ResetHandle,
}

/// What happens to an object on its way back.
#[derive(Arbitrary, Clone, Copy, Debug, PartialEq)]
enum Trouble {
    None,
    ResetPanics,
    IsReusablePanics,
    IsUnfit,
    IsUnfitAndDropPanics,
    ResetUsesThePool,
}

#[derive(Clone, Copy, PartialEq)]
enum Hook {
    Init,
    Reset,
    IsReusable,
    Drop,
}

thread_local! {
    static PANIC_IN: Cell<Option<Hook>> = const { Cell::new(None) };
    /// Objects that are alive.
    static LIVE: Cell<usize> = const { Cell::new(0) };
    /// Objects that a [`Op::ResetHandle`] has reset.
    static RESET_BY_HANDLE: Cell<u64> = const { Cell::new(0) };
}

fn visit(hook: Hook) {
    if PANIC_IN.get() == Some(hook) {
        PANIC_IN.set(None);
        resume_unwind(Box::new("planned"));
    }
}

/// Runs `action` with a panic planned in `hook`. Returns whether the panic came.
fn panics(hook: Hook, action: impl FnOnce()) -> bool {
    PANIC_IN.set(Some(hook));
    let result = catch_unwind(AssertUnwindSafe(action));
    PANIC_IN.set(None);
    match result {
        Ok(()) => false,
        Err(payload) if payload.downcast_ref() == Some(&"planned") => true,
        Err(payload) => resume_unwind(payload),
    }
}

const IDLE: u32 = 0x1D1E;
const OUT: u32 = 0x0B5E;

struct Thing {
    /// On the heap, so that AddressSanitizer sees a second drop or a use after it.
    state: Box<u32>,
    is_unfit: bool,
    nested: Option<fn()>,
}

impl Thing {
    fn new() -> Self {
        visit(Hook::Init);
        LIVE.set(LIVE.get() + 1);
        Thing { state: Box::new(IDLE), is_unfit: false, nested: None }
    }

    fn check_out(&mut self) {
        assert_eq!(*self.state, IDLE, "the object has two owners");
        *self.state = OUT;
    }
}

impl Poolable for Thing {
    fn reset(&mut self) {
        visit(Hook::Reset);
        if let Some(nested) = self.nested.take() {
            nested();
        }
        assert_eq!(*self.state, OUT, "the object came back twice");
        *self.state = IDLE;
    }

    fn is_reusable(&self) -> bool {
        visit(Hook::IsReusable);
        !self.is_unfit
    }
}

impl Drop for Thing {
    fn drop(&mut self) {
        LIVE.set(LIVE.get() - 1);
        visit(Hook::Drop);
    }
}

/// A pool under test: `Pool`, and the functions that every kind of pool has beside it.
trait Subject: Pool<Item = Thing> + Clone {
    fn capacity(&self) -> usize;
    fn len(&self) -> usize;
    fn misses(&self) -> u64;
    fn refill(&self, count: usize) -> usize;
    fn trim(&self, keep: usize) -> usize;
    /// Gets an object from the pool and gives it back.
    fn nested(&self) -> fn();
    /// Returns whether the pool has grown. A static pool never grows.
    fn expand(&self, _by: usize, _is_allowed: bool) -> bool {
        false
    }
    /// Replaces the reset function. Returns whether the pool can do that.
    fn reset_handle(&self) -> bool {
        false
    }
}

macro_rules! subjects {
    ($($name:ident: $size:literal;)+) => {$(
        pool!(static $name: Thing = $size, init = Thing::new);

        impl Subject for $name {
            fn capacity(&self) -> usize {
                $name.capacity()
            }
            fn len(&self) -> usize {
                $name.len()
            }
            fn misses(&self) -> u64 {
                $name.miss_count()
            }
            fn refill(&self, count: usize) -> usize {
                $name.refill(count)
            }
            fn trim(&self, keep: usize) -> usize {
                $name.trim(keep)
            }
            fn nested(&self) -> fn() {
                || $name.get().check_out()
            }
        }
    )+};
}

subjects! {
    STATIC_1: 1;
    STATIC_40: 40;
    STATIC_130: 130;
}

thread_local! {
    static RUN_TIME: Cell<Option<Arc<SyncPool<Thing>>>> = const { Cell::new(None) };
}

impl Subject for Arc<SyncPool<Thing>> {
    fn capacity(&self) -> usize {
        (**self).capacity()
    }
    fn len(&self) -> usize {
        (**self).len()
    }
    fn misses(&self) -> u64 {
        self.miss_count()
    }
    fn refill(&self, count: usize) -> usize {
        (**self).refill(count)
    }
    fn trim(&self, keep: usize) -> usize {
        (**self).trim(keep)
    }
    fn nested(&self) -> fn() {
        RUN_TIME.set(Some(Arc::clone(self)));
        || {
            let pool = RUN_TIME.take().expect("it was put there");
            pool.get_owned().check_out();
            RUN_TIME.set(Some(pool));
        }
    }
    fn expand(&self, by: usize, is_allowed: bool) -> bool {
        let grown = self.allow_expansion(is_allowed).expand(by);
        assert_eq!(grown, is_allowed && by <= syncpool::MAX_CAPACITY);
        grown
    }
    fn reset_handle(&self) -> bool {
        (**self).reset_handle(|thing| {
            RESET_BY_HANDLE.set(RESET_BY_HANDLE.get() + 1);
            thing.reset();
        });
        true
    }
}

struct Run<P: Subject> {
    pool: P,
    guards: Vec<Pooled<P>>,
    boxes: Vec<Box<Thing>>,
    /// The model: what the pool must answer.
    idle: usize,
    misses: u64,
    capacity: usize,
    has_handle: bool,
}

fn pick<T>(objects: &mut Vec<T>, which: u8) -> Option<T> {
    let index = usize::from(which).checked_rem(objects.len())?;
    Some(objects.swap_remove(index))
}

impl<P: Subject> Run<P> {
    fn of(pool: P, ops: &[Op]) {
        let (misses, capacity) = (pool.misses(), pool.capacity());
        let (guards, boxes) = (Vec::new(), Vec::new());
        let mut run = Run { pool, guards, boxes, idle: 0, misses, capacity, has_handle: false };
        run.check();
        for &op in ops {
            run.step(op);
            run.check();
        }
        run.guards.clear();
        run.boxes.clear();
        run.pool.trim(0);
        assert_eq!((LIVE.get(), run.pool.len()), (0, 0));
    }

    fn check(&self) {
        assert_eq!(self.pool.capacity(), self.capacity);
        assert_eq!(self.pool.len(), self.idle);
        assert_eq!(self.pool.misses(), self.misses);
        assert_eq!(LIVE.get(), self.idle + self.guards.len() + self.boxes.len());
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

    fn step(&mut self, op: Op) {
        match op {
            Op::Get { times } => {
                for _ in 0..=times % 64 {
                    self.taken();
                    let mut guard = Pool::get(self.pool.clone());
                    guard.check_out();
                    self.guards.push(guard);
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
            Op::Drop { which, times, trouble } => {
                for _ in 0..=times % 64 {
                    let Some(mut guard) = pick(&mut self.guards, which) else { break };
                    self.give_back(&mut guard, trouble);
                    let reset_before = RESET_BY_HANDLE.get();
                    self.catch(trouble, || drop(guard));
                    assert_eq!(RESET_BY_HANDLE.get() > reset_before, self.has_handle);
                }
            }
            Op::Unwind { which } => {
                let Some(guard) = pick(&mut self.guards, which) else { return };
                let unwound = panics(Hook::Reset, || {
                    let _guard = guard;
                    resume_unwind(Box::new("planned"));
                });
                assert!(unwound);
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
                    assert_eq!(refused.is_none(), kept);
                });
            }
            Op::PutForeign => {
                let mut object = Box::new(Thing::new());
                object.check_out();
                let kept = self.returned();
                assert_eq!(self.pool.put(object).is_none(), kept);
            }
            Op::Discard { which } => drop(pick(&mut self.boxes, which)),
            Op::GetWithoutInit => {
                let pool = self.pool.clone();
                let mut got = None;
                let panicked = panics(Hook::Init, || got = Some(Pool::get(pool)));
                assert_eq!(panicked, self.idle == 0);
                if let Some(mut guard) = got {
                    self.taken();
                    guard.check_out();
                    self.guards.push(guard);
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
            Op::Expand { by, is_allowed, is_too_much } => {
                let by = if is_too_much { usize::MAX - usize::from(by) } else { by.into() };
                if self.pool.expand(by, is_allowed) {
                    self.capacity += by;
                }
            }
            Op::ResetHandle => self.has_handle |= self.pool.reset_handle(),
        }
    }

    /// Prepares the object for its trouble, and updates the model for the result. Returns whether the
    /// pool will keep the object.
    fn give_back(&mut self, object: &mut Thing, trouble: Trouble) -> bool {
        match trouble {
            Trouble::None => self.returned(),
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
            Trouble::None | Trouble::IsUnfit | Trouble::ResetUsesThePool => return action(),
        };
        assert!(panics(hook, action), "{trouble:?} was to panic");
    }
}

fuzz_target!(|input: Input| {
    match input.which {
        Which::Static1 => Run::of(STATIC_1.handle(), &input.ops),
        Which::Static40 => Run::of(STATIC_40.handle(), &input.ops),
        Which::Static130 => Run::of(STATIC_130.handle(), &input.ops),
        Which::RunTime { capacity } => {
            let capacity = usize::from(capacity).max(1);
            let pool = SyncPool::builder().init(Thing::new).capacity(capacity).build();
            Run::of(Arc::new(pool), &input.ops);
            drop(RUN_TIME.take());
            assert_eq!(LIVE.get(), 0);
        }
    }
});
