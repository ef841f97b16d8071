//! The memory of a run-time pool, which knows nothing of the type of the objects.
//!
//! A thread that has a magazine of a pool keeps a pointer to this, and nothing else of the pool. So the array
//! of a thread needs no generics, the type of the objects need not be `'static`, and a pool drops all of its
//! idle objects when it is dropped, not later, when some thread ends.

use alloc::sync::Arc;
use core::time::Duration;

use crate::raw::shared_slots::{MAGAZINES_FROM, SharedSlots};
use crate::raw::{Growth, Header, Object, Reaper, Reaping, Shared};

/// The state that a pool's threads share.
pub(super) struct Inner {
    header: Header,
    growth: Growth,
    /// The state of an adaptive pool, and the length of its intervals. The reset hook has the other
    /// reference.
    adaptive: Option<(Arc<Reaper>, Duration)>,
}

impl Inner {
    pub(super) fn new(capacity: usize, adaptive: Option<(Arc<Reaper>, Duration)>) -> Self {
        Inner { header: Header::new(), growth: Growth::new(capacity), adaptive }
    }

    #[inline]
    pub(super) fn shared(&self) -> Shared<'_> {
        Shared::growing(&self.header, &self.growth)
    }

    /// The shared slots of a pool that is too small for magazines with quota.
    #[inline]
    pub(super) fn small(&self) -> Option<SharedSlots<'_>> {
        let is_small = self.growth.capacity() < MAGAZINES_FROM;
        is_small.then(|| self.header.shared_slots(self.growth.first_capacity()))
    }

    #[inline]
    pub(super) fn reaping(&self) -> Option<Reaping<'_>> {
        let (reaper, interval) = self.adaptive.as_ref()?;
        Some(Reaping::new(reaper, *interval))
    }

    pub(super) fn capacity(&self) -> usize {
        self.growth.capacity()
    }

    /// Raises the capacity by `additional`, unless it would be too large.
    pub(super) fn grow(&self, additional: usize) -> bool {
        self.growth.grow(additional)
    }

    /// Removes every object, wherever it is. Nobody else uses the pool.
    pub(super) fn drain(&self) -> impl FnMut() -> Option<Object> {
        let (mut slot, mut block) = (0, 0);
        move || self.shared().take_any(&mut slot, &mut block)
    }
}
