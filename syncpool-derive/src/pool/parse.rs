//! Reads declarations. The input is split at its semicolons first, so a mistake in one declaration
//! does not affect the others.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Error, Path, Result, Token, Type, Visibility, braced, parse_quote};

use super::{Declaration, Errors, OPTIONS, PoolOption, render};
use crate::suggest;

/// The message where a declaration should start.
const EXPECTED: &str = "expected a pool: `static NAME: Type = N`";

/// Splits the path to `syncpool` from the front of the input, and reads the declarations after it.
pub(super) fn parse(input: TokenStream, errors: &mut Errors) -> (TokenStream, Vec<Declaration>) {
    let mut tokens = input.into_iter().peekable();
    let is_path = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
    let crate_path = match tokens.next_if(is_path) {
        // `pool!` writes a path. Only a direct call of `declare_pools` can have other tokens here.
        Some(TokenTree::Group(group)) => match Path::parse_mod_style.parse2(group.stream()) {
            Ok(path) => path.into_token_stream(),
            Err(error) => {
                errors.push(error);
                return (TokenStream::new(), Vec::new());
            }
        },
        _ => quote!(::syncpool),
    };
    let is_semicolon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
    let tokens: Vec<TokenTree> = tokens.collect();
    if tokens.iter().all(is_semicolon) {
        errors.push(Error::new(Span::call_site(), EXPECTED));
    }
    let mut declarations = Vec::new();
    for segment in tokens.split(is_semicolon) {
        let Some(last) = segment.last() else { continue };
        // syn reports an unexpected end at the closing bracket: put that at the last token.
        let mut group = Group::new(Delimiter::Brace, segment.iter().cloned().collect());
        group.set_span(last.span());
        let read = |input: ParseStream<'_>| {
            let content;
            braced!(content in input);
            declaration(&content, &mut declarations, errors)
        };
        if let Err(error) = read.parse2(TokenTree::Group(group).into()) {
            errors.push(error);
        }
    }
    (crate_path, declarations)
}

fn declaration(
    input: ParseStream<'_>,
    declarations: &mut Vec<Declaration>,
    errors: &mut Errors,
) -> Result<()> {
    let attrs = input.call(Attribute::parse_outer)?;
    let vis: Visibility = input.parse()?;
    if let (true, Some(attr)) = (input.is_empty(), attrs.last()) {
        let message = "expected a pool after this: `static NAME: Type = N`";
        return Err(Error::new_spanned(attr, message));
    }
    let mut is_broken = keyword(input, errors)?;
    is_broken |= modifiers(input, errors)?;
    let name = name(input)?;
    let ty = ty(input, &name)?;
    let mut declaration =
        Declaration { attrs, vis, name, ty, size: None, options: Vec::new(), is_broken };
    let tail = tail(input, &mut declaration);
    declaration.is_broken |= tail.is_err();
    declarations.push(declaration);
    tail
}

/// Reads `static`. For a `const` or a `let`, adds an error and returns `true`, and the rest of the
/// declaration can be read.
fn keyword(input: ParseStream<'_>, errors: &mut Errors) -> Result<bool> {
    if input.peek(Token![static]) {
        input.parse::<Token![static]>()?;
        return Ok(false);
    }
    if !input.peek(Ident::peek_any) {
        return Err(input.error(EXPECTED));
    }
    let found = input.call(Ident::parse_any)?;
    let message = match &*found.to_string() {
        "const" => {
            "expected `static`: each use of a `const` would be a pool of its own, \
             so write `static NAME: Type = N`"
        }
        "let" => {
            "expected `static`: a pool lives as long as the program, inside of functions too, \
             so write `static NAME: Type = N`"
        }
        option if OPTIONS.contains(&option) => {
            let message = format!(
                "`{option}` stands after a semicolon, which ends a pool: \
                 put a comma before it, `static NAME: Type = N, {option} = ...`"
            );
            return Err(Error::new_spanned(found, message));
        }
        _ => return Err(Error::new_spanned(found, EXPECTED)),
    };
    errors.push(Error::new_spanned(found, message));
    Ok(true)
}

/// Skips each `mut` and `ref` before the name, adds an error for it, and returns whether there was
/// one.
fn modifiers(input: ParseStream<'_>, errors: &mut Errors) -> Result<bool> {
    let mut found = false;
    while input.peek(Token![mut]) || input.peek(Token![ref]) {
        let modifier = input.call(Ident::parse_any)?;
        let message = format!(
            "a pool needs no `{modifier}`: everything works through `&self`, \
             from all threads at once, so write `static NAME: Type = N`"
        );
        errors.push(Error::new_spanned(modifier, message));
        found = true;
    }
    Ok(found)
}

