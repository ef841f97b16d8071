//! `nexus-pool`: one thread takes, and that thread (local) or any thread (sync) gives back.

use nexus_pool::{local, sync};

use crate::adapter::{Adapter, SendableGuard};
use crate::object::Workload;

/// A pool of the crate, which makes all its objects at once.
macro_rules! nexus_pool {
    ($(#[$doc:meta])+ $adapter:ident: $pool:ty, $guard:ty) => {
        $(#[$doc])+
        #[expect(missing_debug_implementations, reason = "the crate's pool has none")]
        pub struct $adapter($pool);

        impl<W: Workload> Adapter<W> for $adapter {
            type Held<'a> = $guard;

            fn build(capacity: usize) -> Self {
                Self(<$pool>::new(capacity, W::stock(capacity), Vec::clear))
            }

            #[inline]
            fn get(&self) -> Self::Held<'_> {
                self.0.try_acquire().expect("no scenario holds more than the capacity")
            }
        }
    };
}

nexus_pool! {
    /// The pool for one thread.
    NexusLocal: local::BoundedPool<Vec<u8>>, local::Pooled<Vec<u8>>
}

nexus_pool! {
    /// The pool whose objects any thread may give back.
    NexusSync: sync::Pool<Vec<u8>>, sync::Pooled<Vec<u8>>
}

impl SendableGuard for NexusSync {}
