//! The macros turn every token stream into code or an error, and never panic.
//!
//! The modules are included by their paths, as in the fuzz target: a test can't link to a
//! proc-macro crate.

#[path = "../src/derive/mod.rs"]
mod derive;
#[path = "../src/pool/mod.rs"]
mod pool;
#[path = "../src/suggest.rs"]
mod suggest;

use std::panic::{self, AssertUnwindSafe};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

/// Input to damage. All but the last two are valid for one of the macros.
const SEEDS: [&str; 6] = [
    include_str!("../src/snapshots/struct.rs"),
    include_str!("../src/snapshots/generic.rs"),
    include_str!("../src/snapshots/enum.rs"),
    "pub static A: Vec<&'static [u8; 4]> = 4 * N, init = || Vec::new(), reset = |v| v.clear();",
    "#[cfg_attr(all(), allow(x), doc = \"y\")] /// z
     static A: <B as C>::D = { 3 }; static mut B = 4; const C: D = 0, inti = 3,",
    "#[derive(Poolable)] union U<'a, const N: usize> { #[poolable(crate = \"x\", bound = \"T:\")] a: fn(&u8) }",
];

/// Tokens that have a meaning to one of the macros.
const WORDS: &str = "static mut ref const let pub crate self Self struct enum union impl for where dyn fn \
    r#type _ A B T 'a 'static 0 1 2.5 \"crate::x\" \"\" 'c' b\"x\" init init_boxed reset poolable skip \
    default value with clear max_capacity zeroize bound # ! $ : :: ; , = == < > << >> & && * + - -> => | || . .. ..= ? @ ' \
    #[poolable(skip)] #[poolable] #[poolable(value = 3, with = f)] #[default] #[cfg(x)] #[doc = \"x\"] \
    (A, B) [u8; 4] { x: u8 } () [] {}";

/// xorshift64*, so that every run of the tests is the same.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n
    }
}

fn tokens(source: &str) -> Vec<TokenTree> {
    let source = source.replace(" ' ", " ");
    source.parse::<TokenStream>().expect("the source is made of tokens").into_iter().collect()
}

/// Removes, doubles, swaps, replaces and groups some of the tokens, at all depths.
fn damage(mut tokens: Vec<TokenTree>, words: &[TokenTree], random: &mut Random) -> TokenStream {
    for token in &mut tokens {
        if let TokenTree::Group(group) = token {
            if random.below(2) == 0 {
                let inside = damage(group.stream().into_iter().collect(), words, random);
                *token = Group::new(group.delimiter(), inside).into();
            }
        }
    }
    for _ in 0..random.below(3) {
        let at = random.below(tokens.len() + 1);
        let word = words[random.below(words.len())].clone();
        match random.below(6) {
            0 => tokens.insert(at, word),
            1 if at < tokens.len() => tokens[at] = word,
            2 if at < tokens.len() => drop(tokens.remove(at)),
            3 if at < tokens.len() => tokens.insert(at, tokens[at].clone()),
            4 if at + 1 < tokens.len() => tokens.swap(at, at + 1),
            5 => {
                let delimiters =
                    [Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket, Delimiter::None];
                let rest: TokenStream = tokens.drain(at..).collect();
                tokens.push(Group::new(delimiters[random.below(4)], rest).into());
            }
            _ => {}
        }
    }
    tokens.into_iter().collect()
}

/// Calls the macro as `pool!` does: with the path to the crate, and then the user's input.
fn pools(input: TokenStream) -> TokenStream {
    pool::expand(quote!([::syncpool] #input))
}

fn check(expand: fn(TokenStream) -> TokenStream, input: &TokenStream) {
    let output = panic::catch_unwind(AssertUnwindSafe(|| expand(input.clone())));
    let output = output.unwrap_or_else(|_| panic!("a panic, on {input}"));
    if let Err(error) = syn::parse2::<syn::File>(output.clone()) {
        panic!("{error}, in what became of {input}: {output}");
    }
}

#[test]
fn damaged_input() {
    let (words, mut random) = (tokens(WORDS), Random(1));
    for round in 0..500 {
        let seed = tokens(SEEDS[round % SEEDS.len()]);
        let input = damage(seed, &words, &mut random);
        check(derive::expand, &input);
        check(pools, &input);
    }
}

#[test]
fn words_at_random() {
    let (words, mut random) = (tokens(WORDS), Random(2));
    for round in 0..500 {
        let mut pick = |_| words[random.below(words.len())].clone();
        let tail: TokenStream = (0..round % 24).map(&mut pick).collect();
        check(pools, &tail);
        for head in ["static A: B =", "static A: B = 1,", "struct A", "enum A"] {
            let input = [head.parse().expect("it is made of tokens"), tail.clone()];
            let input = TokenStream::from_iter(input);
            check(derive::expand, &input);
            check(pools, &input);
        }
        check(
            derive::expand,
            &quote!(
                struct A {
                    #[poolable(#tail)]
                    x: u8,
                }
            ),
        );
    }
}
