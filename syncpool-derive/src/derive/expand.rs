//! Writes the impl of a valid input.
//!
//! Every item is named by its full path. Local variables and `self` have the span `mixed_site`, so
//! the user's expressions cannot name them. The types of fields keep the user's spans and are
//! written in front of the calls (`<Type as Poolable>::reset`), so rustc reports a missing impl at
//! the type. A method that the user asks for by name (`clear`) has the span of that name.

use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote, quote_spanned};
use syn::{Expr, WhereClause};

use super::ast::{Data, Field, Input, Reset, Variant, default_variant};
use super::paths::Paths;
use super::tokens::{Calls, Tokens, assign_primitive, binding, group};
use super::{answers, bound};

/// Writes the impl of a valid input.
pub(super) fn full_impl(input: &Input) -> TokenStream {
    let paths = Paths::new(input.crate_path());
    let predicates = match input.bound() {
        Some(bound) => bound.iter().map(ToTokens::to_token_stream).collect(),
        None => bound::infer(input, &paths),
    };
    let mut methods = Tokens::default();
    methods.method("reset", None, reset(input, &paths), paths.site);
    answers::write(input, &paths, &mut methods);
    impl_with(input, &paths, &predicates, methods)
}

/// Writes the impl of an input that has mistakes. Its `reset` does nothing.
pub(super) fn empty_impl(input: &Input) -> TokenStream {
    let paths = Paths::new(input.crate_path());
    let mut methods = Tokens::default();
    methods.method("reset", None, Tokens::default(), paths.site);
    impl_with(input, &paths, &[], methods)
}

/// Writes the impl whose `where` clause has the user's own predicates and `predicates`.
fn impl_with(
    input: &Input,
    Paths { site, poolable, .. }: &Paths,
    predicates: &[TokenStream],
    methods: Tokens,
) -> TokenStream {
    let Input { ident, generics, .. } = input;
    let (parameters, arguments, clause) = generics.split_for_impl();
    let own = clause.iter().flat_map(|clause: &&WhereClause| &clause.predicates);
    let mut all = own.map(ToTokens::to_token_stream).chain(predicates.iter().cloned()).peekable();
    let clause = all.peek().is_some().then(|| quote!(where));
    let mut tokens = quote_spanned! {*site=>
        #[automatically_derived]
        #[allow(deprecated)]
        impl #parameters #poolable for #ident #arguments #clause #(#all,)*
    };
    tokens.append(group(Delimiter::Brace, methods, *site));
    tokens
}

