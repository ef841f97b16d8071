//! Writes the code of a pool.
//!
//! Two items have the pool's name: the static, and the key, a struct without fields. The types of
//! the pool's guards and of its thread-local name the key. The two names do not clash: the static
//! is in the namespace of values, where a struct with braces has no name. One `use` imports both.
//!
//! Every path starts with the crate path from `pool!`, so the code does not depend on the names in
//! scope. Local variables have the span `mixed_site`, so the user's expressions cannot name them.
//! `unsafe` has this span, too. rustc does not apply the lint `unsafe_code` to the tokens of a
//! foreign macro, so a crate that forbids unsafe code can declare pools.
//!
//! The `unsafe impl` is sound: `pool` returns the static of the same expansion, which is the only pool with
//! this key, and the thread-local is declared inside of `local`.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;
use syn::ext::IdentExt;

use super::attrs::{docs, key_docs, shared};
use super::{Declaration, Retain, sizes};

pub(super) fn pool(crate_path: &TokenStream, declaration: &Declaration) -> TokenStream {
    if declaration.option("sizes").is_some() {
        return sizes::pool(crate_path, declaration);
    }
    let name = &declaration.name;
    let private = quote_spanned!(Span::mixed_site()=> #crate_path::__private);
    let adaptive = quote_spanned!(Span::mixed_site()=> <#name as #private::Declaration>::ADAPTIVE);
    let check = check_interval(&private, declaration, &adaptive);
    let pool = without_sizes(crate_path, declaration, &name.unraw().to_string());
    quote!(#pool #check)
}

/// Writes a pool without sizes. `text` is its name in messages and metrics.
pub(super) fn without_sizes(
    crate_path: &TokenStream,
    declaration: &Declaration,
    text: &str,
) -> TokenStream {
    let site = Span::mixed_site();
    let Declaration { attrs, name, ty, .. } = declaration;
    let shared: Vec<TokenStream> = attrs.iter().filter_map(shared).collect();
    let private = quote_spanned!(site=> #crate_path::__private);
    let core = quote_spanned!(site=> #private::core);
    // At the user's type, where rustc is to report a missing bound.
    let object = located_at(quote_spanned!(site=> type Object =), ends(&ty.to_token_stream()).0);
    let capacity = capacity(&private, declaration);
    let [init, reset, is_reusable] = functions(crate_path, &private, declaration);
    let storage = quote_spanned! {site=>
        #private::Storage<
            { #private::blocks_for(<Self as #private::Declaration>::CAPACITY) },
            { #private::summaries_for(<Self as #private::Declaration>::CAPACITY) },
        >
    };
    let retain = declaration.retain().filter(|_| !declaration.is_broken);
    let storage = match retain {
        Some(Retain::Adaptive(_)) => quote_spanned!(site=> #private::Adaptive<#storage>),
        None => storage,
    };
    let [adaptive, footprint] = adaptive(crate_path, &private, declaration, retain);
    let pool = quote_spanned!(site=> #crate_path::StaticPool);
    // SAFETY: it is the static that `pool` returns below, and the only one.
    let made = quote_spanned!(site=> unsafe { #private::static_pool() });
    let key = key(crate_path, declaration, &pool, &made, text);
    let handle = handle(crate_path, &private, declaration);
    quote_spanned! {site=>
        #key

        #(#shared)*
        #[automatically_derived]
        #[allow(deprecated)]
        #handle

        #(#shared)*
        #[automatically_derived]
        #[doc(hidden)]
        #[allow(deprecated)]
        // SAFETY: `pool` names one static and `local` one thread-local. Both are made by this declaration, so
        // no other implementation has them.
        unsafe impl #private::Declaration for #name {
            #object #ty;
            type Storage = #storage;
            const CAPACITY: #core::primitive::usize = #capacity;
            const NAME: &'static #core::primitive::str = #text;
            const HANDLE: Self = Self {};
            #adaptive

            #[inline(always)]
            fn pool() -> &'static #crate_path::StaticPool<Self> {
                &#name
            }

            #[inline(always)]
            fn local<__R>(__with: impl #core::ops::FnOnce(&#private::Local<Self>) -> __R) -> __R {
                #private::thread_local! {
                    static __LOCAL: #private::Local<#name> = const { #private::Local::new() };
                }
                __LOCAL.with(__with)
            }

            fn init() -> #private::alloc::boxed::Box<Self::Item> {
                #init
            }

            #[inline]
            fn reset(__object: &mut Self::Item) {
                #reset
            }

            #[inline]
            #[allow(unused_variables)]
            fn is_reusable(__object: &Self::Item) -> #core::primitive::bool {
                #is_reusable
            }

            #footprint
        }
    }
}

/// Writes the static, of the type `pool` and the value `made`, and the key.
pub(super) fn key(
    crate_path: &TokenStream,
    declaration: &Declaration,
    pool: &TokenStream,
    made: &TokenStream,
    text: &str,
) -> TokenStream {
    let site = Span::mixed_site();
    let Declaration { attrs, vis, name, .. } = declaration;
    let docs = docs(declaration);
    let key_docs = key_docs(name);
    let shared: Vec<TokenStream> = attrs.iter().filter_map(shared).collect();
    let core = quote_spanned!(site=> #crate_path::__private::core);
    quote_spanned! {site=>
        #(#attrs)*
        #docs
        #vis static #name: #pool<#name> = #made;

        #(#shared)*
        #key_docs
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
            fn fmt(&self, __f: &mut #core::fmt::Formatter<'_>) -> #core::fmt::Result {
                __f.write_str(#text)
            }
        }
    }
}

/// Writes the impl of `Pool` for the key. Its methods call those of the reference to the static.
///
/// A blanket impl in `syncpool` would be shorter. But then rustc would explain a missing `Pool` by
/// the bounds of that impl, which name hidden traits.
pub(super) fn handle(
    crate_path: &TokenStream,
    private: &TokenStream,
    Declaration { name, ty, .. }: &Declaration,
) -> TokenStream {
    let site = Span::mixed_site();
    let pool = quote_spanned!(site=> #crate_path::Pool);
    let item = located_at(quote_spanned!(site=> type Item =), ends(&ty.to_token_stream()).0);
    let boxed = quote_spanned!(site=> #private::alloc::boxed::Box<Self::Item>);
    let option = quote_spanned!(site=> #private::core::option::Option);
    quote_spanned! {site=>
        impl #pool for #name {
            #item #ty;

            #[inline]
            fn take(&self) -> #boxed {
                #pool::take(&&#name)
            }

            #[inline]
            fn try_take(&self) -> #option<#boxed> {
                #pool::try_take(&&#name)
            }

            #[inline]
            fn put(&self, __object: #boxed) -> #option<#boxed> {
                #pool::put(&&#name, __object)
            }

            #[inline]
            fn give_back(&self, __object: #boxed) {
                #pool::give_back(&&#name, __object);
            }

            fn discard(&self, __object: #boxed) {
                #pool::discard(&&#name, __object);
            }

            fn discard_unwinding(&self, __object: #boxed) {
                #pool::discard_unwinding(&&#name, __object);
            }
        }
    }
}

/// Writes the constant that checks the length of an adaptive pool's intervals, which is that of `adaptive`, an
/// `Option<Duration>`.
pub(super) fn check_interval(
    private: &TokenStream,
    declaration: &Declaration,
    adaptive: &TokenStream,
) -> Option<TokenStream> {
    let retain = declaration.retain().filter(|_| !declaration.is_broken);
    let Some(Retain::Adaptive(Some(interval))) = retain else { return None };
    let ends = ends(&interval.to_token_stream());
    Some(check(declaration, &checked(private, "interval", adaptive.clone(), ends)))
}

/// Writes a constant of its own that makes a check. An error in a constant that is used would be reported at
/// each use of it.
pub(super) fn check(declaration: &Declaration, check: &TokenStream) -> TokenStream {
    let shared = declaration.attrs.iter().filter_map(shared);
    quote_spanned!(Span::mixed_site()=> #(#shared)* const _: () = #check;)
}

/// Writes the items that only an adaptive pool has: `ADAPTIVE`, which is the length of its intervals, and
/// `footprint`. With the option `reset`, the objects need not be `Poolable`, and there is no `footprint`.
fn adaptive(
    crate_path: &TokenStream,
    private: &TokenStream,
    declaration: &Declaration,
    retain: Option<Retain<'_>>,
) -> [TokenStream; 2] {
    let site = Span::mixed_site();
    let Some(Retain::Adaptive(interval)) = retain else { return Default::default() };
    let duration = quote_spanned!(site=> #private::core::time::Duration);
    let interval = interval_or_default(private, interval);
    let adaptive = quote_spanned! {site=>
        const ADAPTIVE: #private::core::option::Option<#duration> =
            #private::core::option::Option::Some(#interval);
    };
    let ty = &declaration.ty;
    let footprint = declaration.option("reset").is_none().then(|| {
        quote_spanned! {site=>
            #[inline]
            fn footprint(__object: &Self::Item) -> #crate_path::Footprint {
                <#ty as #crate_path::Poolable>::footprint(__object)
            }
        }
    });
    [adaptive, footprint.unwrap_or_default()]
}

/// The length of an adaptive pool's intervals.
pub(super) fn interval_or_default(private: &TokenStream, interval: Option<&Expr>) -> TokenStream {
    match interval {
        Some(interval) => interval.to_token_stream(),
        None => quote_spanned!(Span::mixed_site()=> #private::DEFAULT_INTERVAL),
    }
}

/// Writes the call that checks the size.
pub(super) fn capacity(private: &TokenStream, declaration: &Declaration) -> TokenStream {
    match &declaration.size {
        Some(size) if !declaration.is_broken => {
            let size = size.to_token_stream();
            let ends = ends(&size);
            checked(private, "capacity", size, ends)
        }
        _ => quote!(1),
    }
}

/// Writes the call `(function)(value)` of a constant function that panics if the value is wrong. rustc
/// reports the panic at the span of the call. The call's brackets are at the first and the last token
/// of what the user wrote, so rustc underlines all of it.
pub(super) fn checked(
    private: &TokenStream,
    function: &str,
    value: TokenStream,
    (first, last): (Span, Span),
) -> TokenStream {
    let site = Span::mixed_site();
    let function = Ident::new(function, site);
    let function = quote_spanned!(site=> #private::#function);
    let mut function = Group::new(Delimiter::Parenthesis, located_at(function, first));
    function.set_span(first);
    let mut argument = Group::new(Delimiter::Parenthesis, value);
    argument.set_span(last);
    quote!(#function #argument)
}

/// Returns the spans of the first and the last token.
pub(super) fn ends(tokens: &TokenStream) -> (Span, Span) {
    let span = |token: Option<TokenTree>| token.map_or_else(Span::mixed_site, |token| token.span());
    let mut tokens = tokens.clone().into_iter();
    let first = span(tokens.next());
    (first, tokens.last().map_or(first, |token| token.span()))
}

/// Writes the bodies of `init`, `reset` and `is_reusable`.
pub(super) fn functions(
    crate_path: &TokenStream,
    private: &TokenStream,
    declaration: &Declaration,
) -> [TokenStream; 3] {
    let site = Span::mixed_site();
    let ty = &declaration.ty;
    if declaration.is_broken {
        return [quote!(loop {}), quote!(), quote!(true)];
    }
    // The calls have the spans of the user's functions, where rustc is to report a wrong signature.
    let call = |helper: TokenStream, function: &Expr| {
        let function = function.to_token_stream();
        let helper = quote_spanned!(site=> #private::#helper::<Self::Item>);
        (located_at(helper, ends(&function).0), function)
    };
    let init = if let Some(init) = declaration.option("init") {
        let (helper, init) = call(quote_spanned!(site=> init), init);
        quote_spanned!(site=> #helper(#init))
    } else if let Some(init) = declaration.option("init_boxed") {
        let (helper, init) = call(quote_spanned!(site=> init_boxed), init);
        quote_spanned!(site=> #helper(#init))
    } else {
        quote_spanned!(site=> #private::init_default::<#ty>())
    };
    let poolable = quote_spanned!(site=> #crate_path::Poolable);
    let (reset, by_trait) = match declaration.option("reset") {
        Some(reset) => {
            let (helper, reset) = call(quote_spanned!(site=> reset_with), reset);
            (quote_spanned!(site=> #helper(__object, #reset);), None)
        }
        None => (
            quote_spanned!(site=> <#ty as #poolable>::reset(__object);),
            Some(quote_spanned!(site=> <#ty as #poolable>::is_reusable(__object))),
        ),
    };
    let limit = declaration.option("max_capacity").map(|max| {
        let limit_capacity = quote_spanned!(site=> #crate_path::LimitCapacity);
        quote_spanned!(site=> <#ty as #limit_capacity>::limit_capacity(__object, #max);)
    });
    let by_function = declaration.option("reusable").map(|reusable| {
        let (helper, reusable) = call(quote_spanned!(site=> reusable_with), reusable);
        quote_spanned!(site=> #helper(__object, #reusable))
    });
    let is_reusable = match (by_trait, by_function) {
        (Some(by_trait), Some(by_function)) => quote_spanned!(site=> #by_trait && #by_function),
        (one, other) => one.or(other).unwrap_or_else(|| quote!(true)),
    };
    [init, quote!(#reset #limit), is_reusable]
}

/// Moves tokens to another place in the source. Their names resolve as before.
pub(super) fn located_at(tokens: TokenStream, place: Span) -> TokenStream {
    let located = |mut token: TokenTree| {
        token.set_span(place.resolved_at(token.span()));
        token
    };
    tokens.into_iter().map(located).collect()
}
