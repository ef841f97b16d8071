//! What the clients of a service have received.

use std::ops::AddAssign;

use crate::checksum;

/// The messages of a run. They overtake each other as they like, so their order does not count.
#[derive(Debug, Default, PartialEq)]
pub struct Received {
    count: u64,
    bytes: u64,
    checksum: u64,
}

impl Received {
    /// Counts one message.
    pub fn count(&mut self, message: &[u8]) {
        *self += Received { count: 1, bytes: message.len() as u64, checksum: checksum(message) };
    }
}

impl AddAssign for Received {
    fn add_assign(&mut self, other: Received) {
        self.count += other.count;
        self.bytes += other.bytes;
        self.checksum = self.checksum.wrapping_add(other.checksum);
    }
}
