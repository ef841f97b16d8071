//! The slots that a magazine has reserved.

use super::{ClaimCell, LENGTH, Magazine};
use crate::raw::depot::Claim;
use crate::raw::sync::Relaxed;

impl Magazine {
    /// Raises the limit by slots that the owner has claimed. Returns the claim if its block is new and the
    /// magazine has no place to note another block.
    pub(crate) fn reserve(&self, claim: Claim) -> Result<(), Claim> {
        let known = self.claims.load(Relaxed) as usize;
        let same = |entry: &&ClaimCell| entry.block.load(Relaxed) == claim.block;
        let entry = match self.claimed[..known].iter().find(same) {
            Some(entry) => entry,
            None => {
                let entry = self.claimed.get(known).ok_or(claim)?;
                entry.block.store(claim.block, Relaxed);
                entry.mask.store(0, Relaxed);
                self.claims.store(known as u32 + 1, Relaxed);
                entry
            }
        };
        entry.mask.store(entry.mask.load(Relaxed) | claim.mask, Relaxed);
        self.set_limit(self.limit() + claim.len());
        Ok(())
    }

    /// Lowers the limit by up to `most` reserved slots of one block, and returns these slots. The caller
    /// removes the objects that the new limit does not allow.
    pub(crate) fn unreserve(&self, most: usize) -> Option<Claim> {
        let last = (self.claims.load(Relaxed) as usize).checked_sub(1)?;
        let entry = &self.claimed[last];
        let claim = Claim { block: entry.block.load(Relaxed), mask: entry.mask.load(Relaxed) };
        let (given_up, kept) = claim.split(most);
        entry.mask.store(kept.mask, Relaxed);
        if kept.len() == 0 {
            self.claims.store(last as u32, Relaxed);
        }
        self.set_limit(self.limit() - given_up.len());
        Some(given_up)
    }

    fn set_limit(&self, limit: usize) {
        let limit = limit as u32;
        self.limit.store(limit, Relaxed);
        let low = self.low.load(Relaxed) & LENGTH;
        // With a limit below the low-water mark, no push succeeds until the mark is updated.
        self.headroom.store(limit.saturating_sub(low), Relaxed);
    }
}
