//! One `use` brings the static and its type, whatever the path and the visibility.
mod pools {
    use syncpool::prelude::*;

    pool! {
        pub static PUBLIC: String = 64;
        pub(crate) static CRATE: String = 64;
        pub(super) static PARENT: String = 64;
        pub(in crate::pools) static HERE: String = 64;
    }

    pub fn here() -> usize {
        let guard: Pooled<HERE> = HERE.get();
        guard.len()
    }
    pub mod nested {
        pub use super::PUBLIC as RENAMED;
    }
}

use pools::nested::RENAMED;
use pools::{CRATE, PARENT, PUBLIC};
use syncpool::Pooled;

struct Guards {
    public: Pooled<PUBLIC>,
    krate: Pooled<CRATE>,
    parent: Pooled<PARENT>,
    renamed: Pooled<RENAMED>,
    path: Pooled<pools::PUBLIC>,
}

fn main() {
    let guards = Guards {
        public: PUBLIC.get(),
        krate: CRATE.get(),
        parent: PARENT.get(),
        renamed: RENAMED.get(),
        path: pools::PUBLIC.get(),
    };
    assert_eq!(guards.public.len() + guards.krate.len() + guards.parent.len(), 0);
    drop(guards.renamed);
    drop(guards.path);
    assert_eq!(PUBLIC.len(), 2);
    assert_eq!(pools::here(), 0);
}
