//! Writes the impl of a valid input.
//!
//! Every item is named by its full path. Local variables and `self` have the span `mixed_site`, so
//! the user's expressions cannot name them. The types of fields keep the user's spans and are
//! written in front of the calls (`<Type as Poolable>::reset`), so rustc reports a missing impl at
//! the type. A method that the user asks for by name (`clear`) has the span of that name.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, format_ident, quote, quote_spanned};
use syn::{DeriveInput, Member, WhereClause};

use super::ast::{Data, Field, Input, Reset, Variant, default_variant};
use super::bound;
use super::paths::{Paths, Tokens};

/// Writes the impl of a valid input.
pub(super) fn full_impl(input: &Input<'_>) -> TokenStream {
    let paths = Paths::new(input.crate_path());
    let predicates = match input.bound() {
        Some(bound) => bound.iter().map(ToTokens::to_token_stream).collect(),
        None => bound::infer(input, &paths),
    };
    let reset = reset(input, &paths);
    let provided = provided_methods(input, &paths);
    let body = quote_spanned! {Span::mixed_site()=>
        #[inline]
        fn reset(&mut self) {
            #reset
        }
        #provided
    };
    impl_with(input, &paths, &predicates, &body)
}

/// Writes the impl of an input that has mistakes. Its `reset` does nothing.
pub(super) fn empty_impl(input: &Input<'_>) -> TokenStream {
    let reset = quote_spanned!(Span::mixed_site()=> fn reset(&mut self) {});
    impl_with(input, &Paths::new(input.crate_path()), &[], &reset)
}