fn name(input: ParseStream<'_>) -> Result<Ident> {
    let message = "expected the pool's name: `static NAME: Type = N`";
    if input.peek(syn::Ident) { input.parse() } else { Err(input.error(message)) }
}

fn ty(input: ParseStream<'_>, name: &Ident) -> Result<Type> {
    if input.peek(Token![<]) {
        let message = "a pool cannot be generic, since a `static` is one for all types: name the type that it \
                       holds, or have a field of type `SyncPool<T>`, a pool for each type";
        return Err(input.error(message));
    }
    let Some(colon) = input.parse::<Option<Token![:]>>()? else {
        if input.is_empty() || input.peek(Token![=]) || input.peek(Token![,]) {
            let message =
                format!("what does this pool hold? Give it a type: `static {name}: Type = N`");
            return Err(Error::new_spanned(name, message));
        }
        return Err(input.error(format!("expected `:` and a type: `static {name}: Type = N`")));
    };
    if input.is_empty() || input.peek(Token![=]) || input.peek(Token![,]) {
        let message = format!("expected a type after `:`, such as `static {name}: Vec<u8> = N`");
        return Err(Error::new_spanned(colon, message));
    }
    Ok(match input.parse()? {
        // In parentheses, since the expansion has it after `&mut` and before `as`, where `A + B` is no type.
        ty @ (Type::TraitObject(_) | Type::ImplTrait(_)) => parse_quote!((#ty)),
        ty => ty,
    })
}

/// Reads `= N` and the options.
fn tail(input: ParseStream<'_>, declaration: &mut Declaration) -> Result<()> {
    let Declaration { name, ty, .. } = declaration;
    let Some(equals) = input.parse::<Option<Token![=]>>()? else {
        if input.is_empty() || input.peek(Token![,]) {
            let message = format!(
                "how many idle objects may this pool keep? Write `= N` after the type, \
                 such as `static {name}: {} = 64`",
                render::ty(ty.to_token_stream())
            );
            return Err(Error::new_spanned(ty, message));
        }
        let message = "expected `= N`, the number of idle objects that the pool may keep";
        return Err(input.error(message));
    };
    if input.is_empty() || input.peek(Token![,]) {
        let message = "expected a number after `=`: how many idle objects the pool may keep";
        return Err(Error::new_spanned(equals, message));
    }
    declaration.size = Some(input.parse()?);
    while !input.is_empty() {
        if !input.peek(Token![,]) {
            let message = format!(
                "expected `,` and an option ({}), or `;` and the next pool",
                suggest::list(&OPTIONS)
            );
            return Err(input.error(message));
        }
        input.parse::<Token![,]>()?;
        if !input.is_empty() {
            declaration.options.push(option(input)?);
        }
    }
    Ok(())
}

/// Reads `name = value`.
fn option(input: ParseStream<'_>) -> Result<PoolOption> {
    if !input.peek(Ident::peek_any) {
        return Err(input.error(format!("expected an option: {}", suggest::list(&OPTIONS))));
    }
    let name = input.call(Ident::parse_any)?;
    let is_known = OPTIONS.iter().any(|option| name == option);
    let equals: Option<Token![=]> = input.parse()?;
    let ends = input.is_empty() || input.peek(Token![,]);
    if !is_known && (equals.is_none() || ends) {
        return Err(Error::new_spanned(&name, unknown(&name)));
    }
    let example = match &*name.to_string() {
        "init_boxed" => "init_boxed = || Box::new(...)",
        "reset" => "reset = |object| object.clear()",
        "max_capacity" => "max_capacity = 4096",
        "reusable" => "reusable = |object| object.is_intact()",
        "retain" => "retain = adaptive",
        "sizes" => "sizes = [4096, 65536]",
        "max_bytes" => "max_bytes = 16 << 20",
        _ => "init = || ...",
    };
    match equals {
        Some(equals) if ends => {
            let message = format!("expected a value after `=`, such as `{example}`");
            Err(Error::new_spanned(equals, message))
        }
        Some(_) => Ok(PoolOption { name, value: input.parse()? }),
        None if ends => {
            let message = format!("`{name}` needs a value, such as `{example}`");
            Err(Error::new_spanned(name, message))
        }
        None => Err(input.error(format!("expected `=` after `{name}`, such as `{example}`"))),
    }
}

/// Returns the message about an unknown option.
pub(super) fn unknown(name: &Ident) -> String {
    let text = name.to_string();
    if matches!(&*text, "static" | "pub" | "const" | "let") {
        return format!("a pool ends with `;`: put one before `{text}`, in place of the comma");
    }
    format!("`{text}` is not an option of a pool: {}", suggest::expected(&text, &OPTIONS))
}
