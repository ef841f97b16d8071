//! The paths to the items of `syncpool` that the generated code uses.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::Path;

/// The tokens of a path, or of a type.
///
/// They are written one by one. In a macro, each use of a `TokenStream` is a call of the compiler, which takes longer.
pub(super) struct Tokens(Vec<TokenTree>);

impl Tokens {
    pub(super) fn new(tokens: TokenStream) -> Self {
        Tokens(tokens.into_iter().collect())
    }
}

impl ToTokens for Tokens {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

pub(super) struct Paths {
    pub(super) private: Tokens,
    pub(super) poolable: Tokens,
    pub(super) footprint: Tokens,
    pub(super) limit_capacity: Tokens,
    pub(super) wipe: Tokens,
    pub(super) default: Tokens,
}

impl Paths {
    /// `crate_path` is the path to `syncpool`, if the user gave one.
    pub(super) fn new(crate_path: Option<&Path>) -> Self {
        let site = Span::mixed_site();
        let root = Tokens::new(match crate_path {
            Some(path) => path.to_token_stream(),
            None => quote_spanned!(site=> ::syncpool),
        });
        let private = Tokens::new(quote_spanned!(site=> #root::__private));
        Paths {
            poolable: Tokens::new(quote_spanned!(site=> #root::Poolable)),
            footprint: Tokens::new(quote_spanned!(site=> #root::Footprint)),
            limit_capacity: Tokens::new(quote_spanned!(site=> #root::LimitCapacity)),
            wipe: Tokens::new(quote_spanned!(site=> #private::Wipe)),
            default: Tokens::new(quote_spanned!(site=> #private::Default)),
            private,
        }
    }
}
