//! What the input may ask for.

use arbitrary::Arbitrary;

use crate::subject::Kind;

#[derive(Arbitrary, Clone, Copy, Debug)]
pub(crate) enum Op {
    Get {
        times: u8,
    },
    TryTake,
    /// A get whose caller makes the object.
    GetOrTry {
        made: Made,
    },
    /// A get whose check refuses some objects, and may panic after that.
    GetChecked {
        refused: u8,
        check_panics: bool,
        may_fail: bool,
    },
    Drop {
        which: u8,
        times: u8,
        trouble: Trouble,
    },
    /// A guard that unwinding drops.
    Unwind {
        which: u8,
    },
    /// A guard that drops its object unless it is told to keep it.
    Provisional {
        which: u8,
        end: End,
    },
    DiscardGuard {
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
    DropBox {
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
    /// Takes all idle objects, at most so many of them if it has the pool to itself.
    Drain {
        at_most: u8,
        is_alone: bool,
    },
    /// Gives back everything that the thread holds.
    Flush,
    /// Records the metrics of all pools.
    Record,
    /// Expands a run-time pool, if that is allowed, or tries to expand it far too much.
    Expand {
        by: u8,
        is_allowed: bool,
        is_too_much: bool,
    },
    /// Replaces the function that resets the objects of a run-time pool.
    ResetHandle,
    /// Makes another run-time pool.
    MakeOther {
        capacity: u8,
        kind: Kind,
    },
    UseOther {
        which: u8,
        times: u8,
        at_once: u8,
    },
    DropOther {
        which: u8,
    },
}

/// What the function of a `get_or_try` does.
#[derive(Arbitrary, Clone, Copy, Debug, PartialEq)]
pub(crate) enum Made {
    Object,
    Error,
    Panic,
}

/// The end of a provisional guard.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub(crate) enum End {
    Drop,
    Keep,
    Unwind,
}

/// What happens to an object on its way back.
#[derive(Arbitrary, Clone, Copy, Debug, PartialEq)]
pub(crate) enum Trouble {
    None,
    ResetPanics,
    IsReusablePanics,
    IsUnfit,
    IsUnfitAndDropPanics,
    /// It says that it holds far more memory than it uses. Only an adaptive pool may refuse it.
    IsHuge,
    ResetUsesThePool,
}