/// Writes the impl whose `where` clause has the user's own predicates and `predicates`, and whose
/// items are `body`.
fn impl_with(
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
            let resets = fields.iter().map(|field| reset_field(field, false, paths));
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
    let resets = default.fields.iter().map(|field| reset_field(field, true, paths));
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

/// Writes the statements that reset one field.
fn reset_field<'a>(field: &'a Field<'a>, in_enum: bool, paths: &'a Paths) -> Code<'a> {
    let call = || Call::new(field, "reset", in_enum, paths);
    if matches!(field.reset(), Reset::Poolable) && field.max_capacity().is_none() {
        return Code::Statement(call());
    }
    let Paths { private, wipe, default, .. } = paths;
    let site = Span::mixed_site();
    let ty = field.ty;
    // `reference` is a `&mut` to the field, and `place` is the field itself.
    let (reference, place) = if in_enum {
        let binding = binding(field);
        (binding.to_token_stream(), quote_spanned!(site=> *#binding))
    } else {
        let member = &field.member;
        (quote_spanned!(site=> &mut self.#member), quote_spanned!(site=> self.#member))
    };
    let reset = match field.reset() {
        Reset::Poolable => Code::Statement(call()).into_token_stream(),
        Reset::Clear(name) => {
            let clear = Ident::new("clear", name.span());
            quote_spanned!(site=> (#place).#clear();)
        }
        Reset::Skip => TokenStream::new(),
        Reset::Zeroize => quote_spanned!(site=> <#ty as #wipe>::wipe(#reference);),
        Reset::Default => quote_spanned!(site=> #place = <#ty as #default>::default();),
        Reset::Value(value) => {
            quote_spanned!(site=> #place = #private::value::<#ty>(|| #value);)
        }
        Reset::With(function) => {
            quote_spanned!(site=> #private::reset_with::<#ty>(#reference, #function);)
        }
    };
    let limit = limit_capacity(field, &reference, &place, paths);
    Code::Other(quote!(#reset #limit))
}

/// Writes the statement that shrinks a field to its `max_capacity`, if it has one.
fn limit_capacity(
    field: &Field<'_>,
    reference: &TokenStream,
    place: &TokenStream,
    Paths { private, limit_capacity, .. }: &Paths,
) -> Option<TokenStream> {
    let site = Span::mixed_site();
    let ty = field.ty;
    let (name, max) = field.max_capacity()?;
    if !matches!(field.reset(), Reset::Clear(_)) {
        return Some(
            quote_spanned!(site=> <#ty as #limit_capacity>::limit_capacity(#reference, #max);),
        );
    }
    let own_methods = quote_spanned!(site=> #private::own_methods);
    let [capacity, shrink_to] =
        ["capacity", "shrink_to"].map(|method| Ident::new(method, name.span()));
    // These locals cannot be confused with those of `binding`, nor with a constant of the user's.
    Some(quote_spanned! {site=>
        let _max_capacity: #private::usize = #max;
        let _own_capacity = {
            #[allow(unused_imports)]
            use #own_methods::{NoCapacity as _, NoNumber as _};
            (&#own_methods::Answer((&#place).#capacity())).number()
        };
        if #own_methods::exceeds(_own_capacity, _max_capacity) {
            (#place).#shrink_to(_max_capacity);
        }
    })
}

/// Writes `field: VALUE`, with the value of the field in a new variant.
fn make_field(field: &Field<'_>, Paths { private, default, .. }: &Paths) -> TokenStream {
    let site = Span::mixed_site();
    let Field { member, ty, .. } = field;
    match field.reset() {
        Reset::Poolable | Reset::Clear(_) | Reset::Skip | Reset::Default | Reset::Zeroize => {
            quote_spanned!(site=> #member: <#ty as #default>::default())
        }
        Reset::Value(value) => quote_spanned!(site=> #member: #private::value::<#ty>(|| #value)),
        Reset::With(function) => {
            quote_spanned!(site=> #member: #private::default_with::<#ty>(#function))
        }
    }
}

/// The code for a field.
enum Code<'a> {
    Call(Call<'a>),
    /// The call, and a semicolon.
    Statement(Call<'a>),
    Other(TokenStream),
}

/// `<Type as Poolable>::method(&self.field)`, or `<Type as Poolable>::method(binding)`.
///
/// The tokens are written one by one, for the reason that [`Tokens`] has.
struct Call<'a> {
    ty: &'a Tokens,
    poolable: &'a Tokens,
    method: &'static str,
    in_enum: bool,
    member: &'a Member,
}

impl<'a> Call<'a> {
    fn new(field: &'a Field<'a>, method: &'static str, in_enum: bool, paths: &'a Paths) -> Self {
        let Field { ty_tokens: ty, member, .. } = field;
        Call { ty, poolable: &paths.poolable, method, in_enum, member }
    }
}

impl ToTokens for Call<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let site = Span::mixed_site();
        let mut argument = TokenStream::new();
        if self.in_enum {
            argument.append(binding_of(self.member));
        } else {
            argument.append(punct('&', Spacing::Alone));
            if self.method == "reset" {
                argument.append(Ident::new("mut", site));
            }
            argument.append(Ident::new("self", site));
            argument.append(punct('.', Spacing::Alone));
            self.member.to_tokens(&mut argument);
        }
        let mut argument = Group::new(Delimiter::Parenthesis, argument);
        argument.set_span(site);

        tokens.append(punct('<', Spacing::Alone));
        self.ty.to_tokens(tokens);
        tokens.append(Ident::new("as", site));
        self.poolable.to_tokens(tokens);
        tokens.append(punct('>', Spacing::Joint));
        tokens.append(punct(':', Spacing::Joint));
        tokens.append(punct(':', Spacing::Alone));
        tokens.append(Ident::new(self.method, site));
        tokens.append(argument);
    }
}

fn punct(sign: char, spacing: Spacing) -> Punct {
    let mut punct = Punct::new(sign, spacing);
    punct.set_span(Span::mixed_site());
    punct
}

impl ToTokens for Code<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Code::Call(call) => call.to_tokens(tokens),
            Code::Statement(call) => {
                call.to_tokens(tokens);
                tokens.append(punct(';', Spacing::Alone));
            }
            Code::Other(other) => other.to_tokens(tokens),
        }
    }
}

/// Tells whether the field is reset by its own `Poolable`. Only such a field counts for
/// `is_reusable`.
fn is_poolable(field: &&Field<'_>) -> bool {
    matches!(field.reset(), Reset::Poolable)
}

/// Tells whether the field counts for `footprint`.
fn has_footprint(field: &&Field<'_>) -> bool {
    matches!(field.reset(), Reset::Poolable | Reset::Clear(_))
}

/// Writes the footprint of a field that `place` refers to. It is for a place where the traits of `own_methods` are
/// imported.
fn footprint_of<'a>(field: &'a Field<'a>, in_enum: bool, paths: &'a Paths) -> Code<'a> {
    let site = Span::mixed_site();
    if !matches!(field.reset(), Reset::Clear(_)) {
        return Code::Call(Call::new(field, "footprint", in_enum, paths));
    }
    let place = if in_enum {
        binding(field).into_token_stream()
    } else {
        let member = &field.member;
        quote_spanned!(site=> &self.#member)
    };
    let Paths { private, .. } = paths;
    let own_methods = quote_spanned!(site=> #private::own_methods);
    Code::Other(quote_spanned! {site=>
        #own_methods::footprint(
            (&#own_methods::Answer((#place).len())).number(),
            (&#own_methods::Answer((#place).capacity())).number(),
            (&#own_methods::Elements(#place)).element_size(),
        )
    })
}

/// Writes `is_reusable` and `footprint`, if they differ from those that the trait provides.
fn provided_methods(input: &Input<'_>, paths: &Paths) -> Option<TokenStream> {
    let site = Span::mixed_site();
    let Paths { private, footprint, default, .. } = paths;
    let in_enum = matches!(input.data, Data::Enum(_));
    let reusable = combined(
        input,
        is_poolable,
        |field| Code::Call(Call::new(field, "is_reusable", in_enum, paths)),
        |answers| match answers {
            [one] => one.to_token_stream(),
            _ => quote_spanned!(site=> #private::all([#(#answers),*])),
        },
        &quote!(true),
    );
    let reusable = reusable.map(|reusable| {
        quote_spanned! {site=>
            #[inline]
            fn is_reusable(&self) -> #private::bool {
                #reusable
            }
        }
    });
    let sum = combined(
        input,
        has_footprint,
        |field| footprint_of(field, in_enum, paths),
        |answers| match answers {
            [one] => one.to_token_stream(),
            // rustc checks a call sooner than a chain of operators.
            _ => quote_spanned!(site=> #private::sum([#(#answers),*])),
        },
        &quote_spanned!(site=> <#footprint as #default>::default()),
    )?;
    let asks_own_methods =
        input.kept_fields().iter().any(|field| matches!(field.reset(), Reset::Clear(_)));
    let imports = asks_own_methods.then(|| {
        quote_spanned! {site=>
            #[allow(unused_imports)]
            use #private::own_methods::{
                AnyElements as _, NoCapacity as _, NoLength as _, NoNumber as _,
                ReferencedElements as _,
            };
        }
    });
    Some(quote_spanned! {site=>
        #reusable

        #[inline]
        fn footprint(&self) -> #footprint {
            #imports
            #sum
        }
    })
}

/// Writes the answers of the fields that are `wanted`, as `join` combines them. `otherwise` is the answer of a
/// variant whose fields are not kept. Returns `None` if no field is wanted.
fn combined<'a>(
    input: &'a Input<'a>,
    wanted: impl Fn(&&Field<'_>) -> bool,
    answer: impl Fn(&'a Field<'a>) -> Code<'a>,
    join: impl Fn(&[Code<'a>]) -> TokenStream,
    otherwise: &TokenStream,
) -> Option<TokenStream> {
    let site = Span::mixed_site();
    let fields: Vec<&'a Field<'a>> = input.kept_fields().iter().filter(&wanted).collect();
    if fields.is_empty() {
        return None;
    }
    let answers: Vec<_> = fields.into_iter().map(answer).collect();
    let answers = join(&answers);
    let Data::Enum(variants) = &input.data else { return Some(answers) };
    let pattern = pattern(default_variant(variants)?, &wanted);
    let others = input.makes_fields().then(|| quote_spanned!(site=> _ => #otherwise));
    Some(quote_spanned!(site=> match self { #pattern => #answers, #others }))
}

/// Writes the pattern `Self::Variant { field: binding, .. }` with the fields that are wanted.
fn pattern(variant: &Variant<'_>, wanted: impl Fn(&&Field<'_>) -> bool) -> TokenStream {
    let site = Span::mixed_site();
    let fields: Vec<&Field<'_>> = variant.fields.iter().filter(wanted).collect();
    let members = fields.iter().map(|field| &field.member);
    let bindings = fields.iter().map(|field| binding(field));
    let name = &variant.original.ident;
    let rest = (fields.len() < variant.fields.len()).then(|| quote_spanned!(site=> ..));
    quote_spanned!(site=> Self::#name { #(#members: #bindings,)* #rest })
}

/// The local variable that a pattern binds to a field.
fn binding(field: &Field<'_>) -> Ident {
    binding_of(&field.member)
}

fn binding_of(member: &Member) -> Ident {
    match member {
        Member::Named(name) => format_ident!("__{name}", span = Span::mixed_site()),
        Member::Unnamed(index) => format_ident!("__{}", index.index, span = Span::mixed_site()),
    }
}
