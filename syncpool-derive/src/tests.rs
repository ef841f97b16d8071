//! Compares the expansions of the macros with snapshots. Each case is two files: the user's code,
//! and its expansion as formatted Rust. `UPDATE_EXPECT=1 cargo test -p syncpool-derive` updates the
//! expansions.

use expect_test::{ExpectFile, expect_file};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;

#[test]
fn derive_for_a_struct() {
    check_derive(include_str!("snapshots/struct.rs"), expect_file!["snapshots/struct.expanded.rs"]);
}

#[test]
fn derive_for_a_generic_struct() {
    check_derive(
        include_str!("snapshots/generic.rs"),
        expect_file!["snapshots/generic.expanded.rs"],
    );
}

#[test]
fn derive_for_an_enum() {
    check_derive(include_str!("snapshots/enum.rs"), expect_file!["snapshots/enum.expanded.rs"]);
}

#[test]
fn derive_with_a_mistake() {
    check_derive(
        include_str!("snapshots/mistake.rs"),
        expect_file!["snapshots/mistake.expanded.rs"],
    );
}

#[test]
fn pools() {
    let source = include_str!("snapshots/pools.rs");
    check_pool(source, expect_file!["snapshots/pools.expanded.rs"]);
}

#[test]
fn pools_that_are_adaptive() {
    let source = include_str!("snapshots/adaptive.rs");
    check_pool(source, expect_file!["snapshots/adaptive.expanded.rs"]);
}

#[test]
fn pool_with_sizes() {
    let source = include_str!("snapshots/sizes.rs");
    check_pool(source, expect_file!["snapshots/sizes.expanded.rs"]);
}

#[test]
fn pool_with_a_mistake() {
    let source = include_str!("snapshots/pool_mistake.rs");
    check_pool(source, expect_file!["snapshots/pool_mistake.expanded.rs"]);
}

/// rustc then says what is wrong with the type, and not that the expansion is no Rust.
#[test]
fn a_pool_of_a_sum_of_traits_expands_to_items() {
    for source in ["static A: Left + Right = 8;", "static A: dyn Left + Right = 8, sizes = [8];"] {
        syn::parse2::<syn::File>(expand_pool(source)).expect("the expansion is Rust");
    }
}

#[track_caller]
fn check_derive(source: &str, expected: ExpectFile) {
    let file = syn::parse_file(source).expect("the case is Rust");
    let [item] = &*file.items else { panic!("a case has one item") };
    expected.assert_eq(&pretty(crate::derive::expand(item.to_token_stream())));
}

/// `source` is a call of `pool!`.
#[track_caller]
fn check_pool(source: &str, expected: ExpectFile) {
    let file = syn::parse_file(source).expect("the case is Rust");
    let [syn::Item::Macro(item)] = &*file.items else { panic!("a case is one call of `pool!`") };
    let mut input: TokenStream = quote::quote!([::syncpool]);
    input.extend(item.mac.tokens.clone());
    expected.assert_eq(&pretty(crate::pool::expand(input)));
}

fn pretty(tokens: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(tokens).expect("a macro writes Rust"))
}

/// What `retain` may say. A group without delimiters is what a macro of the user's has passed on.
#[test]
fn retain_is_adaptive_or_adaptive_with_one_interval() {
    let has_interval = |text: &str| {
        let value: syn::Expr = syn::parse_str(text).expect("it is an expression");
        let group = syn::Expr::Group(syn::ExprGroup {
            attrs: Vec::new(),
            group_token: syn::token::Group::default(),
            expr: Box::new(value.clone()),
        });
        let [plain, grouped] = [value, group].map(|value| crate::pool::retained(&value));
        assert_eq!(plain, grouped, "{text}");
        plain
    };
    assert_eq!(has_interval("adaptive"), Some(false));
    assert_eq!(has_interval("adaptive(HOUR)"), Some(true));
    for other in ["adaptive()", "adaptive(A, B)", "all", "all(HOUR)", "adaptive + 1", "a::adaptive"]
    {
        assert_eq!(has_interval(other), None, "{other}");
    }
}

/// Without the feature, `zeroize` gives one error, at the word.
#[test]
#[cfg(not(feature = "zeroize"))]
fn zeroize_without_its_feature() {
    let written: TokenStream =
        "struct Keys { #[poolable(zeroize)] key: [u8; 32], #[poolable(skip)] id: u8 }"
            .parse()
            .expect("it is Rust");
    let expanded = crate::derive::expand(written);
    let text = expanded.to_string();
    assert_eq!(text.matches("compile_error").count(), 1, "{text}");
    let message = "`zeroize` is a feature of `syncpool` that is not switched on: ";
    assert!(text.contains(message), "{text}");
    let at = expanded.into_iter().next().expect("there is an error").span().source_text();
    assert_eq!(at.as_deref(), Some("zeroize"));
}

/// Found by the fuzzer: the tokens in the place of the crate's path were copied into the code
/// without a check.
#[test]
fn crate_path_is_checked() {
    for path in ["[- static A: B = 1 (())]", "[]", "[a::<T>]", "[\"syncpool\"]"] {
        let written = format!("{path} static A: B = 1");
        let expanded = crate::pool::expand(written.parse().expect("they are tokens")).to_string();
        assert_eq!(expanded.matches("compile_error").count(), 1, "{expanded}");
        assert!(!expanded.contains("StaticPool"), "{expanded}");
    }
}

