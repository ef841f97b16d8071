//! All that can be wrong with declarations that read well, each told at the token at fault.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Error, Expr, ExprLit, Lit};

use super::{Declaration, Errors, OPTIONS, parse};

pub(super) fn check(declarations: &mut [Declaration], errors: &mut Errors) {
    for i in 0..declarations.len() {
        let (before, rest) = declarations.split_at_mut(i);
        let found = errors.0.len();
        check_names(&rest[0], before, errors);
        check_size(&rest[0], errors);
        check_options(&rest[0], errors);
        rest[0].is_broken |= errors.0.len() > found;
    }
}

fn check_names(declaration: &Declaration, before: &[Declaration], errors: &mut Errors) {
    let Declaration { name, ty, size, options, .. } = declaration;
    if before.iter().any(|other| other.name == *name) {
        let message =
            format!("there is a pool called `{name}` already: give this one another name");
        errors.push(Error::new_spanned(name, message));
    }
    // The pool's name becomes a type, which would stand in for the one that is meant.
    if let Some(clash) = unqualified(ty.to_token_stream(), &name.to_string()) {
        let message = format!(
            "`{name}` is the pool and cannot be what it holds too: give the pool a name of its own"
        );
        errors.push(Error::new_spanned(clash, message));
    }
    let parts = [Some(ty.to_token_stream()), size.as_ref().map(ToTokens::to_token_stream)];
    let values = options.iter().map(|option| Some(option.value.to_token_stream()));
    for part in parts.into_iter().chain(values).flatten() {
        if let Some(token) = own_self(part) {
            let message = "a `static` has no `Self`: write the name of the type";
            errors.push(Error::new_spanned(token, message));
        }
    }
}

fn check_size(Declaration { size, .. }: &Declaration, errors: &mut Errors) {
    if let Some(Expr::Lit(ExprLit { lit: Lit::Int(number), .. })) = size {
        if number.base10_digits() == "0" {
            let message = "a pool that keeps 0 objects is no pool: give it a size of at least 1";
            errors.push(Error::new_spanned(number, message));
        }
    }
}

fn check_options(Declaration { options, .. }: &Declaration, errors: &mut Errors) {
    for (i, option) in options.iter().enumerate() {
        let name = &option.name;
        let before = &options[..i];
        let clash = if name == "init" { "init_boxed" } else { "init" };
        let is_init = name == "init" || name == "init_boxed";
        if !OPTIONS.iter().any(|known| name == known) {
            errors.push(Error::new_spanned(name, parse::unknown(name)));
        } else if before.iter().any(|other| other.name == *name) {
            let message = format!("`{name}` is given twice: remove one of them");
            errors.push(Error::new_spanned(name, message));
        } else if is_init && before.iter().any(|other| other.name == clash) {
            let message = format!(
                "`{name}` contradicts `{clash}`: both make the objects, so keep one of them"
            );
            errors.push(Error::new_spanned(name, message));
        }
    }
}

/// Finds `name` where no path leads to it: `name`, and not `path::name`.
fn unqualified(tokens: TokenStream, name: &str) -> Option<TokenTree> {
    let mut after_path = false;
    for token in tokens {
        let found = match &token {
            TokenTree::Ident(ident) => !after_path && ident == name,
            TokenTree::Group(group) => {
                if let Some(found) = unqualified(group.stream(), name) {
                    return Some(found);
                }
                false
            }
            _ => false,
        };
        if found {
            return Some(token);
        }
        after_path = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
    }
    None
}

/// Finds a `Self`, unless items in the expression may give it a meaning.
fn own_self(tokens: TokenStream) -> Option<TokenTree> {
    let has_items = |token: &TokenTree| {
        let items = ["impl", "trait", "struct", "enum", "union"];
        matches!(token, TokenTree::Ident(ident) if items.iter().any(|item| ident == item))
    };
    if tokens.clone().into_iter().any(|token| has_items(&token)) {
        return None;
    }
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) => (ident == "Self").then_some(TokenTree::Ident(ident)),
        TokenTree::Group(group) => own_self(group.stream()),
        _ => None,
    })
}
