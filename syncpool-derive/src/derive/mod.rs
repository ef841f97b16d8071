//! `#[derive(Poolable)]`, in three steps: `ast` turns syn's tree into types of this module, with
//! the attributes that `attr` reads; `valid` checks them; `expand` writes the code for valid input.
//! `bound` infers the bounds that the code needs. `paths` has the paths to the items of `syncpool`.

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
/// An input with mistakes becomes its errors, and an impl that does nothing, so that uses of the
/// type cause no further errors.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let original = match syn::parse2::<DeriveInput>(input) {
        Ok(original) => original,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let input = ast::Input::of(&original, &mut errors);
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
