//! `pool!`, in three steps: `parse` reads the declarations, `valid` checks those that could be
//! read, and `expand` writes the code, or `sizes` that of a pool with sizes. `attrs` writes the
//! attributes of the generated items, and `checks` the constants that check the user's numbers.
//! `spans` has the places where rustc is to report an error. `render` turns types and sizes into
//! text for the pool's documentation.

mod attrs;
mod checks;
mod expand;
mod parse;
mod render;
mod sizes;
mod spans;
mod valid;

use proc_macro2::TokenStream;
use syn::{Attribute, Expr, Ident, Type, Visibility};

/// Writes the pools that `input` declares: `[path to syncpool] static NAME: Type = N; ...`.
///
/// A declaration with a mistake becomes its error. If its name and type are valid, it also becomes
/// a pool of that type, so that uses of the pool cause no further errors.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let (crate_path, mut declarations) = parse::parse(input, &mut errors);
    valid::check(&mut declarations, &mut errors);
    let mut tokens: TokenStream = errors.0.iter().map(|error| error.to_compile_error()).collect();
    tokens.extend(declarations.iter().map(|declaration| match declaration.option("sizes") {
        Some(_) => sizes::pool(&crate_path, declaration),
        None => expand::pool(&crate_path, declaration),
    }));
    tokens
}

/// The options that may follow the size.
pub(crate) const OPTIONS: [&str; 8] =
    ["init", "init_boxed", "reset", "max_capacity", "reusable", "retain", "sizes", "max_bytes"];

/// `attrs vis static name: ty = size, options`.
struct Declaration {
    attrs: Vec<Attribute>,
    vis: Visibility,
    name: Ident,
    ty: Type,
    size: Option<Expr>,
    options: Vec<PoolOption>,
    /// The declaration has an error already. The expansion leaves the user's expressions out,
    /// because they could cause further errors.
    is_broken: bool,
}

/// `name = value`.
struct PoolOption {
    name: Ident,
    value: Expr,
}

impl Declaration {
    fn option(&self, name: &str) -> Option<&Expr> {
        self.options.iter().find(|option| option.name == name).map(|option| &option.value)
    }

    fn retain(&self) -> Option<Retain<'_>> {
        self.option("retain").and_then(Retain::of)
    }
}

/// The value of `retain`.
enum Retain<'a> {
    /// `adaptive`, or `adaptive(INTERVAL)`.
    Adaptive(Option<&'a Expr>),
}

impl<'a> Retain<'a> {
    fn of(value: &'a Expr) -> Option<Self> {
        let is_adaptive =
            |value: &Expr| matches!(value, Expr::Path(path) if path.path.is_ident("adaptive"));
        match value {
            // An expression that a macro of the user passes on can be in an invisible group.
            Expr::Group(group) => Retain::of(&group.expr),
            Expr::Call(call) if is_adaptive(&call.func) && call.args.len() == 1 => {
                Some(Retain::Adaptive(call.args.first()))
            }
            _ => is_adaptive(value).then_some(Retain::Adaptive(None)),
        }
    }
}

/// Whether a value of `retain` has an interval, or `None` if it is no such value.
#[cfg(test)]
#[allow(dead_code, reason = "`tests/never_panics.rs` compiles this file without `tests.rs`")]
pub(crate) fn retained(value: &Expr) -> Option<bool> {
    Retain::of(value).map(|Retain::Adaptive(interval)| interval.is_some())
}

/// The mistakes found so far.
#[derive(Default)]
struct Errors(Vec<syn::Error>);

impl Errors {
    fn push(&mut self, error: syn::Error) {
        self.0.push(error);
    }
}
