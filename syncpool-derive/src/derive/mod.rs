//! `#[derive(Poolable)]`, in one direction: `ast` turns syn's tree into nouns of our own, `attr`
//! reads their attributes, `valid` says all that can be wrong, `expand` prints the code, and may
//! assume that nothing is. `bound` finds out which bounds the code needs.

mod ast;
mod attr;
mod bound;
mod expand;
mod paths;
mod valid;

use proc_macro2::TokenStream;
use syn::DeriveInput;

/// Writes `Poolable` for the type that `input` declares.
///
/// A mistake gives its error and an impl with nothing in it, so that uses of the type do not add
/// errors of their own.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let original = match syn::parse2::<DeriveInput>(input) {
        Ok(original) => original,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let input = ast::Input::of(&original, &mut errors);
    valid::check(&input, &mut errors);
    match errors.0 {
        None => expand::whole(&input),
        Some(error) => {
            let mut tokens = error.into_compile_error();
            tokens.extend(expand::empty(&input));
            tokens
        }
    }
}

/// The mistakes found so far: independent ones are all told at once.
#[derive(Default)]
struct Errors(Option<syn::Error>);

impl Errors {
    fn push(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(errors) => errors.combine(error),
            none => *none = Some(error),
        }
    }
}
