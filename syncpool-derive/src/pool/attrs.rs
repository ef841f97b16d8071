//! The attributes of the generated items.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token, Type, TypePath};

use super::{Declaration, render};

/// Writes the line of documentation that gives the pool's type and size. It follows the user's own
/// documentation.
pub(super) fn docs(declaration: &Declaration) -> TokenStream {
    let Declaration { attrs, ty, size, .. } = declaration;
    let ty = linked(ty);
    let each = if declaration.option("sizes").is_some() { " of each size" } else { "" };
    let line = match size {
        Some(size) => {
            let size = render::expr(size.to_token_stream());
            format!(" Holds up to `{size}` idle objects of type {ty}{each}.")
        }
        None => format!(" Holds idle objects of type {ty}."),
    };
    let blank = attrs.iter().any(|attr| attr.path().is_ident("doc")).then(|| quote!(#[doc = ""]));
    quote!(#blank #[doc = #line])
}

/// Writes the documentation of the key.
pub(super) fn key_docs(name: &Ident) -> TokenStream {
    let line = format!(
        " The key of the static pool [`{name}`](static@{name}): `Pooled<{name}>` is the type of its guards."
    );
    quote!(#[doc = #line])
}

/// Writes the name of a type for documentation, with a link to the type if it has a path.
fn linked(ty: &Type) -> String {
    let text = render::ty(ty.to_token_stream());
    match ty {
        Type::Path(TypePath { qself: None, path, .. }) => {
            let colons = path.leading_colon.map_or("", |_| "::");
            let names: Vec<String> =
                path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            format!("[`{text}`](type@{colons}{})", names.join("::"))
        }
        _ => format!("`{text}`"),
    }
}

/// Returns the part of an attribute that every generated item gets: `cfg`, and the levels of lints.
/// The rest of the user's attributes are on the static alone.
pub(super) fn shared(attr: &Attribute) -> Option<TokenStream> {
    let meta = shared_meta(&attr.meta)?;
    Some(quote!(#[#meta]))
}

fn shared_meta(meta: &Meta) -> Option<TokenStream> {
    let name = meta.path().get_ident()?.to_string();
    match &*name {
        "cfg" | "allow" | "warn" | "deny" | "forbid" => Some(meta.to_token_stream()),
        "cfg_attr" => {
            let tokens = meta.require_list().ok()?.tokens.clone();
            let metas = Punctuated::<Meta, Token![,]>::parse_terminated.parse2(tokens).ok()?;
            let mut metas = metas.iter();
            let condition = metas.next()?;
            let kept: Vec<TokenStream> = metas.filter_map(shared_meta).collect();
            (!kept.is_empty()).then(|| quote!(cfg_attr(#condition, #(#kept),*)))
        }
        _ => None,
    }
}
