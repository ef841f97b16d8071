//! Parses `#[poolable(...)]`. Checks each option alone: its name, its place and the form of its
//! value. `valid` checks combinations of options.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Error, Expr, ExprLit, Lit, LitStr, Meta, Path, Result, Token, WherePredicate,
};

use super::Errors;
use crate::suggest;

pub(super) type Bound = Punctuated<WherePredicate, Token![,]>;

/// One entry of a `#[poolable(...)]`.
pub(super) struct Attr {
    pub(super) name: Ident,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    Skip,
    Clear,
    Default,
    Value(Expr),
    With(Expr),
    MaxCapacity(Expr),
    Zeroize,
    Crate(Path),
    Bound(Bound),
}

/// The kind of item that an attribute is on.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Type,
    Variant,
    Field,
}

impl Place {
    const ALL: [Place; 3] = [Place::Type, Place::Variant, Place::Field];

    /// The options that are valid there.
    fn names(self) -> &'static [&'static str] {
        match self {
            Place::Type => &["crate", "bound"],
            Place::Variant => &["default"],
            Place::Field => {
                &["clear", "skip", "default", "value", "with", "max_capacity", "zeroize"]
            }
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Place::Type => "the type",
            Place::Variant => "a variant",
            Place::Field => "a field",
        }
    }
}

/// Returns an example of how the option is written.
fn example(name: &str) -> &'static str {
    match name {
        "clear" => "clear",
        "skip" => "skip",
        "default" => "default",
        "value" => "value = 42",
        "with" => "with = path::to::function",
        "max_capacity" => "max_capacity = 4096",
        "zeroize" => "zeroize",
        "crate" => "crate = \"::pools\"",
        _ => "bound = \"T: Poolable\"",
    }
}

/// Reads all `#[poolable(...)]` among the attributes of one place.
pub(super) fn parse(attrs: &[Attribute], place: Place, errors: &mut Errors) -> Vec<Attr> {
    let mut found = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("poolable")) {
        let Meta::List(list) = &attr.meta else {
            let examples: Vec<_> = place.names().iter().map(|name| example(name)).collect();
            let message = format!(
                "expected `#[poolable(...)]` with an option in it: {}",
                suggest::list(&examples)
            );
            errors.push(Error::new_spanned(&attr.meta, message));
            continue;
        };
        let entries = |input: ParseStream<'_>| entries(input, place, &mut found, errors);
        if let Err(error) = entries.parse2(list.tokens.clone()) {
            errors.push(error);
        }
    }
    found
}

/// Reads the entries of one attribute. The error of an entry that can be read but is not valid goes
/// to `errors`, and the next entry is read. Any other error is returned.
fn entries(
    input: ParseStream<'_>,
    place: Place,
    found: &mut Vec<Attr>,
    errors: &mut Errors,
) -> Result<()> {
    while !input.is_empty() {
        if !input.peek(syn::Ident::peek_any) {
            let expected = suggest::list(place.names());
            return Err(input.error(format!("expected the name of an option: {expected}")));
        }
        let name = input.call(Ident::parse_any)?;
        match kind(&name, value(&name, input)?, place) {
            Ok(kind) => found.push(Attr { name, kind }),
            Err(error) => errors.push(error),
        }
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(())
}

/// Reads `= EXPR`, if there is one after the name.
fn value(name: &Ident, input: ParseStream<'_>) -> Result<Option<Expr>> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(None);
    }
    if !input.peek(Token![=]) {
        let message = format!("expected `,` or `=` after `{name}`");
        return Err(input.error(message));
    }
    let equals: Token![=] = input.parse()?;
    if input.is_empty() || input.peek(Token![,]) {
        let message =
            format!("expected a value after `=`, such as `{}`", example(&name.to_string()));
        return Err(Error::new_spanned(equals, message));
    }
    input.parse().map(Some)
}

