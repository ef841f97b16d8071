//! The tokens that are written for each field.
//!
//! A macro is not optimised in a debug build, and there each use of a [`TokenStream`] calls the compiler. So these
//! tokens are made by hand, gathered in a vector, and given to the compiler a group at a time. `quote` writes what
//! occurs once in a type, or seldom.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Member;

use super::ast::Field;
use super::paths::Paths;

/// The tokens of a type, of a path, or of a body.
#[derive(Clone, Default)]
pub(super) struct Tokens(pub(super) Vec<TokenTree>);

impl Tokens {
    /// Writes an identifier or a keyword.
    pub(super) fn word(&mut self, word: &str, site: Span) {
        self.0.push(Ident::new(word, site).into());
    }

    /// Writes a sign that is a token of its own.
    pub(super) fn sign(&mut self, sign: char, site: Span) {
        self.spaced(sign, Spacing::Alone, site);
    }

    /// Writes `::`.
    pub(super) fn path_separator(&mut self, site: Span) {
        self.spaced(':', Spacing::Joint, site);
        self.spaced(':', Spacing::Alone, site);
    }

    /// Writes the content between the delimiters.
    pub(super) fn group(&mut self, delimiter: Delimiter, content: Tokens, site: Span) {
        self.0.push(group(delimiter, content, site).into());
    }

    /// Writes a method of `Poolable`. Only `reset` has no `output`.
    pub(super) fn method(&mut self, name: &str, output: Option<&Tokens>, body: Tokens, site: Span) {
        let mut inline = Tokens::default();
        inline.word("inline", site);
        self.sign('#', site);
        self.group(Delimiter::Bracket, inline, site);
        self.word("fn", site);
        self.word(name, site);
        let mut receiver = Tokens::default();
        receiver.sign('&', site);
        if output.is_none() {
            receiver.word("mut", site);
        }
        receiver.word("self", site);
        self.group(Delimiter::Parenthesis, receiver, site);
        if let Some(output) = output {
            self.spaced('-', Spacing::Joint, site);
            self.sign('>', site);
            self.all(output);
        }
        self.group(Delimiter::Brace, body, site);
    }

    /// Writes the same tokens.
    pub(super) fn all(&mut self, tokens: &Tokens) {
        self.0.extend_from_slice(&tokens.0);
    }

    fn spaced(&mut self, sign: char, spacing: Spacing, site: Span) {
        let mut punct = Punct::new(sign, spacing);
        punct.set_span(site);
        self.0.push(punct.into());
    }
}

/// Puts the content between the delimiters.
pub(super) fn group(delimiter: Delimiter, content: Tokens, site: Span) -> Group {
    let mut group = Group::new(delimiter, content.0.into_iter().collect());
    group.set_span(site);
    group
}

impl From<TokenStream> for Tokens {
    fn from(tokens: TokenStream) -> Self {
        Tokens(tokens.into_iter().collect())
    }
}

impl ToTokens for Tokens {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

/// The calls of one method of `Poolable`, one for a field: `<Type as Poolable>::method(&self.field)`, or
/// `<Type as Poolable>::method(binding)` in an enum.
pub(super) struct Calls {
    site: Span,
    /// `as Poolable>::method`
    method: Tokens,
    /// `&self.`, or `&mut self.`, or nothing in an enum.
    place: Tokens,
    pub(super) in_enum: bool,
}

impl Calls {
    pub(super) fn new(name: &str, in_enum: bool, paths: &Paths) -> Self {
        let site = paths.site;
        let mut place = Tokens::default();
        if !in_enum {
            place.sign('&', site);
            if name == "reset" {
                place.word("mut", site);
            }
            place.word("self", site);
            place.sign('.', site);
        }
        Calls { site, method: item_of_trait(&paths.poolable, name, site), place, in_enum }
    }

    /// Writes the call for the field.
    pub(super) fn write(&self, field: &Field, tokens: &mut Tokens) {
        let mut argument = self.place.clone();
        argument.0.push(if self.in_enum {
            binding(&field.member).into()
        } else {
            member(&field.member)
        });
        tokens.sign('<', self.site);
        tokens.all(&field.ty);
        tokens.all(&self.method);
        tokens.group(Delimiter::Parenthesis, argument, self.site);
    }
}

/// Writes `self.field = <Type as Primitive>::CLEARED`, or `*binding = <Type as Primitive>::CLEARED` in an enum.
pub(super) fn assign_primitive(field: &Field, in_enum: bool, paths: &Paths, tokens: &mut Tokens) {
    let site = paths.site;
    if in_enum {
        tokens.sign('*', site);
        tokens.0.push(binding(&field.member).into());
    } else {
        tokens.word("self", site);
        tokens.sign('.', site);
        tokens.0.push(member(&field.member));
    }
    tokens.sign('=', site);
    tokens.sign('<', site);
    tokens.all(&field.ty);
    tokens.all(&item_of_trait(&paths.private("Primitive"), "CLEARED", site));
}

/// Returns `as Trait>::name`, which comes after `<Type`.
fn item_of_trait(path: &Tokens, name: &str, site: Span) -> Tokens {
    let mut tokens = Tokens::default();
    tokens.word("as", site);
    tokens.all(path);
    tokens.spaced('>', Spacing::Joint, site);
    tokens.path_separator(site);
    tokens.word(name, site);
    tokens
}

/// The name or the number of a field.
fn member(member: &Member) -> TokenTree {
    match member {
        Member::Named(name) => name.clone().into(),
        Member::Unnamed(index) => {
            let mut literal = Literal::u32_unsuffixed(index.index);
            literal.set_span(index.span);
            literal.into()
        }
    }
}

/// The local variable that a pattern binds to a field.
pub(super) fn binding(member: &Member) -> Ident {
    let site = Span::mixed_site();
    match member {
        Member::Named(name) => quote::format_ident!("__{name}", span = site),
        Member::Unnamed(index) => quote::format_ident!("__{}", index.index, span = site),
    }
}
