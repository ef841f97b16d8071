//! How the threads divide a pool among them.
//!
//! A magazine may hold as many objects as it has *room*: slots of the depot that it owns, and that
//! stay empty for as long. All magazines together never have more room than half of the pool has
//! slots, so that threads that sleep on theirs can't starve the others. Each starts with little and
//! doubles it when it comes back to the depot, as long as no less is left for those who come later.

use super::Commons;
use crate::depot::Claim;
use crate::magazine::{Magazine, ROUNDS};
use crate::open::MAGAZINES_FROM;
use crate::sync::Relaxed;

/// The room that a magazine gets first, in slots.
pub(crate) const FIRST_ROOM: usize = 2;

/// Visits that a thread that could not have more room waits before it asks again.
const PATIENCE: u32 = 16;

impl Commons<'_> {
    /// Gives the magazine more room, if the pool can spare it: the slots that `claim` finds.
    /// Returns how many they are, or `None` if it can't be spared and nothing was looked for.
    pub(super) fn grow(
        self,
        magazine: &Magazine,
        claim: impl FnOnce(usize) -> Option<Claim>,
    ) -> Option<usize> {
        let patience = magazine.patience.load(Relaxed);
        if patience > 0 {
            magazine.patience.store(patience - 1, Relaxed);
            return None;
        }
        let Some(wanted) = self.allot(magazine) else {
            magazine.patience.store(PATIENCE, Relaxed);
            return None;
        };
        let gained = match claim(wanted).map(|claim| (claim, magazine.reserve(claim))) {
            Some((claim, Ok(()))) => claim.len(),
            Some((claim, Err(_))) => {
                self.depots.free(claim);
                0
            }
            None => 0,
        };
        if gained < wanted {
            self.registry.room.fetch_sub(wanted - gained, Relaxed);
        }
        Some(gained)
    }

    /// Sets room aside for the magazine. Returns how many slots, at most what it has already.
    fn allot(self, magazine: &Magazine) -> Option<usize> {
        let slots = self.capacity - self.open.capacity();
        if self.capacity < MAGAZINES_FROM {
            return None;
        }
        let most = slots.min(self.capacity / 2);
        let limit = magazine.limit();
        let goal = (limit * 2).clamp(FIRST_ROOM, ROUNDS);
        let wanted = goal.checked_sub(limit).filter(|&wanted| wanted > 0)?;
        let allotted = |room: usize| {
            let left = most.checked_sub(room + wanted)?;
            (limit == 0 || goal <= left).then_some(room + wanted)
        };
        // Relaxed: a count that guards no other memory.
        self.registry.room.fetch_update(Relaxed, Relaxed, allotted).ok().map(|_| wanted)
    }

    /// Gives up an empty magazine's room but for the first few slots.
    pub(super) fn give_up_room(self, magazine: &Magazine) {
        let excess = magazine.limit().saturating_sub(FIRST_ROOM);
        let mut given_up = 0;
        while given_up < excess {
            let Some(claim) = magazine.unreserve(excess - given_up) else { break };
            given_up += claim.len();
            self.depots.free(claim);
        }
        if given_up > 0 {
            self.registry.room.fetch_sub(given_up, Relaxed);
        }
    }
}
