//! Writes the code of a pool with sizes: a static pool for each size, and the key of them all.
//!
//! The pools of the sizes are declared in the block of a constant, so their names are known nowhere else. They
//! take the user's numbers and functions from the key's impl of `SizedDeclaration`. So a mistake in one of them
//! is one error, not one for each size.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Expr, ExprArray, Ident, Type, Visibility};

use super::attrs::shared;
use super::spans::{ends, located_at};
use super::{Declaration, PoolOption, Retain, render};
use super::{checks, expand};

/// The value of `sizes` as the user wrote it, if it is a list.
pub(super) fn list(value: &Expr) -> Option<&ExprArray> {
    match value {
        // An expression that a macro of the user passes on can be in an invisible group.
        Expr::Group(group) => list(&group.expr),
        Expr::Array(array) => Some(array),
        _ => None,
    }
}

pub(super) fn pool(crate_path: &TokenStream, declaration: &Declaration) -> TokenStream {
    let site = Span::mixed_site();
    let Declaration { attrs, name, ty, .. } = declaration;
    let shared: Vec<TokenStream> = attrs.iter().filter_map(shared).collect();
    let private = quote_spanned!(site=> #crate_path::__private);
    let text = name.unraw().to_string();
    let sized = quote_spanned!(site=> #private::SizedDeclaration);
    let this = quote_spanned!(site=> <#name as #sized>);
    // A broken declaration has one size, whatever the user wrote.
    let written = declaration.option("sizes").and_then(list).filter(|_| !declaration.is_broken);
    let one = ["1".to_owned()];
    let labels: Vec<String> = match written {
        Some(list) => list.elems.iter().map(|size| render::expr(size.to_token_stream())).collect(),
        None => one.into(),
    };
    let sizes = written.map_or_else(|| quote!([1]), ToTokens::to_token_stream);
    let retain = declaration.retain().filter(|_| !declaration.is_broken);
    let is_adaptive = retain.is_some();
    let classes: Vec<Ident> =
        (0..labels.len()).map(|index| format_ident!("__CLASS{index}", span = site)).collect();
    let pools = classes.iter().zip(&labels).enumerate().map(|(index, (class, label))| {
        let class = class_declaration(&this, class, ty, index, is_adaptive);
        expand::without_sizes(crate_path, &class, &format!("{text}[{label}]"))
    });
    let indices = 0_usize..;
    let [most @ .., last] = &*classes else { return TokenStream::new() };

    let pool = quote_spanned!(site=> #crate_path::StaticSizedPool);
    let made = quote_spanned!(site=> #private::static_sized_pool());
    let key = expand::key(crate_path, declaration, &pool, &made, &text);
    let handle = expand::handle(crate_path, &private, declaration);
    let implement = located_at(quote_spanned!(site=> impl), name.span());
    let object = quote_spanned!(site=> type Object =);
    let object = located_at(object, ends(&ty.to_token_stream()).0);
    let capacity = expand::size(declaration);
    let [_, reset, is_reusable] = expand::functions(crate_path, &private, declaration);
    let max_bytes = declaration.option("max_bytes").filter(|_| !declaration.is_broken);
    let limit =
        max_bytes.map(|max| quote_spanned!(site=> const MAX_BYTES: #private::usize = #max;));
    let interval = retain.map(|Retain::Adaptive(interval)| {
        let interval = expand::interval_or_default(&private, interval);
        quote_spanned!(site=> const INTERVAL: #private::Duration = #interval;)
    });
    let checks = checks(&private, declaration, &this, written, max_bytes);
    quote_spanned! {site=>
        #key
        #checks

        #(#shared)*
        #[automatically_derived]
        #[allow(deprecated)]
        #handle

        #(#shared)*
        #[allow(deprecated)]
        const _: () = {
            #(#pools)*

            #[automatically_derived]
            #[doc(hidden)]
            #implement #sized for #name {
                #object #ty;
                const SIZES: &'static [#private::usize] = &#sizes;
                const CAPACITY: #private::usize = #capacity;
                const NAME: &'static #private::str = #text;
                const HANDLE: Self = Self {};
                #limit
                #interval

                #[inline(always)]
                fn visit<__V: #private::ClassVisitor<Self::Object>>(
                    __class: #private::usize,
                    __visitor: __V,
                ) -> __V::Output {
                    match __class {
                        #(#indices => __visitor.visit(#most {}),)*
                        _ => __visitor.visit(#last {}),
                    }
                }

                #[inline]
                fn reset(__object: &mut Self::Object) {
                    #reset
                }

                #[inline]
                #[allow(unused_variables)]
                fn is_reusable(__object: &Self::Object) -> #private::bool {
                    #is_reusable
                }
            }
        };
    }
}

/// The declaration of the pool of one size. That pool neither clears objects nor judges them. Its type is the
/// user's own, so that rustc reports a missing bound there, once.
fn class_declaration(
    this: &TokenStream,
    class: &Ident,
    ty: &Type,
    index: usize,
    is_adaptive: bool,
) -> Declaration {
    let site = Span::mixed_site();
    let option = |name: &str, value: TokenStream| PoolOption {
        name: Ident::new(name, site),
        value: Expr::Verbatim(value),
    };
    let mut options = vec![
        option("init_boxed", quote_spanned!(site=> || #this::make(#index))),
        option("reset", quote_spanned!(site=> |_| {})),
    ];
    if is_adaptive {
        let interval = quote_spanned!(site=> adaptive(#this::INTERVAL));
        let value = syn::parse2(interval).expect("it is an expression");
        options.push(PoolOption { name: Ident::new("retain", site), value });
    }
    Declaration {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        name: class.clone(),
        ty: ty.clone(),
        size: Some(Expr::Verbatim(quote_spanned!(site=> #this::CAPACITY))),
        options,
        is_broken: false,
    }
}

/// Writes the constants that check the user's numbers.
fn checks(
    private: &TokenStream,
    declaration: &Declaration,
    this: &TokenStream,
    sizes: Option<&ExprArray>,
    max_bytes: Option<&Expr>,
) -> TokenStream {
    let site = Span::mixed_site();
    let check = |function: &str, value: TokenStream, written: TokenStream| {
        let ends = ends(&written);
        checks::check(declaration, &checks::checked(private, function, value, ends))
    };
    let capacity = quote_spanned!(site=> #this::CAPACITY);
    let capacity = checks::check_capacity(private, declaration, &capacity);
    let sizes = sizes.map(|sizes| {
        check("check_sizes", quote_spanned!(site=> #this::SIZES), sizes.to_token_stream())
    });
    let max_bytes = max_bytes.map(|max| {
        check("check_max_bytes", quote_spanned!(site=> #this::MAX_BYTES), max.to_token_stream())
    });
    let adaptive = quote_spanned!(site=> #private::Option::Some(#this::INTERVAL));
    let interval = checks::check_interval(private, declaration, &adaptive);
    quote!(#capacity #sizes #max_bytes #interval)
}
