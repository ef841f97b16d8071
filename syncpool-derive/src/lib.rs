//! The procedural macros of [`syncpool`](https://docs.rs/syncpool): `#[derive(Poolable)]` and what
//! stands behind `pool!`. Use them through `syncpool`, which re-exports both.
//!
//! This file holds the entry points and nothing else. Each macro is a module that turns a
//! [`proc_macro2`] token stream into another one, so that tests and fuzz targets reach it outside
//! of a compiler.

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

/// What stands behind `syncpool::pool!`, which puts the path to the `syncpool` crate in front.
#[doc(hidden)]
#[proc_macro]
pub fn declare_pools(input: TokenStream) -> TokenStream {
    pool::expand(input.into()).into()
}
