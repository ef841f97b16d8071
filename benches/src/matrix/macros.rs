//! The lists of contenders. Only the instances that a list names are compiled: more callers of a
//! contender can change what the compiler inlines.

/// An entry for each adapter in a scenario that measures time.
macro_rules! entries {
    ($scenario:ident, $work:ty; $($list:tt)+) => {
        entries![$scenario::start, $work; $($list)+]
    };
    ($scenario:ident::$start:ident, $work:ty; $($contender:ident: $adapter:ty),+ $(,)?) => {
        vec![$(here(&contender::$contender, $scenario::$start::<$adapter, $work>)),+]
    };
}

/// An entry for each adapter in a scenario that counts objects and bytes.
macro_rules! counted {
    ($scenario:ident; $($contender:ident: $adapter:ty),+ $(,)?) => {
        vec![$(Entry {
            contender: &contender::$contender,
            place: Place::Counted,
            count: Some($scenario::count::<$adapter>),
        }),+]
    };
}

/// An entry for each adapter in a scenario that measures time and counts bytes.
macro_rules! timed_and_counted {
    ($scenario:ident; $($contender:ident: $adapter:ty),+ $(,)?) => {
        vec![$(Entry {
            contender: &contender::$contender,
            place: Place::Here($scenario::start::<$adapter>),
            count: Some($scenario::count::<$adapter>),
        }),+]
    };
}

/// This project's pools: the static pool of the scenario's capacity, and the pool made at run time.
macro_rules! own_pools {
    ($scenario:ident, $work:ty, $static:ident) => {
        entries![$scenario, $work; STATIC: $static, RUN_TIME: RunTime]
    };
}

/// The pools of others in a scenario of one thread, and the floor.
macro_rules! one_thread {
    ($scenario:ident, $work:ty) => {
        entries![$scenario, $work;
            FLOOR: Floor,
            OLD: OldSyncPool,
            OPOOL: Opool<$work>,
            OBJECT_POOL: ObjectPool,
            LOCKFREE: LockfreeLinear,
            SLAB: ShardedSlab,
            SHARK_LOCAL: SharkLocal,
            SHARK_GLOBAL: SharkGlobal,
            ZERO: Zero,
            NEXUS_LOCAL: NexusLocal,
            NEXUS_SYNC: NexusSync,
            REGEX: RegexPool,
            QUEUE: Queue,
            MUTEX: Mutexed,
        ]
    };
}

/// The pools of others that threads can share, as the arguments of the macro `$list`.
macro_rules! shared_pools {
    ($list:ident, ($($arguments:tt)+), $work:ty) => {
        $list![$($arguments)+;
            OPOOL: Opool<$work>,
            OBJECT_POOL: ObjectPool,
            LOCKFREE: LockfreeLinear,
            SLAB: ShardedSlab,
            SHARK_LOCAL: SharkLocal,
            SHARK_GLOBAL: SharkGlobal,
            ZERO: Zero,
            REGEX: RegexPool,
            QUEUE: Queue,
            MUTEX: Mutexed,
        ]
    };
}

/// The entries of a scenario of several threads: first the references, then the pools of others. `last`
/// are the entries at the end.
macro_rules! several_threads {
    ($references:expr, $scenario:ident, $last:expr) => {{
        let mut all = $references;
        all.extend(shared_pools!(entries, ($scenario, Small), Small));
        all.push(absent(&contender::OLD, "unsound with more than one thread"));
        all.push(absent(&contender::NEXUS_LOCAL, "one thread only"));
        all.extend($last);
        all
    }};
}
