//! Writes `is_reusable` and `footprint`, which combine the answers of all fields.

use proc_macro2::{Delimiter, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::ast::{Data, Field, Input, Reset, default_variant};
use super::expand::pattern;
use super::paths::Paths;
use super::tokens::{Calls, Tokens, binding};

/// Writes the two methods, if they differ from those that the trait provides.
pub(super) fn write(input: &Input, paths: &Paths, methods: &mut Tokens) {
    let site = paths.site;
    let otherwise = || quote_spanned!(site=> true);
    let wanted = |field: &&Field| matches!(field.reset(), Reset::Poolable);
    let calls = Calls::new("is_reusable", in_enum(input), paths);
    let answer = |field: &Field, answers: &mut Tokens| calls.write(field, answers);
    if let Some(body) = combined(input, paths, "all", wanted, answer, otherwise) {
        methods.method("is_reusable", Some(&paths.private("bool")), body, site);
    }
    if let Some(body) = footprint(input, paths) {
        methods.method("footprint", Some(&paths.footprint()), body, site);
    }
}

fn in_enum(input: &Input) -> bool {
    matches!(input.data, Data::Enum(_))
}

/// Writes the body of `footprint`.
fn footprint(input: &Input, paths: &Paths) -> Option<Tokens> {
    let Paths { site, private, .. } = paths;
    let site = *site;
    let otherwise = || {
        let (footprint, default) = (paths.footprint(), paths.private("Default"));
        quote_spanned!(site=> <#footprint as #default>::default())
    };
    let wanted = |field: &&Field| matches!(field.reset(), Reset::Poolable | Reset::Clear(_));
    let calls = Calls::new("footprint", in_enum(input), paths);
    let answer = |field: &Field, answers: &mut Tokens| match field.reset() {
        Reset::Clear(_) => answers.0.extend(own_footprint(field, in_enum(input), paths)),
        _ => calls.write(field, answers),
    };
    let sum = combined(input, paths, "sum", wanted, answer, otherwise)?;
    if !input.kept_fields().iter().any(|field| matches!(field.reset(), Reset::Clear(_))) {
        return Some(sum);
    }
    let body = quote_spanned! {site=>
        #[allow(unused_imports)]
        use #private::own_methods::{
            AnyElements as _, NoCapacity as _, NoLength as _, NoNumber as _,
            ReferencedElements as _,
        };
        #sum
    };
    Some(body.into())
}

/// Writes the footprint of a field that is cleared by its own method. It is for a place where the traits of
/// `own_methods` are imported.
fn own_footprint(field: &Field, in_enum: bool, paths: &Paths) -> TokenStream {
    let site = paths.site;
    let place = if in_enum {
        binding(&field.member).into_token_stream()
    } else {
        let member = &field.member;
        quote_spanned!(site=> &self.#member)
    };
    let own_methods = paths.private("own_methods");
    quote_spanned! {site=>
        #own_methods::footprint(
            (&#own_methods::Answer((#place).len())).number(),
            (&#own_methods::Answer((#place).capacity())).number(),
            (&#own_methods::Elements(#place)).element_size(),
        )
    }
}

/// Writes the answers of the fields that are `wanted`, and combines several by the function of `syncpool` of the
/// name `combine`. (rustc checks a call sooner than a chain of operators.) `otherwise` is the answer of a variant
/// whose fields are not kept. Returns `None` if no field is wanted.
fn combined(
    input: &Input,
    paths: &Paths,
    combine: &str,
    wanted: impl Fn(&&Field) -> bool,
    answer: impl Fn(&Field, &mut Tokens),
    otherwise: impl Fn() -> TokenStream,
) -> Option<Tokens> {
    let site = paths.site;
    let fields: Vec<&Field> = input.kept_fields().iter().filter(&wanted).collect();
    let mut answers = Tokens::default();
    match &*fields {
        [] => return None,
        [one] => answer(one, &mut answers),
        [first, others @ ..] => {
            let mut all = Tokens::default();
            answer(first, &mut all);
            for field in others {
                all.sign(',', site);
                answer(field, &mut all);
            }
            let mut argument = Tokens::default();
            argument.group(Delimiter::Bracket, all, site);
            answers = paths.private(combine);
            answers.group(Delimiter::Parenthesis, argument, site);
        }
    }
    let Data::Enum(variants) = &input.data else { return Some(answers) };
    let pattern = pattern(default_variant(variants)?, wanted, site);
    let others = input.makes_fields().then(|| {
        let otherwise = otherwise();
        quote_spanned!(site=> _ => #otherwise)
    });
    Some(quote_spanned!(site=> match self { #pattern => #answers, #others }).into())
}
