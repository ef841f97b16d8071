//! The lowest layer of the library, `syncpool/src/raw`, imports nothing from the layers above it.

use std::path::Path;

use syncpool_tests::sources::{is_test, read, root, rust_files};

/// The layer, a module at the top of the crate.
const LAYER: &str = "raw";

/// A source without its comments, strings and characters, cut into names, `::` and single marks;
/// each with its line, from 1.
fn tokens(source: &str) -> Vec<(usize, &str)> {
    let (mut tokens, mut line, mut rest) = (Vec::new(), 1, source);
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if first == '"' || (first == '\'' && is_character(rest)) {
            quoted(rest)
        } else if first.is_alphanumeric() || first == '_' {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        let is_left_out =
            first.is_whitespace() || matches!(first, '"' | '\'') || token.len() > 1 && first == '/';
        if !is_left_out {
            tokens.push((line, token));
        }
        line += token.matches('\n').count();
        rest = after;
    }
    tokens
}

/// Whether the quote that `source` begins with is one of a character, not of a lifetime.
fn is_character(source: &str) -> bool {
    let mut after = source.chars().skip(1);
    after.next() == Some('\\') || after.next() == Some('\'')
}

/// The length of the string or the character that `source` begins with.
fn quoted(source: &str) -> usize {
    let quote = source.chars().next();
    let mut escaped = false;
    for (at, c) in source.char_indices().skip(1) {
        if !escaped && Some(c) == quote {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    source.len()
}

/// What an open brace belongs to.
enum Brace {
    /// `mod name {`.
    Module,
    /// A group in a `use`; the number of `super` before it.
    Group(usize),
    /// Anything else.
    Block,
}

/// The lines of a file of the layer that name something outside the layer: `crate::` with another
/// module, or more `super` than the file's module is deep. A module of the layer is 1 deep if it is
/// the layer itself.
fn escapes(source: &str, depth: usize) -> Vec<usize> {
    let tokens = tokens(source);
    let token = |at: usize| tokens.get(at).map_or("", |token| token.1);
    let before = |at: usize, back: usize| at.checked_sub(back).map_or("", token);
    let (mut found, mut braces, mut supers) = (Vec::new(), Vec::new(), 0);
    for (at, &(line, word)) in tokens.iter().enumerate() {
        if word == "{" {
            braces.push(match (before(at, 1), before(at, 2)) {
                ("::", _) => Brace::Group(supers),
                (_, "mod") => Brace::Module,
                _ => Brace::Block,
            });
        } else if word == "}" {
            braces.pop();
        }
        // A path begins where no `::` is in front; in a group it goes on from the group's own.
        if word != "::" && before(at, 1) != "::" {
            supers = if let Some(Brace::Group(supers)) = braces.last() { *supers } else { 0 };
        }
        let modules = braces.iter().filter(|brace| matches!(brace, Brace::Module)).count();
        let is_outside = match word {
            "super" => {
                supers += 1;
                supers >= depth + modules
            }
            "crate" => {
                let is_inside = token(at + 1) == "::" && token(at + 2) == LAYER;
                let is_visibility = before(at, 1) == "(" && token(at + 1) == ")";
                !is_inside && !is_visibility && before(at, 1) != "extern"
            }
            _ => false,
        };
        if is_outside {
            found.push(line);
        }
    }
    found
}

/// How deep in the crate the module of a file is, by the file's path from `src`.
fn depth(path: &Path) -> usize {
    let is_folders_own = path.file_stem().is_some_and(|stem| stem == "mod");
    path.iter().count() - usize::from(is_folders_own)
}

#[test]
fn the_lowest_layer_imports_nothing_from_above() {
    let source_folder = root().join("syncpool/src");
    let folder = source_folder.join(LAYER);
    let files = if folder.is_dir() { rust_files(&folder) } else { Vec::new() };
    assert!(!files.is_empty(), "syncpool/src/{LAYER} holds the lowest layer, and has no file");
    for file in files {
        let path = file.strip_prefix(&source_folder).expect("it is in there");
        if is_test(path) {
            continue;
        }
        let lines = escapes(&read(&file), depth(path));
        assert!(lines.is_empty(), "{} leaves the layer on lines {lines:?}", path.display());
    }
}

#[test]
fn what_leaves_the_layer_is_found() {
    let file = depth(Path::new("raw/magazine.rs"));
    assert_eq!((depth(Path::new("raw/mod.rs")), file), (1, 2));
    assert_eq!(
        (depth(Path::new("raw/depot/mod.rs")), depth(Path::new("raw/depot/bits.rs"))),
        (2, 3)
    );

    for inside in [
        "use crate::raw::slot::Slot;",
        "use crate::raw::{slot, depot::Depot};",
        "pub(crate) fn f(slot: &crate::raw::Slot) {}",
        "pub(in crate::raw) struct A;",
        "use super::slot;",
        "use super::{slot, depot::Depot};",
        "/// Like [`crate::Pooled`].\n// use crate::pool;\n/* crate::pool */",
        "let text = \"crate::pool \\\" {\"; let c = '{'; let q: &'a str = super::text();",
        "mod inner {\n use super::super::slot;\n}",
        "macro_rules! m { () => { $crate::raw::f() } }",
    ] {
        assert_eq!(escapes(inside, file), [0; 0], "{inside}");
    }
    for (outside, lines) in [
        ("use crate::pool;", vec![1]),
        ("\nuse crate::{raw::slot, pool};", vec![2]),
        ("use crate::rawest::f;", vec![1]),
        ("use crate as all;", vec![1]),
        ("fn f() {\n let c = crate::Stats::new();\n}", vec![2]),
        ("use super::super::pool;", vec![1]),
        ("use super::{slot, super::pool};", vec![1]),
        ("use super::{\n slot,\n super::{pool, stats},\n};", vec![3]),
        ("fn f() {\n super::super::f();\n super::f();\n}", vec![2]),
        ("mod inner {\n use super::super::super::pool;\n}\nuse self::super::super::f;", vec![2, 4]),
        ("macro_rules! m { () => { $crate::f() } }", vec![1]),
    ] {
        assert_eq!(escapes(outside, file), lines, "{outside}");
    }
    assert_eq!(escapes("use super::pool;", 1), [1]);
    assert_eq!(escapes("use super::super::slot;", 3), [0; 0]);
}
