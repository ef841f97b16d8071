//! Arbitrary tokens for the macros: each answers with items, which may be an error, never by a panic.
//!
//! Nothing can link to a proc-macro crate, so its modules are included by their paths.

#![no_main]

#[path = "../../syncpool-derive/src/derive/mod.rs"]
mod derive;
#[path = "../../syncpool-derive/src/pool/mod.rs"]
mod pool;
#[path = "../../syncpool-derive/src/suggest.rs"]
mod suggest;

use arbitrary::{Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

/// Tokens that mean something to one of the macros.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "static", "mut", "const", "let", "pub", "crate", "self", "Self", "struct", "enum", "union", "impl",
    "for", "where", "dyn", "fn", "A", "B", "T", "Vec", "r#type", "_", "'a", "0", "1", "64", "2.5", "\"x\"",
    "\"crate::x\"", "\"T: Clone\"", "b\"x\"", "'c'", "init", "init_boxed", "reset", "inti", "poolable",
    "default", "derive", "Poolable", "clear", "skip", "value", "with", "max_capacity", "bound", "zeroize", ":", "::",
    ";", ",", "=", "==", "<", ">", "&", "*", "+", "-", "->", "=>", "|", "||", "!", "#", "$", "?", "@", ".",
    "..", "...", "static A: B = 1", "#[poolable(skip)]", "#[poolable]", "#[poolable(default)]", "#[default]",
    "#[cfg(x)]", "#[cfg_attr(all(), doc = \"y\")]", "#[doc = \"x\"]", "struct S", "enum E", "pub(crate)",
    "init = || 3", "reset = |x| x.clear()", "value = 3", "with = f", "max_capacity = 4",
];

/// Makes tokens of bytes: the words above and groups of them.
fn tokens(bytes: &mut Unstructured<'_>, depth: usize) -> arbitrary::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !bytes.is_empty() {
        let choice = usize::from(u8::arbitrary(bytes)?);
        match choice {
            250.. => break,
            200..250 if depth < 12 => {
                let delimiter = match choice % 4 {
                    0 => Delimiter::Parenthesis,
                    1 => Delimiter::Brace,
                    2 => Delimiter::Bracket,
                    _ => Delimiter::None,
                };
                tokens.extend([TokenTree::from(Group::new(
                    delimiter,
                    self::tokens(bytes, depth + 1)?,
                ))]);
            }
            _ => {
                let word: TokenStream =
                    WORDS[choice % WORDS.len()].parse().expect("words are tokens");
                tokens.extend(word);
            }
        }
    }
    Ok(tokens)
}

fn expand(input: &TokenStream) {
    for output in [derive::expand(input.clone()), pool::expand(input.clone()), {
        pool::expand(quote!([::syncpool] #input))
    }] {
        if let Err(error) = syn::parse2::<syn::File>(output.clone()) {
            panic!("not items: {error}\n  {input}\nbecame\n  {output}");
        }
    }
}

/// How deep groups are nested. Very deep ones overflow the stack of any recursive parser; rustc has a
/// limit of its own.
fn depth(tokens: &TokenStream) -> usize {
    let inside = |token: TokenTree| match token {
        TokenTree::Group(group) => 1 + depth(&group.stream()),
        _ => 0,
    };
    tokens.clone().into_iter().map(inside).max().unwrap_or(0)
}

fuzz_target!(|data: &[u8]| {
    // The first byte says whether the others are source text or numbers of words.
    let Some((&how, data)) = data.split_first() else { return };
    if how == b't' {
        let Ok(text) = str::from_utf8(data) else { return };
        if let Ok(tokens) = text.parse::<TokenStream>() {
            if depth(&tokens) < 24 {
                expand(&tokens);
            }
        }
    } else if let Ok(tokens) = tokens(&mut Unstructured::new(data), 0) {
        expand(&tokens);
    }
});
