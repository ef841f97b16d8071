//! The procedural macros of [`syncpool`](https://docs.rs/syncpool): `#[derive(Poolable)]`, and the
//! macro that `pool!` calls. Use them through `syncpool`, which re-exports both.
//!
//! This file holds only the entry points. The function `expand` of each macro's module turns one
//! [`proc_macro2`] token stream into another, so tests and fuzz targets can call it outside of
//! rustc.

#![forbid(unsafe_code)]

mod derive;
mod pool;
mod suggest;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

#[allow(missing_docs, reason = "the documentation is where `syncpool` re-exports it")]
#[proc_macro_derive(Poolable, attributes(poolable))]
pub fn derive_poolable(input: TokenStream) -> TokenStream {
    derive::expand(input.into()).into()
}

/// The macro that `syncpool::pool!` calls. The input is the path to `syncpool`, in brackets, and
/// then the user's input of `pool!`.
#[doc(hidden)]
#[proc_macro]
pub fn declare_pools(input: TokenStream) -> TokenStream {
    pool::expand(input.into()).into()
}
