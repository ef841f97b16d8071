//! The spans of tokens: the places in the user's code where rustc reports an error.

use proc_macro2::{Span, TokenStream, TokenTree};

/// Returns the spans of the first and the last token.
pub(super) fn ends(tokens: &TokenStream) -> (Span, Span) {
    let span = |token: Option<TokenTree>| token.map_or_else(Span::mixed_site, |token| token.span());
    let mut tokens = tokens.clone().into_iter();
    let first = span(tokens.next());
    (first, tokens.last().map_or(first, |token| token.span()))
}

/// Moves tokens to another place in the source. Their names resolve as before.
pub(super) fn located_at(tokens: TokenStream, place: Span) -> TokenStream {
    let located = |mut token: TokenTree| {
        token.set_span(place.resolved_at(token.span()));
        token
    };
    tokens.into_iter().map(located).collect()
}
