//! The input of the derive: the type, its variants and its fields, with their attributes. Each
//! keeps a reference to syn's tree, for the spans.

use quote::ToTokens;
use syn::{DeriveInput, Ident, Member, Type};

use super::Errors;
use super::attr::{self, Attr, Kind, Place};
use super::paths::Tokens;

pub(super) struct Input<'a> {
    pub(super) original: &'a DeriveInput,
    pub(super) attrs: Vec<Attr>,
    pub(super) data: Data<'a>,
}

pub(super) enum Data<'a> {
    Struct(Vec<Field<'a>>),
    Enum(Vec<Variant<'a>>),
    Union(&'a syn::DataUnion),
}

pub(super) struct Variant<'a> {
    pub(super) original: &'a syn::Variant,
    pub(super) attrs: Vec<Attr>,
    /// The `#[default]` of `#[derive(Default)]`.
    pub(super) std_default: Option<&'a syn::Attribute>,
    pub(super) fields: Vec<Field<'a>>,
}

pub(super) struct Field<'a> {
    pub(super) attrs: Vec<Attr>,
    pub(super) member: Member,
    pub(super) ty: &'a Type,
    /// The tokens of the type.
    pub(super) ty_tokens: Tokens,
}

/// How a field is reset.
pub(super) enum Reset<'a> {
    /// By `Poolable::reset`.
    Poolable,
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

impl<'a> Input<'a> {
    pub(super) fn of(original: &'a DeriveInput, errors: &mut Errors) -> Self {
        let attrs = attr::parse(&original.attrs, Place::Type, errors);
        let data = match &original.data {
            syn::Data::Struct(data) => Data::Struct(fields(&data.fields, errors)),
            syn::Data::Enum(data) => Data::Enum(
                data.variants.iter().map(|variant| Variant::of(variant, errors)).collect(),
            ),
            syn::Data::Union(data) => Data::Union(data),
        };
        Input { original, attrs, data }
    }

    /// The fields that a reset can keep: a struct's, or those of an enum's default variant.
    pub(super) fn kept_fields(&self) -> &[Field<'a>] {
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

    pub(super) fn crate_path(&self) -> Option<&syn::Path> {
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

impl<'a> Variant<'a> {
    fn of(original: &'a syn::Variant, errors: &mut Errors) -> Self {
        Variant {
            original,
            attrs: attr::parse(&original.attrs, Place::Variant, errors),
            std_default: original.attrs.iter().find(|attr| attr.path().is_ident("default")),
            fields: fields(&original.fields, errors),
        }
    }

    pub(super) fn own_default(&self) -> Option<&Attr> {
        self.attrs.iter().find(|attr| matches!(attr.kind, Kind::Default))
    }

    pub(super) fn is_default(&self) -> bool {
        self.std_default.is_some() || self.own_default().is_some()
    }
}

/// The variant that an enum is reset to.
pub(super) fn default_variant<'v, 'a>(variants: &'v [Variant<'a>]) -> Option<&'v Variant<'a>> {
    variants.iter().find(|variant| variant.is_default())
}

fn fields<'a>(fields: &'a syn::Fields, errors: &mut Errors) -> Vec<Field<'a>> {
    let members = fields.members();
    let field = |(original, member): (&'a syn::Field, Member)| Field {
        attrs: attr::parse(&original.attrs, Place::Field, errors),
        member,
        ty: &original.ty,
        ty_tokens: Tokens::new(original.ty.to_token_stream()),
    };
    fields.iter().zip(members).map(field).collect()
}

impl Field<'_> {
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
        reset.unwrap_or(Reset::Poolable)
    }

    /// The `max_capacity` of the field: the name, for its span, and the value.
    pub(super) fn max_capacity(&self) -> Option<(&Ident, &syn::Expr)> {
        self.attrs.iter().find_map(|attr| match &attr.kind {
            Kind::MaxCapacity(max) => Some((&attr.name, max)),
            _ => None,
        })
    }
}
