//! Compares the books of all pools.

use crate::line::Account;
use crate::pools;

/// While threads wait at the gate.
pub(crate) fn sample() {
    pools::audited().into_iter().for_each(|pool| pool.sample());
}

/// When all threads are over.
pub(crate) fn settle() {
    pools::audited().into_iter().for_each(|pool| pool.settle());
}

pub(crate) fn accounts() -> Vec<Account> {
    pools::audited().into_iter().map(|pool| pool.account()).collect()
}

/// Gets and returns so far.
pub(crate) fn operations() -> u64 {
    accounts().iter().map(|account| account.operations).sum()
}
