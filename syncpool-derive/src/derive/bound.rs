//! The bounds that the impl of a generic type needs, and no more.
//!
//! A bound on the field's type itself, `Vec<T>: Poolable`, asks for exactly what the code calls:
//! a `Vec` of anything is `Poolable`, so it asks nothing of `T`, where the usual `T: Poolable`
//! would. Only fields whose type mentions a type parameter get one; for the others, a missing impl
//! is an error at the field.
//!
//! A field whose type contains the type under the derive can't have such a bound: to prove
//! `Box<Node<T>>: Poolable` takes `Node<T>: Poolable`, which takes the bound again, for ever. There
//! the type is taken apart: `Node<T>` itself asks for nothing that the other fields do not, and
//! what stands beside it is bounded by itself.
//!
//! Two generic types that contain each other are beyond what a derive can see, since it is shown
//! one of them: they need `#[poolable(bound = "...")]` on one. The bounds may name private types,
//! which rustc accepts in the bounds of a trait's impl.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericArgument, PathArguments, Type};

use super::ast::{Input, Reset};
use super::paths::Paths;

/// The standard library's types that are `Poolable` whatever they hold, by their names.
const ASK_NOTHING: [&str; 10] = [
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "HashMap",
    "HashSet",
    "LinkedList",
    "Option",
    "PhantomData",
    "Vec",
    "VecDeque",
];

/// The predicates for the `where` clause, each once.
pub(super) fn infer(input: &Input<'_>, paths: &Paths) -> Vec<TokenStream> {
    let parameters: Vec<&Ident> =
        input.original.generics.type_params().map(|parameter| &parameter.ident).collect();
    if parameters.is_empty() {
        return Vec::new();
    }
    let Paths { poolable, limit_capacity, wipe, default, .. } = paths;
    let scope = Scope { own_name: &input.original.ident, parameters };
    let mut predicates = Vec::new();
    for field in input.kept_fields() {
        let ty = field.ty;
        let reset = field.reset();
        if let Reset::Clear = reset {
            let mut types = Vec::new();
            scope.resettable(ty, &mut types);
            predicates.extend(types.iter().map(|ty| quote!(#ty: #poolable)));
        }
        if !scope.is_generic(ty) {
            continue;
        }
        let is_made = match reset {
            Reset::Default => true,
            Reset::Value(_) => false,
            Reset::Clear | Reset::Skip | Reset::With(_) | Reset::Zeroize => input.makes_fields(),
        };
        if let Reset::Zeroize = reset {
            predicates.push(quote!(#ty: #wipe));
        }
        if is_made {
            predicates.push(quote!(#ty: #default));
        }
        if field.max_capacity().is_some() {
            predicates.push(quote!(#ty: #limit_capacity));
        }
    }
    let mut seen = BTreeSet::new();
    predicates.retain(|predicate| seen.insert(predicate.to_string()));
    predicates
}

/// The names that mean something in the type under the derive.
struct Scope<'a> {
    own_name: &'a Ident,
    parameters: Vec<&'a Ident>,
}

impl Scope<'_> {
    /// Collects the types that must be `Poolable` for `ty` to be.
    fn resettable<'t>(&self, ty: &'t Type, types: &mut Vec<&'t Type>) {
        if !self.is_generic(ty) {
            return;
        }
        if !self.is_recursive(ty) {
            types.push(ty);
            return;
        }
        match ty {
            Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| self.resettable(ty, types)),
            Type::Array(array) => self.resettable(&array.elem, types),
            Type::Paren(paren) => self.resettable(&paren.elem, types),
            Type::Group(group) => self.resettable(&group.elem, types),
            Type::Path(path) => {
                let Some(last) = path.path.segments.last() else { return };
                if last.ident == *self.own_name || ASK_NOTHING.iter().any(|name| last.ident == name)
                {
                    return;
                }
                let PathArguments::AngleBracketed(arguments) = &last.arguments else { return };
                for argument in &arguments.args {
                    if let GenericArgument::Type(ty) = argument {
                        self.resettable(ty, types);
                    }
                }
            }
            _ => {}
        }
    }

    /// Tells whether a type parameter occurs in the type.
    fn is_generic(&self, ty: &Type) -> bool {
        mentions(ty.to_token_stream(), &|ident| self.parameters.contains(&ident))
    }

    /// Tells whether the type under the derive occurs in the type.
    fn is_recursive(&self, ty: &Type) -> bool {
        mentions(ty.to_token_stream(), &|ident| ident == self.own_name || ident == "Self")
    }
}

/// Looks at every identifier, those in a macro's argument included.
fn mentions(tokens: TokenStream, wanted: &dyn Fn(&Ident) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => wanted(&ident),
        TokenTree::Group(group) => mentions(group.stream(), wanted),
        _ => false,
    })
}
