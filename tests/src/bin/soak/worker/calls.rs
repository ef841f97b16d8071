//! The calls of a worker that are rarer than a get and a return.

use std::mem;

use syncpool::Pooled;

use super::PoolWorker;
use crate::canary::Canary;
use crate::fixture::Subject;
use crate::hooks::{Hook, unwind_over, with_panic_in};
use crate::violations;

impl<P: Subject> PoolWorker<P> {
    pub(super) fn panic(&mut self) {
        unwind_over(|| self.get_many(5));
        self.operations += 5;
        for hook in [Hook::Reset, Hook::IsReusable, Hook::DropOfField] {
            let mut canaries = self.get_many(3);
            canaries[1].0.is_unfit = hook == Hook::DropOfField;
            with_panic_in(hook, || drop(canaries));
            self.operations += 3;
        }
        with_panic_in(Hook::Init, || {
            // `init` runs when a get finds no idle object: up to 8 gets are tried.
            let canaries = self.get_many(8);
            canaries.into_iter().for_each(|canary| self.give_back(canary));
        });
    }

    pub(super) fn manage(&mut self) {
        let pool = &self.fixture.pool;
        let capacity = pool.capacity();
        pool.trim(capacity / 2);
        pool.refill(capacity);
        self.operations += 2;

        let (canary, _) = self.get();
        let canary = Pooled::into_box(canary);
        drop(self.fixture.pool.put(canary));
        let taken = self.fixture.pool.take();
        self.own(&taken);
        drop(taken);
        let foreign = Box::new(Canary::new(self.fixture.ledger));
        self.own(&foreign);
        drop(self.fixture.pool.put(foreign));
        self.operations += 2;
        if let Some(canary) = self.fixture.pool.try_take() {
            self.own(&canary);
            drop(self.fixture.pool.put(canary));
        }
        // Each forgotten object is a leak, so this happens now and then only.
        if self.stamp % 64 == 0 {
            let (canary, _) = self.get();
            canary.forget();
            mem::forget(canary);
        }
    }

    pub(super) fn choose(&mut self) {
        let fixture = self.fixture;
        let pool = &fixture.pool;
        if let Some(canary) = pool.get_or_make(|| None) {
            self.own_and_give_back(canary);
        }
        if let Some(canary) = pool.get_or_make(|| Some(Canary::new(fixture.ledger))) {
            self.own_and_give_back(canary);
        } else {
            violations::report("a get that can make an object failed");
        }
        with_panic_in(Hook::Init, || {
            let canary = pool.get_or_make(|| Some(Canary::new(fixture.ledger)));
            canary.into_iter().for_each(|canary| self.own_and_give_back(canary));
        });
        let mut unfit = 2;
        let canary = pool.get_checked(&mut |canary| {
            self.own(canary);
            unfit -= 1;
            // What is fit has no owner yet.
            let is_fit = unfit < 0;
            if is_fit {
                canary.clear();
            }
            is_fit
        });
        self.own_and_give_back(canary);
        let (canary, _) = self.get();
        Pooled::discard(canary);
        let (canary, _) = self.get();
        drop(Pooled::provisional(canary));
        let (canary, stamp) = self.get();
        self.give_back((Pooled::keep(Pooled::provisional(canary)), stamp));
        unwind_over(|| Pooled::provisional(self.get().0));
        self.operations += 3;
    }

    fn own_and_give_back(&mut self, canary: Pooled<P>) {
        let stamp = self.own(&canary);
        self.give_back((canary, stamp));
    }

    pub(super) fn drain(&mut self) {
        let fixture = self.fixture;
        let drained = fixture.pool.drain_reachable();
        if drained.objects.len() + drained.unreached > 2 * fixture.pool.capacity() {
            violations::report(format!("{}: too many are drained", fixture.ledger.pool));
        }
        let mut objects = drained.objects;
        objects.iter().for_each(|canary| _ = self.own(canary));
        // What is dropped here is half of the objects.
        objects.truncate(objects.len() / 2);
        objects.into_iter().for_each(|canary| drop(fixture.pool.put(canary)));
        syncpool::metrics::record();
    }
}
