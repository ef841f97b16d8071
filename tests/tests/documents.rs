//! What the documents say about the sources is so: the tests that `docs/reliability.md` names exist,
//! every `unsafe` block stands on an invariant, and there are as many as `IMPLEMENTATION.md` says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_path_buf()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file with Rust in it below `folder`.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What stands between backquotes in a line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// The cells of the rows of the table below `title`, without the head.
fn table<'a>(document: &'a str, title: &str) -> Vec<Vec<&'a str>> {
    let (_, section) = document.split_once(title).expect("the section is there");
    let rows = section.lines().skip_while(|line| !line.starts_with('|'));
    let rows = rows.take_while(|line| line.starts_with('|')).skip(2);
    let cells = |row: &'a str| row.trim_matches('|').split('|').map(str::trim).collect();
    rows.map(cells).collect()
}

/// `file::module::test` is a function of that name in `tests/tests/file.rs` or the folder beside it;
/// `ui/...` is a program that does not compile.
fn is_there(test: &str) -> bool {
    let tests = root().join("tests");
    if test.starts_with("ui/") {
        return tests.join(format!("{test}.rs")).exists()
            && tests.join(format!("{test}.stderr")).exists();
    }
    let parts: Vec<_> = test.split("::").collect();
    let file = match parts[..] {
        [file, _] => format!("{file}.rs"),
        [file, module, _] => format!("{file}/{module}.rs"),
        _ => return false,
    };
    let Ok(source) = fs::read_to_string(tests.join("tests").join(file)) else { return false };
    let function = format!("fn {}()", parts[parts.len() - 1]);
    source.match_indices(&function).any(|(at, _)| {
        let before = source[..at].trim_end().lines().rev().map(str::trim);
        before.take_while(|line| line.starts_with("#[")).any(|line| line == "#[test]")
    })
}

#[test]
fn every_test_that_is_named_is_there() {
    let document = read(&root().join("docs/reliability.md"));
    let rows = table(&document, "## Misuse");
    assert!(rows.len() >= 18, "the table has {} rows", rows.len());
    for row in &rows {
        let [misuse, _, shown_by] = row[..] else { panic!("a row of three cells: {row:?}") };
        assert!(quoted(shown_by).next().is_some(), "no test shows: {misuse}");
        for test in quoted(shown_by) {
            assert!(is_there(test), "`{test}`, which is to show \"{misuse}\", is not there");
        }
    }
    for (no, such) in [("misuse::foreign", "mod"), ("misuse::foreign::no_such_test", "test")] {
        assert!(!is_there(no), "that {such} is not there");
    }
}

/// The checks that the document lists are the scripts, and `.ci/run` calls every one.
#[test]
fn every_check_is_run() {
    let document = read(&root().join("docs/reliability.md"));
    let run = read(&root().join(".ci/run"));
    let called: BTreeSet<_> = run.lines().map(str::trim).collect();
    for entry in fs::read_dir(root().join("ci")).expect("the scripts are there") {
        let name = entry.expect("it can be read").file_name().into_string().expect("a plain name");
        let Some(check) = name.strip_suffix(".sh").filter(|name| *name != "need") else { continue };
        assert!(called.contains(check), ".ci/run does not call {name}");
    }
    for row in table(&document, "## Checks") {
        for script in quoted(row[0]) {
            assert!(root().join(script).exists(), "{script} is not there");
        }
    }
}

/// The `unsafe` blocks of a source: the lines that they begin on, from 0.
fn unsafe_blocks(source: &str) -> Vec<usize> {
    let code = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    let begins = |(at, line): (usize, &str)| code(line).contains("unsafe {").then_some(at);
    source.lines().enumerate().filter_map(begins).collect()
}

/// The invariants that the comment above a line names: those after `SAFETY:`.
fn invariants_above(lines: &[&str], at: usize) -> Vec<String> {
    let is_comment = |line: &&&str| line.trim_start().starts_with("//");
    // The comment may stand above the statement or the arm that the block is in.
    let distance = (1..=3).find(|back| at >= *back && is_comment(&&lines[at - back]));
    let Some(last) = distance.map(|back| at - back) else { return Vec::new() };
    let mut comment: Vec<_> = lines[..=last].iter().rev().take_while(is_comment).copied().collect();
    comment.reverse();
    let comment = comment.join(" ");
    let Some((_, reason)) = comment.split_once("SAFETY: ") else { return Vec::new() };
    let words = reason.split(|c: char| !c.is_alphanumeric());
    let is_invariant =
        |word: &&str| word.strip_prefix('I').is_some_and(|number| number.parse::<u32>().is_ok());
    words.filter(is_invariant).map(str::to_owned).collect()
}

#[test]
fn every_unsafe_block_is_counted_and_stands_on_an_invariant() {
    let source_folder = root().join("syncpool/src");
    let document = read(&root().join("syncpool/IMPLEMENTATION.md"));
    let (_, section) = document.split_once("## The invariants").expect("the section is there");
    let is_listed = |invariant: &str| section.contains(&format!("- **{invariant}, "));

    let mut counted = BTreeMap::new();
    for path in sources(&source_folder) {
        let name = path.strip_prefix(&source_folder).expect("it is in there").display().to_string();
        if name.starts_with("models") {
            continue; // In no build.
        }
        let source = read(&path);
        let lines: Vec<_> = source.lines().collect();
        let blocks = unsafe_blocks(&source);
        for &at in &blocks {
            let place = format!("syncpool/src/{name}:{}", at + 1);
            let invariants = invariants_above(&lines, at);
            assert!(!invariants.is_empty(), "{place}: its SAFETY comment names no invariant");
            for invariant in invariants {
                assert!(is_listed(&invariant), "{place}: {invariant} is not in IMPLEMENTATION.md");
            }
        }
        if !blocks.is_empty() {
            counted.insert(name, blocks.len());
        }
    }
    let listed: BTreeMap<String, usize> = table(&document, "## The unsafe code")
        .into_iter()
        .map(|row| {
            let file = quoted(row[0]).next().expect("a file").to_owned();
            (file, row[1].parse().expect("a number of blocks"))
        })
        .collect();
    assert_eq!(listed, counted, "the table of IMPLEMENTATION.md is on the left");
    for path in sources(&root().join("syncpool-derive/src")) {
        assert!(unsafe_blocks(&read(&path)).is_empty(), "{}", path.display());
    }
}
