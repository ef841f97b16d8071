//! Writes the code of a pool.
//!
//! Two items have the pool's name: the static, and the key, a struct without fields. The types of
//! the pool's guards and of its thread-local name the key. The two names do not clash: the static
//! is in the namespace of values, where a struct with braces has no name. One `use` imports both.
//!
//! Every path starts with the crate path from `pool!`, so the code does not depend on the names in scope, and
//! is short, which saves compile time. Local variables have the span `mixed_site`, so the user's expressions
//! cannot name them. `unsafe` has this span, too. rustc does not apply the lint `unsafe_code` to the tokens
//! of a foreign macro, so a crate that forbids unsafe code can declare pools.
//!
//! The `unsafe impl` is sound: `pool` returns the static of the same expansion, which is the only pool with
//! this key, and the thread-local is declared inside of `local`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;
use syn::ext::IdentExt;

use super::attrs::{docs, key_docs, shared};
use super::checks::{check_capacity, check_interval};
use super::spans::{ends, located_at};
use super::{Declaration, Retain};

pub(super) fn pool(crate_path: &TokenStream, declaration: &Declaration) -> TokenStream {
    let name = &declaration.name;
    let private = quote_spanned!(Span::mixed_site()=> #crate_path::__private);
    let this = quote_spanned!(Span::mixed_site()=> <#name as #private::Declaration>);
    let n = quote_spanned!(Span::mixed_site()=> #this::N);
    let adaptive = quote_spanned!(Span::mixed_site()=> #this::ADAPTIVE);
    let capacity = check_capacity(&private, declaration, &n);
    let interval = check_interval(&private, declaration, &adaptive);
    let pool = without_sizes(crate_path, declaration, &name.unraw().to_string());
    quote!(#pool #capacity #interval)
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
    // At the user's type, where rustc reports that it is not `Send`.
    let holds = quote_spanned!(site=> #crate_path::StaticPool::<Self>::holds);
    let holds = located_at(holds, ends(&ty.to_token_stream()).0);
    // SAFETY: `HOLDS` is made by `holds`. `pool` names one static and `local` one thread-local. Both are made by
    // this declaration, so no other implementation has them.
    let implement = quote_spanned!(site=> unsafe impl);
    // At the pool's name, so that rustc reports a wrong type once, here and in the impl of `Pool`.
    let implement = located_at(implement, name.span());
    let size = size(declaration);
    let [init, reset, is_reusable] = functions(crate_path, &private, declaration);
    let capacity = quote_spanned!(site=> <Self as #private::Declaration>::CAPACITY);
    let storage = quote_spanned!(site=> #private::Storage<
        { #private::blocks_for(#capacity) },
        { #private::summaries_for(#capacity) },
    >);
    let retain = declaration.retain().filter(|_| !declaration.is_broken);
    let storage = match retain {
        Some(Retain::Adaptive(_)) => quote_spanned!(site=> #private::Adaptive<#storage>),
        None => storage,
    };
    let adaptive = retain.map(|retain| adaptive(crate_path, &private, declaration, &retain));
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
        #implement #private::Declaration for #name {
            type Storage = #storage;
            const HOLDS: #private::Holds<#ty> = #holds::<#ty>();
            const N: #private::usize = #size;
            const NAME: &'static #private::str = #text;
            const HANDLE: Self = Self {};

            #[inline(always)]
            fn pool() -> &'static #crate_path::StaticPool<Self> {
                &#name
            }

            #[inline(always)]
            fn local() -> &'static #private::LocalKey<#private::Local> {
                #private::thread_local! {
                    static __LOCAL: #private::Local = const { #private::Local::new() };
                }
                &__LOCAL
            }

            #[inline]
            fn init() -> #private::Box<#ty> {
                #init
            }

            #[inline]
            fn reset(__object: &mut #ty) {
                #reset
            }

            #[inline]
            #[allow(unused_variables)]
            fn is_reusable(__object: &#ty) -> #private::bool {
                #is_reusable
            }

            #adaptive
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
    let private = quote_spanned!(site=> #crate_path::__private);
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
        impl #private::Clone for #name {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }

        #(#shared)*
        #[automatically_derived]
        impl #private::Copy for #name {}

        #(#shared)*
        #[automatically_derived]
        impl #private::Default for #name {
            #[inline]
            fn default() -> Self {
                Self {}
            }
        }

        #(#shared)*
        #[automatically_derived]
        impl #private::Debug for #name {
            #[inline]
            fn fmt(&self, __f: &mut #private::Formatter<'_>) -> #private::Result {
                __f.write_str(#text)
            }
        }
    }
}

/// Writes the impl of `Pool` for the key. Its methods call those of the static, or of the reference to it.
///
/// A blanket impl in `syncpool` would be shorter. But then rustc would explain a missing `Pool` by
/// the bounds of that impl, which name hidden traits.
pub(super) fn handle(
    crate_path: &TokenStream,
    private: &TokenStream,
    declaration: &Declaration,
) -> TokenStream {
    let Declaration { name, ty, .. } = declaration;
    let site = Span::mixed_site();
    let pool = quote_spanned!(site=> #crate_path::Pool);
    let boxed = quote_spanned!(site=> #private::Box<#ty>);
    // At the user's type, where rustc reports that it is private.
    let item = located_at(quote_spanned!(site=> type Item =), ends(&ty.to_token_stream()).0);
    // At the pool's name, after which rustc suggests a generic parameter if the type is one of the function
    // around the pool. The error for a pool with such a parameter tells what to do.
    let implement = located_at(quote_spanned!(site=> impl), name.span());
    // Other pools take any object.
    let take_like = declaration.option("sizes").map(|_| {
        quote_spanned! {site=>
            fn take_like(&self, __object: &#ty) -> #boxed {
                #pool::take_like(&&#name, __object)
            }
        }
    });
    quote_spanned! {site=>
        #implement #pool for #name {
            #item #ty;

            #[inline]
            fn take(&self) -> #boxed {
                #pool::take(&&#name)
            }

            #[inline]
            fn try_take(&self) -> #private::Option<#boxed> {
                #pool::try_take(&&#name)
            }

            #take_like

            #[inline]
            fn put(&self, __object: #boxed) -> #private::Option<#boxed> {
                #pool::put(&&#name, __object)
            }

            #[inline]
            fn give_back(&self, __object: #boxed) {
                #pool::give_back(&&#name, __object);
            }

            #[inline]
            fn discard(&self, __object: #boxed) {
                #pool::discard(&&#name, __object);
            }

            #[inline]
            fn discard_unwinding(&self, __object: #boxed) {
                #pool::discard_unwinding(&&#name, __object);
            }
        }
    }
}

/// Writes the items that only an adaptive pool has: `ADAPTIVE`, which is the length of its intervals, and
/// `footprint`. With the option `reset`, the objects need not be `Poolable`, and there is no `footprint`.
fn adaptive(
    crate_path: &TokenStream,
    private: &TokenStream,
    declaration: &Declaration,
    Retain::Adaptive(interval): &Retain<'_>,
) -> TokenStream {
    let site = Span::mixed_site();
    let interval = interval_or_default(private, *interval);
    let ty = &declaration.ty;
    let footprint = declaration.option("reset").is_none().then(|| {
        quote_spanned! {site=>
            #[inline]
            fn footprint(__object: &#ty) -> #crate_path::Footprint {
                <#ty as #crate_path::Poolable>::footprint(__object)
            }
        }
    });
    quote_spanned! {site=>
        const ADAPTIVE: #private::Option<#private::Duration> = #private::Option::Some(#interval);

        #footprint
    }
}

/// The length of an adaptive pool's intervals.
pub(super) fn interval_or_default(private: &TokenStream, interval: Option<&Expr>) -> TokenStream {
    match interval {
        Some(interval) => interval.to_token_stream(),
        None => quote_spanned!(Span::mixed_site()=> #private::DEFAULT_INTERVAL),
    }
}

/// The capacity as the user wrote it. A broken declaration has a capacity of 1.
pub(super) fn size(declaration: &Declaration) -> TokenStream {
    let size = declaration.size.as_ref().filter(|_| !declaration.is_broken);
    size.map_or(quote!(1), ToTokens::to_token_stream)
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
        let helper = located_at(quote_spanned!(site=> #private::#helper), ends(&function).0);
        (quote_spanned!(site=> #helper::<#ty>), function)
    };
    let init = ["init", "init_boxed"]
        .into_iter()
        .find_map(|name| Some((Ident::new(name, site), declaration.option(name)?)));
    let init = match init {
        Some((helper, init)) => {
            let (helper, function) = call(helper.into_token_stream(), init);
            // For a closure in a constant, rustc explains that a local variable is not constant. Otherwise, it
            // would suggest to write a closure.
            let function = match init {
                Expr::Closure(_) => {
                    quote_spanned!(site=> const { #function })
                }
                _ => function,
            };
            quote_spanned!(site=> #helper(#function))
        }
        None => quote_spanned!(site=> <#ty as #private::HasDefault>::boxed_default()),
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
