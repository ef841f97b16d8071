//! Prints the impl, for an input that is known to be valid.
//!
//! Every name of ours is a full path, and every local (`self` too) is at `mixed_site`, where the
//! expressions that the user wrote can't see it. The types of fields keep the user's spans and
//! stand in front of the calls, so that a missing impl is an error at the type.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{DeriveInput, Member, WhereClause};

use super::ast::{Data, Field, Input, Reset, Variant, default_variant};
use super::bound;
use super::paths::Paths;

/// Writes the impl of a valid input.
pub(super) fn whole(input: &Input<'_>) -> TokenStream {
    let paths = Paths::new(input.crate_path());
    let predicates = match input.bound() {
        Some(bound) => bound.iter().map(ToTokens::to_token_stream).collect(),
        None => bound::infer(input, &paths),
    };
    let reset = reset(input, &paths);
    let questions = questions(input, &paths);
    let body = quote_spanned! {Span::mixed_site()=>
        #[inline]
        fn reset(&mut self) {
            #reset
        }
        #questions
    };
    implement(input, &paths, &predicates, &body)
}

/// Writes the impl of an input that has mistakes. Its `reset` does nothing.
pub(super) fn empty(input: &Input<'_>) -> TokenStream {
    let reset = quote_spanned!(Span::mixed_site()=> fn reset(&mut self) {});
    implement(input, &Paths::new(input.crate_path()), &[], &reset)
}

/// Writes the impl whose `where` clause has the user's own predicates and `predicates`, and whose
/// items are `body`.
fn implement(
    input: &Input<'_>,
    Paths { poolable, .. }: &Paths,
    predicates: &[TokenStream],
    body: &TokenStream,
) -> TokenStream {
    let DeriveInput { ident, generics, .. } = input.original;
    let (parameters, arguments, clause) = generics.split_for_impl();
    let own = clause.iter().flat_map(|clause: &&WhereClause| &clause.predicates);
    let mut all = own.map(ToTokens::to_token_stream).chain(predicates.iter().cloned()).peekable();
    let clause = all.peek().is_some().then(|| quote!(where));
    quote_spanned! {Span::mixed_site()=>
        #[automatically_derived]
        #[allow(deprecated)]
        impl #parameters #poolable for #ident #arguments #clause #(#all,)* {
            #body
        }
    }
}