fn kind(name: &Ident, value: Option<Expr>, place: Place) -> Result<Kind> {
    let text = name.to_string();
    if !place.names().contains(&&*text) {
        return Err(Error::new_spanned(name, misplaced(&text, place)));
    }
    let value = match (&*text, value) {
        ("clear", None) => return Ok(Kind::Clear),
        ("skip", None) => return Ok(Kind::Skip),
        ("default", None) => return Ok(Kind::Default),
        ("zeroize", None) if cfg!(feature = "zeroize") => return Ok(Kind::Zeroize),
        ("zeroize", None) => {
            let message = "`zeroize` is a feature of `syncpool` that is not switched on: \
                           write `features = [\"zeroize\"]` where you depend on it";
            return Err(Error::new_spanned(name, message));
        }
        ("clear" | "skip" | "default" | "zeroize", Some(value)) => {
            let message = format!("`{name}` takes no value: write `#[poolable({name})]`");
            return Err(Error::new_spanned(value, message));
        }
        (_, Some(value)) => value,
        (_, None) => {
            let message = format!("`{name}` needs a value, such as `{}`", example(&text));
            return Err(Error::new_spanned(name, message));
        }
    };
    match &*text {
        "value" => Ok(Kind::Value(value)),
        "with" => match value {
            Expr::Lit(_) => {
                let message = "expected a function that takes `&mut` the field, \
                               such as `with = path::to::function` (without quotes)";
                Err(Error::new_spanned(value, message))
            }
            function => Ok(Kind::With(function)),
        },
        "max_capacity" => match value {
            Expr::Lit(ExprLit { lit: Lit::Int(_), .. }) => Ok(Kind::MaxCapacity(value)),
            Expr::Lit(_) => {
                let message = "expected a number of elements, such as `max_capacity = 4096`";
                Err(Error::new_spanned(value, message))
            }
            expression => Ok(Kind::MaxCapacity(expression)),
        },
        "crate" => {
            string(name, &value)?.parse_with(Path::parse_mod_style).map(Kind::Crate).map_err(
                |error| Error::new(error.span(), "expected a path, such as `crate = \"::pools\"`"),
            )
        }
        _ => string(name, &value)?.parse_with(Bound::parse_terminated).map(Kind::Bound).map_err(
            |error| {
                let message = format!("expected bounds, such as `{}`: {error}", example(&text));
                Error::new(error.span(), message)
            },
        ),
    }
}

/// Returns the message about an option that is not valid here: where it is, or which one was
/// probably meant.
fn misplaced(name: &str, place: Place) -> String {
    let here = place.noun();
    let home = Place::ALL.iter().find(|home| home.names().contains(&name));
    match home {
        Some(home) => format!(
            "`{name}` belongs on {}, not on {here}; on {here}, expected {}",
            home.noun(),
            suggest::list(place.names()),
        ),
        None => format!(
            "`{name}` is not an option of `poolable` on {here}: {}",
            suggest::expected(name, place.names()),
        ),
    }
}

/// Returns the literal, if the value is a string.
fn string<'a>(name: &Ident, value: &'a Expr) -> Result<&'a LitStr> {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(string), .. }) => Ok(string),
        _ => {
            let message =
                format!("expected a string in quotes, such as `{}`", example(&name.to_string()));
            Err(Error::new_spanned(value, message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads `#[poolable(OPTIONS)]`. Returns the names of the options, and the messages.
    fn read(options: &str, place: Place) -> (Vec<String>, Vec<String>) {
        let attribute = format!("#[poolable({options})]");
        let attrs = Attribute::parse_outer.parse_str(&attribute).expect("it is an attribute");
        let mut errors = Errors::default();
        let found = parse(&attrs, place, &mut errors);
        let names = found.iter().map(|attr| attr.name.to_string()).collect();
        (names, errors.0.iter().map(Error::to_string).collect())
    }

    #[test]
    fn every_example_is_right() {
        for place in Place::ALL {
            for &name in place.names() {
                if name != "zeroize" || cfg!(feature = "zeroize") {
                    assert_eq!(read(example(name), place), (vec![name.to_owned()], vec![]));
                }
            }
        }
        assert!(example("zeroize") == "zeroize" && example("bound").starts_with("bound = "));
    }

    #[test]
    fn a_missing_value_is_asked_for_by_an_example() {
        let message = "expected a value after `=`, such as `value = 42`".to_owned();
        for options in ["value =", "value = , skip", "skip, value ="] {
            let (_, messages) = read(options, Place::Field);
            assert_eq!(messages, [message.as_str()], "{options}");
        }
        assert_eq!(read("skip, clear", Place::Field).0, ["skip", "clear"]);
    }
}
