//! Reads the declaration of the type under the derive.
//!
//! syn could read it whole, but most of that time would go into the types of the fields, of which only the tokens are
//! needed.

use proc_macro2::{Ident, TokenTree};
use quote::ToTokens;
use syn::buffer::Cursor;
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, Expr, Generics, Index, Member, Result, Token, Type, Visibility, braced,
    parenthesized, token,
};

use super::Errors;
use super::ast::{Data, Field, Input, Variant};
use super::attr::{self, Place};
use super::tokens::Tokens;

/// Reads the declaration. The mistakes in `#[poolable(...)]` go to `errors`, any other mistake is returned.
pub(super) fn declaration(input: ParseStream<'_>, errors: &mut Errors) -> Result<Input> {
    let attrs = input.call(Attribute::parse_outer)?;
    let attrs = attr::parse(&attrs, Place::Type, errors);
    input.parse::<Visibility>()?;
    let lookahead = input.lookahead1();
    let (ident, mut generics);
    let data = if lookahead.peek(Token![struct]) {
        input.parse::<Token![struct]>()?;
        (ident, generics) = head(input)?;
        let fields = fields(input, &generics, errors)?;
        if !input.is_empty() {
            generics.where_clause = generics.where_clause.or(input.parse()?);
            input.parse::<Token![;]>()?;
        }
        Data::Struct(fields)
    } else if lookahead.peek(Token![enum]) {
        input.parse::<Token![enum]>()?;
        (ident, generics) = head(input)?;
        let content;
        braced!(content in input);
        Data::Enum(listed(&content, |input| variant(input, &generics, errors))?)
    } else if lookahead.peek(Token![union]) {
        let keyword = input.parse()?;
        (ident, generics) = head(input)?;
        fields(input, &generics, errors)?;
        Data::Union(keyword)
    } else {
        return Err(lookahead.error());
    };
    Ok(Input { attrs, ident, generics, data })
}

/// Reads the name, the generics, and the `where` clause if it is there.
fn head(input: ParseStream<'_>) -> Result<(Ident, Generics)> {
    let ident = input.parse()?;
    let mut generics: Generics = input.parse()?;
    generics.where_clause = input.parse()?;
    Ok((ident, generics))
}

