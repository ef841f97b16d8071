//! `pool!`, in one direction: `parse` reads the declarations, `valid` says all that can be wrong
//! with one that reads, `expand` prints the code. `render` writes types and sizes for the pool's
//! documentation.

mod attrs;
mod expand;
mod parse;
mod render;
mod valid;

use proc_macro2::TokenStream;
use syn::{Attribute, Expr, Ident, Type, Visibility};

/// Writes the pools that `input` declares: `[path to syncpool] static NAME: Type = N; ...`.
///
/// A declaration with a mistake gives its error, and a pool that has at least the right type, so
/// that uses of the pool do not add errors of their own.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let (crate_path, mut declarations) = parse::parse(input, &mut errors);
    valid::check(&mut declarations, &mut errors);
    let mut tokens: TokenStream = errors.0.iter().map(|error| error.to_compile_error()).collect();
    tokens.extend(declarations.iter().map(|declaration| expand::pool(&crate_path, declaration)));
    tokens
}

/// What may follow the size.
const OPTIONS: [&str; 4] = ["init", "init_boxed", "reset", "retain"];

/// `attrs vis static name: ty = size, options`.
struct Declaration {
    attrs: Vec<Attribute>,
    vis: Visibility,
    name: Ident,
    ty: Type,
    size: Option<Expr>,
    options: Vec<PoolOption>,
    /// It has an error already: no code of the user's should add to it.
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

/// What `retain` may be.
enum Retain<'a> {
    /// `adaptive`, or `adaptive(INTERVAL)`.
    Adaptive(Option<&'a Expr>),
}

impl<'a> Retain<'a> {
    fn of(value: &'a Expr) -> Option<Self> {
        let is_adaptive =
            |value: &Expr| matches!(value, Expr::Path(path) if path.path.is_ident("adaptive"));
        match value {
            // What a macro of the user's hands on may stand in an invisible group.
            Expr::Group(group) => Retain::of(&group.expr),
            Expr::Call(call) if is_adaptive(&call.func) && call.args.len() == 1 => {
                Some(Retain::Adaptive(call.args.first()))
            }
            _ => is_adaptive(value).then_some(Retain::Adaptive(None)),
        }
    }
}

/// The mistakes found so far.
#[derive(Default)]
struct Errors(Vec<syn::Error>);

impl Errors {
    fn push(&mut self, error: syn::Error) {
        self.0.push(error);
    }
}
