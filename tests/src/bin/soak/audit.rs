//! Audits the ledgers of all pools.

use crate::fixture::Account;
use crate::pools;

/// Audits each pool while all threads wait at the gate.
pub(crate) fn sample() {
    pools::audited().into_iter().for_each(|pool| pool.sample());
}

/// Audits each pool when all threads are over.
pub(crate) fn settle() {
    pools::audited().into_iter().for_each(|pool| pool.settle());
}

pub(crate) fn accounts() -> Vec<Account> {
    pools::audited().into_iter().map(|pool| pool.account()).collect()
}

/// The number of gets and returns so far.
pub(crate) fn operations() -> u64 {
    accounts().iter().map(|account| account.operations).sum()
}
