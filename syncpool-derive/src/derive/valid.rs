//! Checks an input whose attributes could be read. Each error is reported at the token that causes
//! it.

use syn::Error;

use super::Errors;
use super::ast::{Data, Field, Input, Variant, default_variant};
use super::attr::{Attr, Kind};

pub(super) fn check(input: &Input, errors: &mut Errors) {
    repeated(&input.attrs, errors);
    match &input.data {
        Data::Struct(fields) => fields.iter().for_each(|field| check_field(field, errors)),
        Data::Enum(variants) => check_enum(input, variants, errors),
        Data::Union(keyword) => {
            let message = "a union does not know which of its fields is there to reset: \
                           use a struct or an enum, or write `impl Poolable` yourself";
            errors.push(Error::new_spanned(keyword, message));
        }
    }
}

fn check_enum(input: &Input, variants: &[Variant], errors: &mut Errors) {
    for variant in variants {
        repeated(&variant.attrs, errors);
        variant.fields.iter().for_each(|field| check_field(field, errors));
    }
    let Some(default) = default_variant(variants) else {
        // An enum without variants has no values, so there is nothing to reset. An enum with an
        // attribute that could not be read has its error already.
        if !variants.is_empty() && errors.0.is_none() {
            let name = &input.ident;
            let message = format!(
                "a reset of `{name}` needs a variant to go to: mark one with `#[poolable(default)]`, \
                 or with `#[default]` under `#[derive(Default)]`"
            );
            errors.push(Error::new_spanned(name, message));
        }
        return;
    };
    for other in variants.iter().filter(|other| !std::ptr::eq(*other, default)) {
        let name = &default.ident;
        let message = format!("a reset goes to one variant, and that is `{name}` already");
        if let Some(attr) = other.own_default() {
            errors.push(Error::new_spanned(&attr.name, message));
        } else if let (Some(path), Some(_)) = (&other.std_default, default.own_default()) {
            errors.push(Error::new_spanned(path, message));
        }
        for attr in other.fields.iter().flat_map(|field| &field.attrs) {
            let message = format!(
                "`{}` has no effect here: a reset replaces this variant by `{name}`, \
                 and only the fields of `{name}` are reset in place",
                attr.name
            );
            errors.push(Error::new_spanned(&attr.name, message));
        }
    }
}

fn check_field(field: &Field, errors: &mut Errors) {
    repeated(&field.attrs, errors);
    let mut ways = field.attrs.iter().filter(|attr| !matches!(attr.kind, Kind::MaxCapacity(_)));
    let Some(way) = ways.next() else { return };
    let name = &way.name;
    for other in ways.filter(|other| other.name != *name) {
        let message = format!(
            "`{}` contradicts `{name}`: a field is reset in one way, so keep one of them",
            other.name
        );
        errors.push(Error::new_spanned(&other.name, message));
    }
    let max_capacity = field.attrs.iter().find(|attr| matches!(attr.kind, Kind::MaxCapacity(_)));
    if let (Some(max), Kind::Skip | Kind::Default | Kind::Value(_)) = (max_capacity, &way.kind) {
        let message = match way.kind {
            Kind::Skip => "`max_capacity` contradicts `skip`, which leaves the field as it is",
            _ => {
                "`max_capacity` has no effect on a field that is replaced at each reset: \
                  it limits what a cleared collection keeps"
            }
        };
        errors.push(Error::new_spanned(&max.name, message));
    }
}

/// Reports each option that is given twice in one place.
fn repeated(attrs: &[Attr], errors: &mut Errors) {
    for (i, attr) in attrs.iter().enumerate() {
        if attrs[..i].iter().any(|before| before.name == attr.name) {
            let message = format!("`{}` is given twice: remove one of them", attr.name);
            errors.push(Error::new_spanned(&attr.name, message));
        }
    }
}
