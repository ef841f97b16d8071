//! The paths to the items of `syncpool` that the generated code uses.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Path;

pub(super) struct Paths {
    pub(super) private: TokenStream,
    pub(super) poolable: TokenStream,
    pub(super) footprint: TokenStream,
    pub(super) limit_capacity: TokenStream,
    pub(super) wipe: TokenStream,
    pub(super) default: TokenStream,
}

impl Paths {
    /// `crate_path` is the path to `syncpool`, if the user gave one.
    pub(super) fn new(crate_path: Option<&Path>) -> Self {
        let site = Span::mixed_site();
        let root = match crate_path {
            Some(path) => path.to_token_stream(),
            None => quote_spanned!(site=> ::syncpool),
        };
        let private = quote_spanned!(site=> #root::__private);
        Paths {
            poolable: quote_spanned!(site=> #root::Poolable),
            footprint: quote_spanned!(site=> #root::Footprint),
            limit_capacity: quote_spanned!(site=> #root::LimitCapacity),
            wipe: quote_spanned!(site=> #private::Wipe),
            default: quote_spanned!(site=> #private::core::default::Default),
            private,
        }
    }
}
