//! The procedural macros of `syncpool`.
use proc_macro::TokenStream;

/// Writes `Poolable`.
#[proc_macro_derive(Poolable, attributes(poolable))]
pub fn derive_poolable(_input: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// What stands behind `syncpool::pool!`.
#[doc(hidden)]
#[proc_macro]
pub fn declare_pools(_input: TokenStream) -> TokenStream {
    TokenStream::new()
}
