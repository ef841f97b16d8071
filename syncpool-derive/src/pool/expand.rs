//! Prints a pool.
//!
//! The name becomes two things: the static, and a type without content, the key, by which the
//! pool's guards and its thread-local are known. A struct with braces has no name among the
//! values, where the static's is, so both can be called the same and one `use` imports both.
//!
//! Every path starts at the crate path that `pool!` hands over, so that nothing depends on what is
//! in scope. Locals are at `mixed_site`, where the expressions that the user wrote can't see them.
//! So is `unsafe`: rustc does not apply the lint `unsafe_code` to the tokens of a foreign macro, so
//! a crate that forbids unsafe code can declare pools.
//!
//! The `unsafe impl` is sound: `pool` returns the static of the same expansion, and the thread-local
//! is declared inside of `local`.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;
use syn::ext::IdentExt;

use super::attrs::{docs, shared};
use super::{Declaration, Retain};

pub(super) fn pool(crate_path: &TokenStream, declaration: &Declaration) -> TokenStream {
    let site = Span::mixed_site();
    let Declaration { attrs, vis, name, ty, .. } = declaration;
    let docs = docs(declaration);
    let shared: Vec<TokenStream> = attrs.iter().filter_map(shared).collect();
    let private = quote_spanned!(site=> #crate_path::__private);
    let core = quote_spanned!(site=> #private::core);
    let text = name.unraw().to_string();
    // At the type, where an error about it belongs.
    let item = located_at(quote_spanned!(site=> type Object =), ends(&ty.to_token_stream()).0);
    let item = quote!(#item #ty;);
    let capacity = capacity(&private, declaration);
    let [init, reset, is_reusable] = functions(crate_path, &private, declaration);
    let storage = quote_spanned! {site=>
        #private::Storage<
            { #private::blocks_for(<Self as #private::Declaration>::CAPACITY) },
            { #private::groups_for(<Self as #private::Declaration>::CAPACITY) },
        >
    };
    let retain = declaration.retain().filter(|_| !declaration.is_broken);
    let storage = match retain {
        Some(Retain::Adaptive(_)) => quote_spanned!(site=> #private::Adaptive<#storage>),
        None => storage,
    };
    let [adaptive, footprint] = adaptive(crate_path, &private, declaration, retain);
    let handle = handle(crate_path, &private, declaration);
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
            fn fmt(&self, __f: &mut #core::fmt::Formatter<'_>) -> #core::fmt::Result {
                __f.write_str(#text)
            }
        }

        #(#shared)*
        #[automatically_derived]
        #[allow(deprecated)]
        #handle

        #(#shared)*
        #[automatically_derived]
        #[allow(deprecated)]
        unsafe impl #private::Declaration for #name {
            #item
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

            fn init() -> #private::std::boxed::Box<Self::Item> {
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

/// The impl of `Pool` for the key: each method calls the one of the reference to the static.
///
/// A blanket impl in `syncpool` would be shorter. But then rustc would explain a missing `Pool` by
/// the bounds of that impl, which name hidden traits.
fn handle(
    crate_path: &TokenStream,
    private: &TokenStream,
    Declaration { name, .. }: &Declaration,
) -> TokenStream {
    let site = Span::mixed_site();
    let pool = quote_spanned!(site=> #crate_path::Pool);
    let boxed = quote_spanned!(site=> #private::std::boxed::Box<Self::Item>);
    let option = quote_spanned!(site=> #private::core::option::Option);
    quote_spanned! {site=>
        impl #pool for #name {
            type Item = <Self as #private::Declaration>::Object;

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
        }
    }
}

/// What an adaptive pool has beside: the length of its intervals, and `footprint`, unless the
/// objects' type need not be `Poolable`.
fn adaptive(
    crate_path: &TokenStream,
    private: &TokenStream,
    declaration: &Declaration,
    retain: Option<Retain<'_>>,
) -> [TokenStream; 2] {
    let site = Span::mixed_site();
    let Some(Retain::Adaptive(interval)) = retain else { return [quote!(), quote!()] };
    let duration = quote_spanned!(site=> #private::core::time::Duration);
    let interval = match interval {
        Some(interval) => interval.to_token_stream(),
        None => quote_spanned!(site=> #private::DEFAULT_INTERVAL),
    };
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

/// The call that checks the size, `(capacity)(size)`. It is where it panics, so its brackets are at
/// the first and the last token of the size, and the whole size is underlined.
fn capacity(private: &TokenStream, declaration: &Declaration) -> TokenStream {
    let size = match &declaration.size {
        Some(size) if !declaration.is_broken => size.to_token_stream(),
        _ => return quote!(1),
    };
    let (first, last) = ends(&size);
    let function = quote_spanned!(Span::mixed_site()=> #private::capacity);
    let mut function = Group::new(Delimiter::Parenthesis, located_at(function, first));
    function.set_span(first);
    let mut argument = Group::new(Delimiter::Parenthesis, size);
    argument.set_span(last);
    quote!(#function #argument)
}

/// Where tokens begin and end.
fn ends(tokens: &TokenStream) -> (Span, Span) {
    let span = |token: Option<TokenTree>| token.map_or_else(Span::mixed_site, |token| token.span());
    let mut tokens = tokens.clone().into_iter();
    let first = span(tokens.next());
    (first, tokens.last().map_or(first, |token| token.span()))
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
    // The calls are where the user's functions are: there rustc explains what it expects of them.
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
    let (reset, is_reusable) = match declaration.option("reset") {
        Some(reset) => {
            let (helper, reset) = call(quote_spanned!(site=> reset_with), reset);
            (quote_spanned!(site=> #helper(__object, #reset);), quote!(true))
        }
        None => (
            quote_spanned!(site=> <#ty as #poolable>::reset(__object);),
            quote_spanned!(site=> <#ty as #poolable>::is_reusable(__object)),
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