/// Expands a call of `pool!`.
fn expand_pool(source: &str) -> TokenStream {
    expand_tokens(source.parse().expect("they are tokens"))
}

fn expand_tokens(pool: TokenStream) -> TokenStream {
    crate::pool::expand(quote::quote!([::syncpool] #pool))
}

/// An option without a value gives one error, with an example of its own.
#[test]
fn the_example_of_an_option_is_its_own() {
    for option in crate::pool::OPTIONS {
        let expanded = expand_pool(&format!("static A: B = 1, {option}")).to_string();
        assert_eq!(expanded.matches("compile_error").count(), 1, "{expanded}");
        let message = format!("`{option}` needs a value, such as `{option} = ");
        assert!(expanded.contains(&message), "{expanded}");
    }
}

/// A group without delimiters is what a macro of the user's has passed on: a value in it is checked as without it.
#[test]
fn values_in_groups_are_checked() {
    let errors = |before: &str, value: &str, is_grouped: bool| {
        let [before, value] =
            [before, value].map(|text| text.parse::<TokenStream>().expect("they are tokens"));
        let value = if is_grouped {
            TokenTree::Group(Group::new(Delimiter::None, value)).into()
        } else {
            value
        };
        expand_tokens(quote::quote!(#before #value)).to_string().matches("compile_error").count()
    };
    for (before, value, expected) in [
        ("static A: B =", "-1", 1),
        ("static A: B =", "(-1)", 1),
        ("static A: B =", "8", 0),
        ("static A: B = 1, max_capacity =", "\"many\"", 1),
        ("static A: B = 1, max_capacity =", "64", 0),
        ("static A: B = 1, sizes =", "[8, 16]", 0),
        ("static A: B = 1, sizes =", "8", 1),
    ] {
        for is_grouped in [false, true] {
            assert_eq!(
                errors(before, value, is_grouped),
                expected,
                "{before} {value}, {is_grouped}"
            );
        }
    }
}

/// Only a condition allows two pools of one name.
#[test]
fn attributes_that_are_no_conditions_do_not_allow_a_name_twice() {
    for (attribute, expected) in
        [("#[allow(dead_code)]", 1), ("#[cfg(a)]", 0), ("#[cfg_attr(a, b)]", 0)]
    {
        let pool = format!("{attribute} static A: B = 1;");
        let expanded = expand_pool(&format!("{pool} {pool}")).to_string();
        assert_eq!(expanded.matches("compile_error").count(), expected, "{expanded}");
    }
}

/// A name that no pool can hold is found inside of brackets, too.
#[test]
fn the_pools_own_name_and_self_are_found_in_groups() {
    for (pool, message) in [
        ("static A: (u8, A) = 1", "`A` is the pool and cannot be what it holds too"),
        ("static A: (u8, Self) = 1", "a `static` has no `Self`"),
        ("static A: B = 1, init = || make(Self::NEW)", "a `static` has no `Self`"),
    ] {
        let expanded = expand_pool(pool).to_string();
        assert_eq!(expanded.matches("compile_error").count(), 1, "{expanded}");
        assert!(expanded.contains(message), "{expanded}");
    }
}

/// The type of a field that contains its own type is looked into, with parentheses or without.
#[test]
fn bounds_of_recursive_types_are_found_in_parentheses() {
    let expand = |field: &str| {
        let source = format!("struct List<T> {{ next: {field} }}");
        crate::derive::expand(source.parse().expect("it is Rust")).to_string()
    };
    let bound = "T : :: syncpool :: Poolable";
    for field in ["(Option<Box<List<T>>>, T)", "((Option<Box<List<T>>>, T))", "[(List<T>, T); 0]"] {
        assert!(expand(field).contains(bound), "{}", expand(field));
    }
    assert!(!expand("(Option<Box<List<T>>>)").contains(bound));
}

/// A reference needs `'static`, but not one in an expression, such as the length of an array.
#[test]
fn short_lifetimes_are_found_in_groups_but_for_blocks() {
    for (ty, expected) in [
        ("(u8, &str)", 1),
        ("[&'a str; 4]", 1),
        ("(u8, &'static str)", 0),
        ("[u8; { length(&WORDS) }]", 0),
    ] {
        let expanded = expand_pool(&format!("static A: {ty} = 1")).to_string();
        assert_eq!(expanded.matches("compile_error").count(), expected, "{expanded}");
    }
}

/// A pattern says that there are more fields only if there are.
#[test]
fn a_pattern_of_all_fields_has_no_rest() {
    for (skip, has_rest) in [("", false), ("#[poolable(skip)]", true)] {
        let source =
            format!("enum E {{ #[poolable(default)] A {{ {skip} a: String, b: String }}, B }}");
        let expanded = crate::derive::expand(source.parse().expect("it is Rust")).to_string();
        assert_eq!(expanded.contains(".."), has_rest, "{expanded}");
    }
}