/// Reads elements and commas until the end.
fn listed<T>(
    input: ParseStream<'_>,
    mut element: impl FnMut(ParseStream<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut elements = Vec::new();
    while !input.is_empty() {
        elements.push(element(input)?);
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(elements)
}

fn variant(input: ParseStream<'_>, generics: &Generics, errors: &mut Errors) -> Result<Variant> {
    let attrs = input.call(Attribute::parse_outer)?;
    input.parse::<Visibility>()?;
    let ident = input.parse()?;
    let std_default = attrs.iter().map(Attribute::path).find(|path| path.is_ident("default"));
    let variant = Variant {
        attrs: attr::parse(&attrs, Place::Variant, errors),
        ident,
        std_default: std_default.cloned(),
        fields: fields(input, generics, errors)?,
    };
    assigned(input)?;
    Ok(variant)
}

/// Reads the fields in braces or in parentheses, if there are some.
fn fields(input: ParseStream<'_>, generics: &Generics, errors: &mut Errors) -> Result<Vec<Field>> {
    let content;
    if input.peek(token::Brace) {
        braced!(content in input);
        listed(&content, |input| field(input, None, generics, errors))
    } else if input.peek(token::Paren) {
        parenthesized!(content in input);
        let mut indices = 0..;
        listed(&content, |input| field(input, indices.next(), generics, errors))
    } else {
        Ok(Vec::new())
    }
}

/// Reads a field. It is one of a tuple if it has an index.
fn field(
    input: ParseStream<'_>,
    index: Option<u32>,
    generics: &Generics,
    errors: &mut Errors,
) -> Result<Field> {
    let attrs = input.call(Attribute::parse_outer)?;
    input.parse::<Visibility>()?;
    let member = match index {
        Some(index) => Member::Unnamed(Index { index, span: input.span() }),
        None => {
            let name = input.parse()?;
            input.parse::<Token![:]>()?;
            Member::Named(name)
        }
    };
    let ty = ty(input)?;
    assigned(input)?;
    let is_primitive = match &*ty.0 {
        [TokenTree::Ident(name)] => {
            let is_parameter = generics.type_params().any(|parameter| parameter.ident == *name);
            is_primitive(&name.to_string()) && !is_parameter
        }
        _ => false,
    };
    Ok(Field { attrs: attr::parse(&attrs, Place::Field, errors), member, ty, is_primitive })
}

/// Reads a discriminant, or a field's default value.
fn assigned(input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        Expr::parse(input)?;
    }
    Ok(())
}

/// Reads a type.
fn ty(input: ParseStream<'_>) -> Result<Tokens> {
    let simple = input.step(|cursor| {
        Ok(match simple_type(*cursor) {
            Some((ty, rest)) => (Some(ty), rest),
            None => (None, *cursor),
        })
    })?;
    match simple {
        Some(ty) => Ok(ty),
        None => Ok(input.parse::<Type>()?.into_token_stream().into()),
    }
}

/// Reads what most types are: a name, or a name with such types in angle brackets. Returns `None` if the type is of
/// another form.
fn simple_type(mut cursor: Cursor<'_>) -> Option<(Tokens, Cursor<'_>)> {
    let mut tokens = Tokens::default();
    let (mut depth, mut previous) = (0_usize, '<');
    while let Some((token, next)) = cursor.token_tree() {
        previous = match &token {
            TokenTree::Ident(name) if "<,".contains(previous) && is_type_name(name) => 'n',
            TokenTree::Punct(sign) => match (sign.as_char(), previous) {
                ('<', 'n') => {
                    depth += 1;
                    '<'
                }
                (',', 'n' | '>') if depth == 0 => break,
                (',', 'n' | '>') => ',',
                ('>', 'n' | '>') if depth > 0 => {
                    depth -= 1;
                    '>'
                }
                _ => return None,
            },
            _ => return None,
        };
        tokens.0.push(token);
        cursor = next;
    }
    (depth == 0 && matches!(previous, 'n' | '>')).then_some((tokens, cursor))
}

/// Tells whether the name is surely that of a type. Other names may be keywords.
fn is_type_name(name: &Ident) -> bool {
    let name = name.to_string();
    name.starts_with(|first: char| first.is_ascii_uppercase()) || is_primitive(&name)
}

/// Tells whether a primitive type has the name, of those that implement `Primitive`.
fn is_primitive(name: &str) -> bool {
    matches!(
        name,
        "bool"
            | "char"
            | "f32"
            | "f64"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
    )
}

#[cfg(test)]
mod tests {
    use syn::parse::Parser;

    use super::*;

    /// Reads `struct Case { field: TYPE, last: u8 }`. Returns the type of the first field.
    fn read(ty: &str) -> Option<Tokens> {
        let source = format!("struct Case {{ field: {ty}, last: u8 }}");
        let read = |input: ParseStream<'_>| declaration(input, &mut Errors::default());
        let Data::Struct(fields) = read.parse_str(&source).ok()?.data else { return None };
        assert_eq!(fields.len(), 2, "{ty}");
        fields.into_iter().next().map(|field| field.ty)
    }

    fn is_simple(ty: &str) -> bool {
        let buffer = syn::buffer::TokenBuffer::new2(ty.parse().expect("it is made of tokens"));
        simple_type(buffer.begin()).is_some()
    }

    #[test]
    fn a_type_is_read_as_syn_reads_it() {
        let simple =
            ["u8", "String", "Vec<u8>", "HashMap<String, Vec<Option<T>>>", "A<B<C>, D>", "Self"];
        let others = [
            "::std::vec::Vec<u8>",
            "std::string::String",
            "Vec<std::string::String>",
            "&'a str",
            "Cow<'a, str>",
            "(u8, A<B, C>)",
            "[A<B>; 4]",
            "[[u8; N]]",
            "fn(A, B) -> C<D>",
            "Box<dyn Fn(A) -> B + Send>",
            "dyn Iterator<Item = A<B>>",
            "<A<B> as C>::D",
            "A<B>::C",
            "A::<B>",
            "A<{ 1 > 2 }>",
            "A<-1, 'x'>",
            "A<>",
            "A<B,>",
            "words![a, b]",
            "*const A<B>",
            "!",
        ];
        for ty in simple.into_iter().chain(others) {
            assert_eq!(is_simple(ty), simple.contains(&ty), "{ty}");
            let expected = syn::parse_str::<Type>(ty).expect("it is a type").into_token_stream();
            let tokens = read(ty).unwrap_or_else(|| panic!("{ty} is not read"));
            let [tokens, expected] =
                [tokens.into_token_stream(), expected].map(|ty| ty.to_string().replace(' ', ""));
            assert_eq!(tokens, expected);
        }
    }

    #[test]
    fn what_is_no_type_is_refused() {
        for ty in [
            "", "A<", "A<B", "A>", "A<B>>", "A<,>", "A B", "A<B>C", "A<B><C>", "struct", "A<fn>",
            "A,,",
        ] {
            assert!(read(ty).is_none(), "{ty}");
        }
        // Nothing follows the type of the last field.
        for ty in ["", "A<", "A<B"] {
            assert!(!is_simple(ty), "{ty}");
        }
    }
}
