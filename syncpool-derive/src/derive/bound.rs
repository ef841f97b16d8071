//! Infers the bounds that the impl of a generic type needs, and no others.
//!
//! The bounds are on the types of fields, `Vec<T>: Poolable`, and so say exactly what the code
//! calls. Most derives write `T: Poolable` instead. But a `Vec` is `Poolable` whatever its elements
//! are, so `Vec<T>: Poolable` requires nothing of `T`. Only fields whose type mentions a type
//! parameter get a bound. For the others, rustc reports a missing impl at the field.
//!
//! A recursive field, whose type contains the type under the derive, can't have such a bound. The
//! proof of `Box<Node<T>>: Poolable` needs `Node<T>: Poolable`, whose `where` clause has the bound
//! itself, so the proof would not end. The type of such a field is taken apart. `Node<T>` needs no
//! bound: it requires only what the other fields require. Each of the other parts gets its own
//! bound.
//!
//! Two generic types that contain each other need `#[poolable(bound = "...")]` on one of them: a
//! derive sees only one of the two. The bounds may name private types: rustc accepts them in the
//! bounds of a trait's impl.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericArgument, PathArguments, Type};

use super::ast::{Input, Reset};
use super::paths::Paths;

/// The names of the standard library's generic types that are `Poolable` for all type arguments.
const UNCONDITIONAL: [&str; 10] = [
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

/// Returns the predicates for the `where` clause, without duplicates.
pub(super) fn infer(input: &Input, paths: &Paths) -> Vec<TokenStream> {
    let parameters: Vec<&Ident> =
        input.generics.type_params().map(|parameter| &parameter.ident).collect();
    if parameters.is_empty() {
        return Vec::new();
    }
    let poolable = &paths.poolable;
    let limit_capacity = paths.limit_capacity();
    let [default, wipe] = ["Default", "Wipe"].map(|name| paths.private(name));
    let scope = Scope { own_name: &input.ident, parameters };
    let mut predicates = Vec::new();
    for field in input.kept_fields() {
        if !scope.is_generic(&field.ty) {
            continue;
        }
        // The tokens of a type are a type.
        let Ok(ty) = &syn::parse2::<Type>(field.ty.to_token_stream()) else { continue };
        let reset = field.reset();
        if let Reset::Poolable = reset {
            let mut types = Vec::new();
            scope.resettable(ty, &mut types);
            predicates.extend(types.iter().map(|ty| quote!(#ty: #poolable)));
        }
        let is_made = match reset {
            Reset::Default => true,
            Reset::Value(_) => false,
            _ => input.makes_fields(),
        };
        if let Reset::Zeroize = reset {
            predicates.push(quote!(#ty: #wipe));
        }
        if is_made {
            predicates.push(quote!(#ty: #default));
        }
        if field.max_capacity().is_some() && !matches!(reset, Reset::Clear(_)) {
            predicates.push(quote!(#ty: #limit_capacity));
        }
    }
    let mut seen = BTreeSet::new();
    predicates.retain(|predicate| seen.insert(predicate.to_string()));
    predicates
}

/// The names that are in scope in the type under the derive.
struct Scope<'a> {
    own_name: &'a Ident,
    parameters: Vec<&'a Ident>,
}

impl Scope<'_> {
    /// Collects the types that must be `Poolable` for `ty` to be `Poolable`.
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
                if last.ident == *self.own_name
                    || UNCONDITIONAL.iter().any(|name| last.ident == name)
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
    fn is_generic(&self, ty: &impl ToTokens) -> bool {
        mentions(ty.to_token_stream(), &|ident| self.parameters.contains(&ident))
    }

    /// Tells whether the type under the derive occurs in the type.
    fn is_recursive(&self, ty: &Type) -> bool {
        mentions(ty.to_token_stream(), &|ident| ident == self.own_name || ident == "Self")
    }
}

/// Tells whether an identifier is one of those that are wanted, at any depth and in a macro's
/// argument, too.
fn mentions(tokens: TokenStream, wanted: &dyn Fn(&Ident) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => wanted(&ident),
        TokenTree::Group(group) => mentions(group.stream(), wanted),
        _ => false,
    })
}
