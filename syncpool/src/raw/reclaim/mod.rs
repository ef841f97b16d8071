//! The adaptive rule: which idle objects nobody needs, and when to look for them.

pub(crate) mod clock;
pub(crate) mod reaper;
pub(crate) mod ticker;
