//! The paths to the items of `syncpool` that the generated code uses.

use proc_macro2::Span;
use quote::ToTokens;
use syn::Path;

use super::tokens::Tokens;

pub(super) struct Paths {
    pub(super) site: Span,
    root: Tokens,
    pub(super) poolable: Tokens,
    pub(super) private: Tokens,
}

impl Paths {
    /// `crate_path` is the path to `syncpool`, if the user gave one.
    pub(super) fn new(crate_path: Option<&Path>) -> Self {
        let site = Span::mixed_site();
        let mut root = Tokens::default();
        match crate_path {
            Some(path) => root = path.to_token_stream().into(),
            None => {
                root.path_separator(site);
                root.word("syncpool", site);
            }
        }
        let poolable = item(&root, "Poolable", site);
        let private = item(&root, "__private", site);
        Paths { site, root, poolable, private }
    }

    pub(super) fn footprint(&self) -> Tokens {
        item(&self.root, "Footprint", self.site)
    }

    pub(super) fn limit_capacity(&self) -> Tokens {
        item(&self.root, "LimitCapacity", self.site)
    }

    /// The path to an item of `syncpool::__private`.
    pub(super) fn private(&self, name: &str) -> Tokens {
        item(&self.private, name, self.site)
    }
}

/// Returns `module::name`.
fn item(module: &Tokens, name: &str, site: Span) -> Tokens {
    let mut path = module.clone();
    path.path_separator(site);
    path.word(name, site);
    path
}
