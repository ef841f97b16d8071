//! Writes the constants that check the user's numbers while the user's crate is compiled.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::attrs::shared;
use super::spans::{ends, located_at};
use super::{Declaration, Retain};

/// Writes the constant that checks the capacity, which is `n`.
pub(super) fn check_capacity(
    private: &TokenStream,
    declaration: &Declaration,
    n: &TokenStream,
) -> Option<TokenStream> {
    let size = declaration.size.as_ref().filter(|_| !declaration.is_broken)?;
    let ends = ends(&size.to_token_stream());
    Some(check(declaration, &checked(private, "check_capacity", n.clone(), ends)))
}

/// Writes the constant that checks the length of an adaptive pool's intervals, which is that of `adaptive`, an
/// `Option<Duration>`.
pub(super) fn check_interval(
    private: &TokenStream,
    declaration: &Declaration,
    adaptive: &TokenStream,
) -> Option<TokenStream> {
    let retain = declaration.retain().filter(|_| !declaration.is_broken);
    let Some(Retain::Adaptive(Some(interval))) = retain else { return None };
    let ends = ends(&interval.to_token_stream());
    Some(check(declaration, &checked(private, "interval", adaptive.clone(), ends)))
}

/// Writes a constant of its own that makes a check. It has no name, which rustc would print. An error in a constant
/// that is used would be reported at each use of it.
pub(super) fn check(declaration: &Declaration, check: &TokenStream) -> TokenStream {
    let shared = declaration.attrs.iter().filter_map(shared);
    quote_spanned!(Span::mixed_site()=> #(#shared)* const _: () = #check;)
}

/// Writes the call `(function)(value)` of a constant function that panics if the value is wrong. rustc
/// reports the panic at the span of the call. The call's brackets are at the first and the last token
/// of what the user wrote, so rustc underlines all of it.
pub(super) fn checked(
    private: &TokenStream,
    function: &str,
    value: TokenStream,
    (first, last): (Span, Span),
) -> TokenStream {
    let site = Span::mixed_site();
    let function = Ident::new(function, site);
    let function = quote_spanned!(site=> #private::#function);
    let mut function = Group::new(Delimiter::Parenthesis, located_at(function, first));
    function.set_span(first);
    let mut argument = Group::new(Delimiter::Parenthesis, value);
    argument.set_span(last);
    quote!(#function #argument)
}
