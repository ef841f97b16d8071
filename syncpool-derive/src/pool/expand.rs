//! Prints a pool.
//!
//! The name becomes two things: the static, and a type without content, the key, by which the
//! pool's guards and its thread-local are known. A struct with braces has no name among the
//! values, where the static's is, so both can be called the same and one `use` imports both.
//!
//! Every path starts at the crate path that `pool!` hands over, so that nothing depends on what is
//! in scope. Locals are at `mixed_site`, where the expressions that the user wrote can't see them.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Meta, Token};

use super::{Declaration, render};

pub(super) fn pool(crate_path: &TokenStream, declaration: &Declaration) -> TokenStream {
    let site = Span::mixed_site();
    let Declaration { attrs, vis, name, ty, .. } = declaration;
    let docs = docs(declaration);
    let shared: Vec<TokenStream> = attrs.iter().filter_map(shared).collect();
    let private = quote_spanned!(site=> #crate_path::__private);
    let core = quote_spanned!(site=> #private::core);
    let text = name.unraw().to_string();
    let capacity = capacity(&private, declaration);
    let [init, reset, is_reusable] = functions(crate_path, &private, declaration);
    quote_spanned! {site=>
        #(#attrs)*
        #docs
        #vis static #name: #crate_path::StaticPool<#name> = #crate_path::StaticPool::new();

        #(#shared)*
        #[doc(hidden)]
        #[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
        #vis struct #name {}

        #(#shared)*
        #[automatically_derived]
        impl #core::clone::Clone for #name {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }

        #(#shared)*
        #[automatically_derived]
        impl #core::marker::Copy for #name {}

        #(#shared)*
        #[automatically_derived]
        impl #core::default::Default for #name {
            #[inline]
            fn default() -> Self {
                Self {}
            }
        }

        #(#shared)*
        #[automatically_derived]
        impl #core::fmt::Debug for #name {
            fn fmt(&self, f: &mut #core::fmt::Formatter<'_>) -> #core::fmt::Result {
                f.write_str(#text)
            }
        }

        #(#shared)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl #private::Declaration for #name {
            type Item = #ty;
            type Storage = #private::Storage<
                { #private::blocks_for(<#name as #private::Declaration>::CAPACITY) },
                { #private::groups_for(<#name as #private::Declaration>::CAPACITY) },
            >;
            const CAPACITY: #core::primitive::usize = #capacity;
            const NAME: &'static #core::primitive::str = #text;
            const HANDLE: Self = Self {};

            #[inline(always)]
            fn pool() -> &'static #crate_path::StaticPool<Self> {
                &#name
            }

            #[inline(always)]
            fn local<__R>(with: impl #core::ops::FnOnce(&#private::Local<Self>) -> __R) -> __R {
                #private::thread_local! {
                    static __LOCAL: #private::Local<#name> = const { #private::Local::new() };
                }
                __LOCAL.with(with)
            }

            fn init() -> #private::std::boxed::Box<Self::Item> {
                #init
            }

            #[inline]
            fn reset(object: &mut Self::Item) {
                #reset
            }

            #[inline]
            fn is_reusable(object: &Self::Item) -> #core::primitive::bool {
                #is_reusable
            }
        }
    }
}

/// What the pool holds and how many, after the user's own documentation.
fn docs(Declaration { attrs, ty, size, .. }: &Declaration) -> TokenStream {
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

/// The attribute in the form in which it goes on all that is generated: those that decide whether
/// the pool is there, and at which level lints are. The rest is for the static alone.
fn shared(attr: &Attribute) -> Option<TokenStream> {
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

/// The call that checks the size, at the place of the size: that is where it panics.
fn capacity(private: &TokenStream, declaration: &Declaration) -> TokenStream {
    match &declaration.size {
        Some(size) if !declaration.is_broken => {
            let span = size.span();
            let function = quote_spanned!(Span::mixed_site()=> #private::capacity);
            let function = located_at(function, span);
            quote_spanned!(span=> #function(#size))
        }
        _ => quote!(1),
    }
}

/// The bodies of `init`, `reset` and `is_reusable`.
fn functions(
    crate_path: &TokenStream,
    private: &TokenStream,
    declaration: &Declaration,
) -> [TokenStream; 3] {
    let site = Span::mixed_site();
    let ty = &declaration.ty;
    if declaration.is_broken {
        return [quote!(loop {}), quote!(), quote!(true)];
    }
    let init = if let Some(init) = declaration.option("init") {
        quote_spanned!(site=> #private::init::<Self::Item>(#init))
    } else if let Some(init) = declaration.option("init_boxed") {
        quote_spanned!(site=> #private::init_boxed::<Self::Item>(#init))
    } else {
        quote_spanned!(site=> #private::init_default::<#ty>())
    };
    let (reset, is_reusable) = match declaration.option("reset") {
        Some(reset) => (
            quote_spanned!(site=> #private::reset_with::<Self::Item>(object, #reset);),
            quote_spanned!(site=> { let _ = object; true }),
        ),
        None => (
            quote_spanned!(site=> <#ty as #crate_path::Poolable>::reset(object);),
            quote_spanned!(site=> <#ty as #crate_path::Poolable>::is_reusable(object)),
        ),
    };
    [init, reset, is_reusable]
}

/// The same tokens, with the same meaning, seen at another place.
fn located_at(tokens: TokenStream, place: Span) -> TokenStream {
    let located = |mut token: TokenTree| {
        token.set_span(place.resolved_at(token.span()));
        token
    };
    tokens.into_iter().map(located).collect()
}
