//! Checks declarations that `parse` could read. Each error is reported at the token that causes it.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Error, Expr, ExprLit, Lit, UnOp};

use super::{Declaration, Errors, OPTIONS, PoolOption, Retain, parse, sizes};

pub(super) fn check(declarations: &mut Vec<Declaration>, errors: &mut Errors) {
    let mut names: Vec<Ident> = Vec::new();
    declarations.retain_mut(|declaration| {
        let found = errors.0.len();
        check_name(declaration, &names, errors);
        check_type(declaration, errors);
        // Two pools of one name are allowed under `cfg`: the conditions may exclude each other.
        if !declaration.attrs.iter().any(is_condition) {
            names.push(declaration.name.clone());
        }
        // Without a name and a type, nothing can be declared.
        let can_be_declared = errors.0.len() == found;
        check_size(declaration, errors);
        check_options(declaration, errors);
        declaration.is_broken |= errors.0.len() > found;
        can_be_declared
    });
}

fn check_name(declaration: &Declaration, taken: &[Ident], errors: &mut Errors) {
    let Declaration { attrs, name, ty, .. } = declaration;
    if taken.contains(name) && !attrs.iter().any(is_condition) {
        let message =
            format!("there is a pool called `{name}` already: give this one another name");
        errors.push(Error::new_spanned(name, message));
    }
    // The expansion declares a type with the pool's name, which would shadow the user's type.
    if let Some(clash) = unqualified(ty.to_token_stream(), &name.to_string()) {
        let message = format!(
            "`{name}` is the pool and cannot be what it holds too: give the pool a name of its own"
        );
        errors.push(Error::new_spanned(clash, message));
    }
}

fn check_type(declaration: &Declaration, errors: &mut Errors) {
    let Declaration { ty, size, options, .. } = declaration;
    let values =
        options.iter().map(|option| &option.value).chain(size).map(ToTokens::to_token_stream);
    for tokens in std::iter::once(ty.to_token_stream()).chain(values) {
        if let Some(token) = own_self(tokens) {
            let message = "a `static` has no `Self`: write the name of the type";
            errors.push(Error::new_spanned(token, message));
        }
    }
    if let Some(lifetime) = short_lifetime(ty.to_token_stream()) {
        let message = "the objects of a pool live as long as the program: write `'static` here";
        errors.push(Error::new_spanned(lifetime, message));
    }
}

fn check_size(Declaration { size, .. }: &Declaration, errors: &mut Errors) {
    if let Some(Expr::Lit(ExprLit { lit: Lit::Int(number), .. })) = size {
        if number.base10_digits() == "0" {
            let message =
                "a pool that keeps 0 objects is no pool: give it a capacity of at least 1";
            errors.push(Error::new_spanned(number, message));
        }
    }
    if size.as_ref().is_some_and(is_negative) {
        let message =
            "a capacity is a `usize`, so it can't be negative: give the pool one of at least 1";
        errors.push(Error::new_spanned(size, message));
    }
}

/// Tells whether the expression is a negation. It can't be one of a `usize`.
fn is_negative(value: &Expr) -> bool {
    match value {
        Expr::Group(group) => is_negative(&group.expr),
        Expr::Paren(paren) => is_negative(&paren.expr),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Neg(_)),
        _ => false,
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
        } else if name == "retain" && Retain::of(&option.value).is_none() {
            let message = "expected `retain = adaptive`, or `retain = adaptive(INTERVAL)` with a \
                           `Duration`: without it, a pool retains up to N idle objects";
            errors.push(Error::new_spanned(&option.value, message));
        } else if name == "max_capacity" && is_no_number(&option.value) {
            let message = "expected a number of elements, such as `max_capacity = 4096`";
            errors.push(Error::new_spanned(&option.value, message));
        }
    }
    check_sizes(options, errors);
}

/// Checks `sizes`, and the options that need it or contradict it.
fn check_sizes(options: &[PoolOption], errors: &mut Errors) {
    let Some(sizes) = options.iter().find(|option| option.name == "sizes") else {
        if let Some(PoolOption { name, .. }) =
            options.iter().find(|option| option.name == "max_bytes")
        {
            let message = "`max_bytes` needs `sizes`: without them, a pool does not count the bytes of its \
                           objects";
            errors.push(Error::new_spanned(name, message));
        }
        return;
    };
    match sizes::list(&sizes.value) {
        Some(list) if !list.elems.is_empty() => {}
        _ => {
            let message =
                "expected the sizes of the objects in brackets, such as `sizes = [4096, 65536]`";
            errors.push(Error::new_spanned(&sizes.value, message));
        }
    }
    for PoolOption { name, .. } in options {
        if name == "init" || name == "init_boxed" {
            let message = format!(
                "`{name}` contradicts `sizes`: a pool with sizes makes its objects by \
                 `WithCapacity::with_capacity`, so keep one of them"
            );
            errors.push(Error::new_spanned(name, message));
        }
    }
}

/// Tells whether a value is a literal other than an integer.
fn is_no_number(value: &Expr) -> bool {
    match value {
        Expr::Group(group) => is_no_number(&group.expr),
        Expr::Lit(literal) => !matches!(literal.lit, Lit::Int(_)),
        _ => false,
    }
}

fn is_condition(attr: &Attribute) -> bool {
    attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr")
}

/// Finds `name` without a path in front: `name`, and not `path::name`.
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

/// Finds a `Self`, unless the tokens have an item in which `Self` has a meaning.
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

/// Finds a lifetime other than `'static`, or an `&` without a lifetime. The type of a function may
/// have both, so its tokens are not searched.
fn short_lifetime(tokens: TokenStream) -> Option<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |token: &TokenTree, sign| matches!(token, TokenTree::Punct(p) if p.as_char() == sign);
    let is_function = |token: &TokenTree| {
        let words = ["fn", "for", "Fn", "FnMut", "FnOnce"];
        matches!(token, TokenTree::Ident(ident) if words.iter().any(|word| ident == word))
    };
    if tokens.iter().any(is_function) {
        return None;
    }
    for (i, token) in tokens.iter().enumerate() {
        let next = tokens.get(i + 1);
        // After an operand, `&` is a binary operator, in the length of an array.
        let is_unary = i == 0 || matches!(tokens[i - 1], TokenTree::Punct(_));
        let found = match token {
            TokenTree::Group(group) if group.delimiter() != Delimiter::Brace => {
                short_lifetime(group.stream())
            }
            _ if is(token, '&') && is_unary && !next.is_some_and(|next| is(next, '\'')) => {
                Some(token.to_token_stream())
            }
            _ if is(token, '\'') => match next {
                Some(TokenTree::Ident(name)) if name == "static" => None,
                _ => Some(tokens[i..].iter().take(2).cloned().collect()),
            },
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}
