//! `#[derive(Poolable)]`, in three steps: `parse` reads the declaration into the types of `ast`, with
//! the attributes that `attr` reads; `valid` checks them; `expand` writes the code for valid input, and `answers`
//! its methods `is_reusable` and `footprint`.
//! `bound` infers the bounds that the code needs. `paths` has the paths to the items of `syncpool`, and `tokens`
//! writes what occurs for each field.

mod answers;
mod ast;
mod attr;
mod bound;
mod expand;
mod parse;
mod paths;
mod tokens;
mod valid;

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};

/// Writes `Poolable` for the type that `input` declares.
///
/// An input with mistakes becomes its errors, and an impl that does nothing, so that uses of the
/// type cause no further errors.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let declaration = |input: ParseStream<'_>| parse::declaration(input, &mut errors);
    let input = match declaration.parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    valid::check(&input, &mut errors);
    match errors.0 {
        None => expand::full_impl(&input),
        Some(error) => {
            let mut tokens = error.into_compile_error();
            tokens.extend(expand::empty_impl(&input));
            tokens
        }
    }
}

/// The mistakes found so far. All are reported, not only the first.
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
