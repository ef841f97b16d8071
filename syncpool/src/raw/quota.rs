//! How many slots a magazine may reserve.
//!
//! A magazine holds at most as many objects as it has reserved slots of the depot: slots that it owns, and
//! that stay empty meanwhile. All magazines together reserve at most half of the pool, so threads that
//! sleep can't starve the others. A magazine starts with two slots, and doubles them at later transfers,
//! up to a quarter of the pool: in a pipeline, each batch costs both ends a transfer, so both need large
//! magazines. An eighth of the quota is kept for threads that register later: with two slots, a thread
//! that puts what it got never needs the depot.

use crate::raw::Shared;
use crate::raw::depot::Claim;
use crate::raw::magazine::{Magazine, ROUNDS};
use crate::raw::shared_slots::{MAGAZINES_FROM, shared_slots_of};
use crate::raw::sync::Relaxed;

/// The slots that a magazine reserves first.
pub(crate) const INITIAL_QUOTA: usize = 2;

/// One in this number of slots of the quota is kept for magazines that have reserved none yet.
const KEPT_FOR_NEWCOMERS: usize = 8;

/// Transfers that a magazine waits after the quota was exhausted.
const QUOTA_BACKOFF: u32 = 16;

impl Shared<'_> {
    /// Raises the limit of a magazine by the slots that `claim` finds. Returns their number, or `None` if
    /// the quota is exhausted and `claim` was not called.
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

    /// Reserves quota for a magazine: as much as it has already, at most. Returns the number of slots.
    fn reserve_quota(self, magazine: &Magazine) -> Option<usize> {
        if self.capacity < MAGAZINES_FROM {
            return None;
        }
        let all = (self.capacity - shared_slots_of(self.capacity)).min(self.capacity / 2);
        let limit = magazine.limit();
        let goal = (limit * 2).clamp(INITIAL_QUOTA, ROUNDS.min(all / 2).max(INITIAL_QUOTA));
        let wanted = goal.checked_sub(limit).filter(|&wanted| wanted > 0)?;
        let kept_back = if limit == 0 { 0 } else { all / KEPT_FOR_NEWCOMERS };
        let granted = |quota: usize| wanted.min((all - kept_back).saturating_sub(quota));
        let reserved = |quota| Some(quota + granted(quota)).filter(|&reserved| reserved > quota);
        // Relaxed: a count that guards no other memory.
        let quota = self.header.quota.fetch_update(Relaxed, Relaxed, reserved).ok()?;
        Some(granted(quota))
    }

    /// Releases the quota of an empty magazine, apart from its first slots.
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
    fn the_first_two_have_large_magazines_and_later_ones_small_ones() {
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
