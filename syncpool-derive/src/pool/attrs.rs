//! The attributes of the generated items.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

use super::{Declaration, render};

/// Writes the line of documentation that gives the pool's type and size. It follows the user's own
/// documentation.
pub(super) fn docs(Declaration { attrs, ty, size, .. }: &Declaration) -> TokenStream {
    let ty = render::ty(ty.to_token_stream());
    let line = match size {
        Some(size) => {
            let size = render::expr(size.to_token_stream());
            format!(" Holds up to `{size}` idle objects of type `{ty}`.")
        }
        None => format!(" Holds idle objects of type `{ty}`."),
    };
    let blank = attrs.iter().any(|attr| attr.path().is_ident("doc")).then(|| quote!(#[doc = ""]));
    quote!(#blank #[doc = #line])
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