fn reset(input: &Input<'_>, paths: &Paths) -> TokenStream {
    let site = Span::mixed_site();
    let variants = match &input.data {
        Data::Struct(fields) => {
            let resets = fields.iter().map(|field| {
                let member = &field.member;
                reset_field(field, &quote_spanned!(site=> self.#member), true, paths)
            });
            return quote!(#(#resets)*);
        }
        Data::Enum(variants) => variants,
        Data::Union(_) => return TokenStream::new(),
    };
    let Some(default) = default_variant(variants) else {
        return quote_spanned!(site=> match *self {});
    };
    let touched = |field: &&Field<'_>| !matches!(field.reset(), Reset::Skip);
    let pattern = pattern(default, touched);
    let resets = default
        .fields
        .iter()
        .map(|field| reset_field(field, &binding(field).into_token_stream(), false, paths));
    let others = input.makes_fields().then(|| {
        let name = &default.original.ident;
        let fields = default.fields.iter().map(|field| make_field(field, paths));
        quote_spanned!(site=> _ => *self = Self::#name { #(#fields),* })
    });
    quote_spanned! {site=>
        match self {
            #pattern => { #(#resets)* }
            #others
        }
    }
}

/// A statement that resets one field. `place` is the field itself, or a reference to it.
fn reset_field(
    field: &Field<'_>,
    place: &TokenStream,
    is_itself: bool,
    Paths { private, poolable, limit_capacity, wipe, default, .. }: &Paths,
) -> TokenStream {
    let site = Span::mixed_site();
    let ty = field.ty;
    let (reference, target) = match is_itself {
        true => (quote_spanned!(site=> &mut #place), place.clone()),
        false => (place.clone(), quote_spanned!(site=> *#place)),
    };
    let reset = match field.reset() {
        Reset::Clear => quote_spanned!(site=> <#ty as #poolable>::reset(#reference);),
        Reset::Skip => TokenStream::new(),
        Reset::Zeroize => quote_spanned!(site=> <#ty as #wipe>::wipe(#reference);),
        Reset::Default => quote_spanned!(site=> #target = <#ty as #default>::default();),
        Reset::Value(value) => {
            quote_spanned!(site=> #target = #private::value::<#ty>(|| #value);)
        }
        Reset::With(function) => {
            quote_spanned!(site=> #private::reset_with::<#ty>(#reference, #function);)
        }
    };
    let limit = field.max_capacity().map(
        |max| quote_spanned!(site=> <#ty as #limit_capacity>::limit_capacity(#reference, #max);),
    );
    quote!(#reset #limit)
}

/// `field: <its value when the variant is made anew>`.
fn make_field(field: &Field<'_>, Paths { private, default, .. }: &Paths) -> TokenStream {
    let site = Span::mixed_site();
    let Field { member, ty, .. } = field;
    match field.reset() {
        Reset::Clear | Reset::Skip | Reset::Default | Reset::Zeroize => {
            quote_spanned!(site=> #member: <#ty as #default>::default())
        }
        Reset::Value(value) => quote_spanned!(site=> #member: #private::value::<#ty>(|| #value)),
        Reset::With(function) => {
            quote_spanned!(site=> #member: #private::default_with::<#ty>(#function))
        }
    }
}

/// The fields that are reset by their own `Poolable`: what it says of them goes for the whole.
fn asked(field: &&Field<'_>) -> bool {
    matches!(field.reset(), Reset::Clear)
}

/// `fn is_reusable` and `fn footprint`, unless the trait's own say the same.
fn questions(input: &Input<'_>, paths: &Paths) -> Option<TokenStream> {
    let site = Span::mixed_site();
    let Paths { private, poolable, footprint, .. } = paths;
    let fields: Vec<&Field<'_>> = input.kept_fields().iter().filter(asked).collect();
    if fields.is_empty() {
        return None;
    }
    let types: Vec<_> = fields.iter().map(|field| field.ty).collect();
    let answers = |places: Vec<TokenStream>| {
        [
            quote_spanned!(site=> #(<#types as #poolable>::is_reusable(#places))&&*),
            quote_spanned!(site=> #(<#types as #poolable>::footprint(#places))+*),
        ]
    };
    let [is_reusable, sum] = match &input.data {
        Data::Enum(variants) => {
            let pattern = pattern(default_variant(variants)?, asked);
            let places = fields.iter().map(|field| binding(field).into_token_stream());
            let [is_reusable, sum] = answers(places.collect());
            let others = |answer: TokenStream| {
                input.makes_fields().then(|| quote_spanned!(site=> _ => #answer))
            };
            let [fit, nothing] = [
                others(quote!(true)),
                others(
                    quote_spanned!(site=> <#footprint as #private::core::default::Default>::default()),
                ),
            ];
            [
                quote_spanned!(site=> match self { #pattern => #is_reusable, #fit }),
                quote_spanned!(site=> match self { #pattern => #sum, #nothing }),
            ]
        }
        _ => {
            let place = |field: &&Field<'_>| {
                let member = &field.member;
                quote_spanned!(site=> &self.#member)
            };
            answers(fields.iter().map(place).collect())
        }
    };
    Some(quote_spanned! {site=>
        #[inline]
        fn is_reusable(&self) -> #private::core::primitive::bool {
            #is_reusable
        }

        #[inline]
        fn footprint(&self) -> #footprint {
            #sum
        }
    })
}

/// `Self::Variant { field: binding, .. }` with the fields that are wanted.
fn pattern(variant: &Variant<'_>, wanted: impl Fn(&&Field<'_>) -> bool) -> TokenStream {
    let site = Span::mixed_site();
    let fields: Vec<&Field<'_>> = variant.fields.iter().filter(wanted).collect();
    let members = fields.iter().map(|field| &field.member);
    let bindings = fields.iter().map(|field| binding(field));
    let name = &variant.original.ident;
    let rest = (fields.len() < variant.fields.len()).then(|| quote_spanned!(site=> ..));
    quote_spanned!(site=> Self::#name { #(#members: #bindings,)* #rest })
}

/// The local that refers to a field of a variant.
fn binding(field: &Field<'_>) -> Ident {
    match &field.member {
        Member::Named(name) => format_ident!("__{name}", span = Span::mixed_site()),
        Member::Unnamed(index) => format_ident!("__{}", index.index, span = Span::mixed_site()),
    }
}