/// Writes the body of `reset`.
fn reset(input: &Input, paths: &Paths) -> Tokens {
    let site = paths.site;
    let in_enum = matches!(input.data, Data::Enum(_));
    let calls = Calls::new("reset", in_enum, paths);
    let mut resets = Tokens::default();
    for field in input.kept_fields() {
        reset_field(field, &calls, paths, &mut resets);
    }
    let Data::Enum(variants) = &input.data else { return resets };
    let Some(default) = default_variant(variants) else {
        return quote_spanned!(site=> match *self {}).into();
    };
    let touched = |field: &&Field| !matches!(field.reset(), Reset::Skip);
    let pattern = pattern(default, touched, site);
    let others = input.makes_fields().then(|| {
        let name = &default.ident;
        let fields = default.fields.iter().map(|field| make_field(field, paths));
        quote_spanned!(site=> _ => *self = Self::#name { #(#fields),* })
    });
    let body = quote_spanned! {site=>
        match self {
            #pattern => { #resets }
            #others
        }
    };
    body.into()
}

/// Writes the statements that reset one field.
fn reset_field(field: &Field, calls: &Calls, paths: &Paths, statements: &mut Tokens) {
    match field.reset() {
        Reset::Skip => return,
        Reset::Poolable => calls.write(field, statements),
        Reset::Primitive => assign_primitive(field, calls.in_enum, paths, statements),
        reset => statements.0.extend(reset_by_attribute(field, &reset, calls.in_enum, paths)),
    }
    statements.sign(';', paths.site);
    if let Some(max) = field.max_capacity() {
        statements.0.extend(limit_capacity(field, max, calls.in_enum, paths));
    }
}

/// Writes a `&mut` to the field, and the field itself.
fn places(field: &Field, in_enum: bool, site: Span) -> [TokenStream; 2] {
    if in_enum {
        let binding = binding(&field.member);
        [binding.to_token_stream(), quote_spanned!(site=> *#binding)]
    } else {
        let member = &field.member;
        [quote_spanned!(site=> &mut self.#member), quote_spanned!(site=> self.#member)]
    }
}

/// Writes the reset that an attribute of the field asks for.
fn reset_by_attribute(
    field: &Field,
    reset: &Reset<'_>,
    in_enum: bool,
    paths: &Paths,
) -> TokenStream {
    let Paths { site, private, .. } = paths;
    let site = *site;
    let ty = &field.ty;
    let [reference, place] = places(field, in_enum, site);
    match reset {
        Reset::Clear(name) => {
            let clear = Ident::new("clear", name.span());
            quote_spanned!(site=> (#place).#clear())
        }
        Reset::Zeroize => {
            let wipe = paths.private("Wipe");
            quote_spanned!(site=> <#ty as #wipe>::wipe(#reference))
        }
        Reset::Default => {
            let default = paths.private("Default");
            quote_spanned!(site=> #place = <#ty as #default>::default())
        }
        Reset::Value(value) => {
            quote_spanned!(site=> #place = #private::value::<#ty>(|| #value))
        }
        Reset::With(function) => {
            quote_spanned!(site=> #private::reset_with::<#ty>(#reference, #function))
        }
        Reset::Poolable | Reset::Primitive | Reset::Skip => TokenStream::new(),
    }
}

/// Writes the statement that shrinks a field to its `max_capacity`. `name` is the option's, for its span.
fn limit_capacity(
    field: &Field,
    (name, max): (&Ident, &Expr),
    in_enum: bool,
    paths: &Paths,
) -> TokenStream {
    let Paths { site, private, .. } = paths;
    let site = *site;
    let [reference, place] = places(field, in_enum, site);
    if !matches!(field.reset(), Reset::Clear(_)) {
        let ty = &field.ty;
        let limit_capacity = paths.limit_capacity();
        return quote_spanned!(site=> <#ty as #limit_capacity>::limit_capacity(#reference, #max););
    }
    let own_methods = quote_spanned!(site=> #private::own_methods);
    let [capacity, shrink_to] =
        ["capacity", "shrink_to"].map(|method| Ident::new(method, name.span()));
    // These locals cannot be confused with those of `binding`, nor with a constant of the user's.
    quote_spanned! {site=>
        let _max_capacity: #private::usize = #max;
        let _own_capacity = {
            #[allow(unused_imports)]
            use #own_methods::{NoCapacity as _, NoNumber as _};
            (&#own_methods::Answer((&#place).#capacity())).number()
        };
        if #own_methods::exceeds(_own_capacity, _max_capacity) {
            (#place).#shrink_to(_max_capacity);
        }
    }
}

/// Writes `field: VALUE`, with the value of the field in a new variant.
fn make_field(field: &Field, paths: &Paths) -> TokenStream {
    let Paths { site, private, .. } = paths;
    let site = *site;
    let Field { member, ty, .. } = field;
    match field.reset() {
        Reset::Value(value) => quote_spanned!(site=> #member: #private::value::<#ty>(|| #value)),
        Reset::With(function) => {
            quote_spanned!(site=> #member: #private::default_with::<#ty>(#function))
        }
        _ => {
            let default = paths.private("Default");
            quote_spanned!(site=> #member: <#ty as #default>::default())
        }
    }
}

/// Writes the pattern `Self::Variant { field: binding, .. }` with the fields that are wanted.
pub(super) fn pattern(
    variant: &Variant,
    wanted: impl Fn(&&Field) -> bool,
    site: Span,
) -> TokenStream {
    let fields: Vec<&Field> = variant.fields.iter().filter(wanted).collect();
    let members = fields.iter().map(|field| &field.member);
    let bindings = fields.iter().map(|field| binding(&field.member));
    let name = &variant.ident;
    let rest = (fields.len() < variant.fields.len()).then(|| quote_spanned!(site=> ..));
    quote_spanned!(site=> Self::#name { #(#members: #bindings,)* #rest })
}
