//! How the threads divide a pool among them.
//!
//! A magazine may hold as many objects as it has *room*: slots of the depot that it owns, and that
//! stay empty for as long. All magazines together never have more room than half of the pool has
//! slots, so that threads that sleep on theirs can't starve the others. Each starts with little and
//! doubles it when it comes back to the depot, up to a quarter of the pool: what a pipeline passes on
//! costs it a visit for each batch, and both its ends need large ones. A part is kept back for those
//! who come when the others have grown: with a little room, a thread that gives back what it got
//! never comes to the depot.

use crate::raw::Shared;
use crate::raw::depot::Claim;
use crate::raw::magazine::{Magazine, ROUNDS};
use crate::raw::shared_slots::{MAGAZINES_FROM, shared_slots_of};
use crate::raw::sync::Relaxed;

/// The room that a magazine gets first, in slots.
pub(crate) const INITIAL_QUOTA: usize = 2;

/// One in so many slots of all room is only for magazines that have none yet.
const KEPT_FOR_NEWCOMERS: usize = 8;

/// Visits that a thread that could not have more room waits before it asks again.
const QUOTA_BACKOFF: u32 = 16;

impl Shared<'_> {
    /// Gives the magazine more room, if the pool can spare it: the slots that `claim` finds.
    /// Returns how many they are, or `None` if it can't be spared and nothing was looked for.
    pub(super) fn grow(
        self,
        magazine: &Magazine,
        claim: impl FnOnce(usize) -> Option<Claim>,
    ) -> Option<usize> {
        let quota_backoff = magazine.quota_backoff.load(Relaxed);
        if quota_backoff > 0 {
            magazine.quota_backoff.store(quota_backoff - 1, Relaxed);
            return None;
        }
        let Some(wanted) = self.reserve_quota(magazine) else {
            magazine.quota_backoff.store(QUOTA_BACKOFF, Relaxed);
            return None;
        };
        let gained = match claim(wanted).map(|claim| (claim, magazine.reserve(claim))) {
            Some((claim, Ok(()))) => claim.len(),
            Some((claim, Err(_))) => {
                self.depot.free(claim);
                0
            }
            None => 0,
        };
        if gained < wanted {
            self.header.quota.fetch_sub(wanted - gained, Relaxed);
        }
        Some(gained)
    }

    /// Sets room aside for the magazine. Returns how many slots, at most what it has already.
    fn reserve_quota(self, magazine: &Magazine) -> Option<usize> {
        if self.capacity < MAGAZINES_FROM {
            return None;
        }
        let all = (self.capacity - shared_slots_of(self.capacity)).min(self.capacity / 2);
        let limit = magazine.limit();
        let goal = (limit * 2).clamp(INITIAL_QUOTA, ROUNDS.min(all / 2).max(INITIAL_QUOTA));
        let wanted = goal.checked_sub(limit).filter(|&wanted| wanted > 0)?;
        let kept_back = if limit == 0 { 0 } else { all / KEPT_FOR_NEWCOMERS };
        let granted = |room: usize| wanted.min((all - kept_back).saturating_sub(room));
        let reserved = |room| Some(room + granted(room)).filter(|&reserved| reserved > room);
        // Relaxed: a count that guards no other memory.
        let room = self.header.quota.fetch_update(Relaxed, Relaxed, reserved).ok()?;
        Some(granted(room))
    }

    /// Gives up an empty magazine's room but for the first few slots.
    pub(super) fn release_quota(self, magazine: &Magazine) {
        let excess = magazine.limit().saturating_sub(INITIAL_QUOTA);
        let mut given_up = 0;
        while given_up < excess {
            let Some(claim) = magazine.unreserve(excess - given_up) else { break };
            given_up += claim.len();
            self.depot.free(claim);
        }
        if given_up > 0 {
            self.header.quota.fetch_sub(given_up, Relaxed);
        }
    }
}

#[cfg(all(test, not(loom), not(shuttle)))]
mod tests {
    use crate::raw::object::Object;
    use crate::raw::{Block, Header, Shared, Summary, blocks_for, summaries_for};

    #[test]
    fn two_have_large_magazines_and_those_who_come_later_small_ones() {
        const CAPACITY: usize = 128;
        let header = Header::new();
        let blocks: Vec<_> = (0..blocks_for(CAPACITY)).map(|_| Block::new()).collect();
        let summaries: Vec<_> = (0..summaries_for(CAPACITY)).map(|_| Summary::new()).collect();
        let shared = Shared::new(&header, &blocks, &summaries, CAPACITY);
        let limits = [(); 8].map(|()| {
            let magazine = shared.register();
            for _ in 0..40 {
                let put = |object| shared.put(Some(magazine), object);
                let put = magazine.push(Object::dangling()).or_else(put);
                assert!(put.is_ok(), "the others have taken theirs out again");
            }
            for _ in 0..40 {
                let taken = magazine.pop().or_else(|| shared.take(Some(magazine)));
                assert!(taken.is_some(), "it was put in");
            }
            magazine.limit()
        });
        assert_eq!(limits, [32, 24, 2, 2, 2, 2, 0, 0]);
    }
}
