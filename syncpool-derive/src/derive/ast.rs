//! The input of the derive: the type, its variants and its fields, with their attributes.

use proc_macro2::Ident;
use syn::{Generics, Member, Path, Token};

use super::attr::{self, Attr, Kind};
use super::tokens::Tokens;

pub(super) struct Input {
    pub(super) attrs: Vec<Attr>,
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) data: Data,
}

pub(super) enum Data {
    Struct(Vec<Field>),
    Enum(Vec<Variant>),
    Union(Token![union]),
}

pub(super) struct Variant {
    pub(super) attrs: Vec<Attr>,
    pub(super) ident: Ident,
    /// The `default` of the `#[default]` of `#[derive(Default)]`.
    pub(super) std_default: Option<Path>,
    pub(super) fields: Vec<Field>,
}

pub(super) struct Field {
    pub(super) attrs: Vec<Attr>,
    pub(super) member: Member,
    pub(super) ty: Tokens,
    /// Tells whether the type is called like a primitive type.
    pub(super) is_primitive: bool,
}

/// How a field is reset.
pub(super) enum Reset<'a> {
    /// By `Poolable::reset`.
    Poolable,
    /// It is of a primitive type, and is assigned its value: zero, or `false`.
    Primitive,
    /// By the method `clear` of the field's type. The name is the user's, for its span.
    Clear(&'a Ident),
    /// Not at all.
    Skip,
    /// It is replaced by `Default::default()`.
    Default,
    /// It is replaced by the value of the expression.
    Value(&'a syn::Expr),
    /// By the function that the expression gives.
    With(&'a syn::Expr),
    /// By `Wipe`, which zeroizes all its memory.
    Zeroize,
}

impl Input {
    /// The fields that a reset can keep: a struct's, or those of an enum's default variant.
    pub(super) fn kept_fields(&self) -> &[Field] {
        match &self.data {
            Data::Struct(fields) => fields,
            Data::Enum(variants) => {
                default_variant(variants).map_or(&[], |variant| &variant.fields)
            }
            Data::Union(_) => &[],
        }
    }

    /// Tells whether a reset may have to make new fields: an enum can be in another variant than
    /// its default.
    pub(super) fn makes_fields(&self) -> bool {
        matches!(&self.data, Data::Enum(variants) if variants.len() > 1)
    }

    pub(super) fn crate_path(&self) -> Option<&Path> {
        self.attrs.iter().find_map(|attr| match &attr.kind {
            Kind::Crate(path) => Some(path),
            _ => None,
        })
    }

    pub(super) fn bound(&self) -> Option<&attr::Bound> {
        self.attrs.iter().find_map(|attr| match &attr.kind {
            Kind::Bound(bound) => Some(bound),
            _ => None,
        })
    }
}

impl Variant {
    pub(super) fn own_default(&self) -> Option<&Attr> {
        self.attrs.iter().find(|attr| matches!(attr.kind, Kind::Default))
    }

    pub(super) fn is_default(&self) -> bool {
        self.std_default.is_some() || self.own_default().is_some()
    }
}

/// The variant that an enum is reset to.
pub(super) fn default_variant(variants: &[Variant]) -> Option<&Variant> {
    variants.iter().find(|variant| variant.is_default())
}

impl Field {
    pub(super) fn reset(&self) -> Reset<'_> {
        let reset = self.attrs.iter().find_map(|attr| match &attr.kind {
            Kind::Skip => Some(Reset::Skip),
            Kind::Clear => Some(Reset::Clear(&attr.name)),
            Kind::Default => Some(Reset::Default),
            Kind::Value(value) => Some(Reset::Value(value)),
            Kind::With(function) => Some(Reset::With(function)),
            Kind::Zeroize => Some(Reset::Zeroize),
            _ => None,
        });
        reset.unwrap_or(if self.is_primitive { Reset::Primitive } else { Reset::Poolable })
    }

    /// The `max_capacity` of the field: the name, for its span, and the value.
    pub(super) fn max_capacity(&self) -> Option<(&Ident, &syn::Expr)> {
        self.attrs.iter().find_map(|attr| match &attr.kind {
            Kind::MaxCapacity(max) => Some((&attr.name, max)),
            _ => None,
        })
    }
}
