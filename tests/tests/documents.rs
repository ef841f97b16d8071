//! What the documents say is so: the tests and checks that `docs/reliability.md` names exist, `README.md` tells the
//! command that is run and the targets that `BENCHMARKS.md` misses, every `unsafe` block stands on an invariant of
//! `IMPLEMENTATION.md`, and its table of orderings has all of them.

use std::collections::BTreeSet;
use std::fs;

use syncpool_tests::sources::{is_test, read, root, rust_files};

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

/// `file::test` is a test in `tests/tests/file.rs`, `folder::module::test` one in
/// `tests/tests/folder/module.rs`; `ui/...` is a program that does not compile.
fn is_there(test: &str) -> bool {
    let tests = root().join("tests");
    if test.starts_with("ui/") {
        return tests.join(format!("{test}.rs")).exists()
            && tests.join(format!("{test}.stderr")).exists();
    }
    if test.starts_with("ci/") {
        return root().join(test).exists();
    }
    let parts: Vec<_> = test.split("::").collect();
    let file = match parts[..] {
        ["unit", ref modules @ .., _] => format!("../../syncpool/src/{}.rs", modules.join("/")),
        ["no_std", file, _] => format!("../hygiene/no-std/tests/{file}.rs"),
        [file, _] => format!("{file}.rs"),
        [folder, module, _] => format!("{folder}/{module}.rs"),
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

/// The scripts that `.ci/run` does not call: other scripts source the first three, and the last one takes a day.
const NOT_RUN: &[&str] = &["debian", "need", "tool", "mutants"];

/// The checks that the document lists are the scripts, and `.ci/run` calls every one. So does the workflow.
#[test]
fn every_check_is_run() {
    let document = read(&root().join("docs/reliability.md"));
    let run = read(&root().join(".ci/run"));
    let called: BTreeSet<_> = run.lines().map(str::trim).collect();
    for entry in fs::read_dir(root().join("ci")).expect("the scripts are there") {
        let name = entry.expect("it can be read").file_name().into_string().expect("a plain name");
        let Some(check) = name.strip_suffix(".sh").filter(|name| !NOT_RUN.contains(name)) else {
            continue;
        };
        assert!(called.contains(check), ".ci/run does not call {name}");
    }
    let workflow = read(&root().join(".github/workflows/ci.yml"));
    assert!(workflow.ends_with("\n      - run: .ci/run\n"), "the workflow runs all checks");
    for row in table(&document, "## Checks") {
        for script in quoted(row[0]) {
            assert!(root().join(script).exists(), "{script} is not there");
        }
    }
}

/// Every target that a run of the benchmarks has missed is told in `README.md`, with how many there are.
#[test]
fn every_missed_target_is_told() {
    let benchmarks = read(&root().join("BENCHMARKS.md"));
    let (_, section) =
        benchmarks.split_once("## What must be reached").expect("the section is there");
    let (section, _) = section.split_once("\n## ").expect("a section comes after it");
    let rows = section.lines().filter(|line| line.starts_with('|'));
    let rows: Vec<Vec<_>> =
        rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect();
    let missed: Vec<_> = rows.iter().filter(|row| row.contains(&"MISSED")).collect();
    let targets = missed.len() + rows.iter().filter(|row| row.contains(&"met")).count();
    assert!(targets > 40, "the test has found the targets");

    let mut expected = format!("{} of {targets} targets are missed:\n\n", missed.len());
    expected += "| target | decided by | at most | measured |\n|---|---|---|---|\n";
    for row in missed {
        let [target, at_most, measured, _, decided_by] = row[..] else {
            panic!("five cells: {row:?}")
        };
        expected += &format!("| {target} | {decided_by} | {at_most} | {measured} |\n");
    }
    let readme = read(&root().join("README.md"));
    assert!(readme.contains(&format!("{expected}\n")), "README.md should have\n{expected}");
}

/// `ci/test.sh` runs the command of `README.md`, and every test that this command leaves out.
#[test]
fn every_test_is_run() {
    let script = read(&root().join("ci/test.sh"));
    let runs = |command: &str| script.lines().any(|line| line == format!("{command} --locked"));
    let readme = read(&root().join("README.md"));
    let mut commands = readme.lines().filter(|line| line.starts_with("cargo test"));
    assert!(commands.clone().next().is_some(), "README.md tells how to test");
    assert!(commands.all(runs), "ci/test.sh does not run the command of README.md");

    let manifest = read(&root().join("tests/Cargo.toml"));
    let left_out = manifest.split("[[test]]").skip(1).filter_map(|entry| entry.split('"').nth(1));
    assert!(left_out.clone().count() > 0, "the test has found them");
    for test in left_out {
        assert!(script.contains(&format!("--test {test} ")), "ci/test.sh does not run {test}");
    }
}

/// The lines, from 0, that have `what` in their code.
fn lines_with(source: &str, what: &str) -> Vec<usize> {
    let code = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    let has = |(at, line): (usize, &str)| code(line).contains(what).then_some(at);
    source.lines().enumerate().filter_map(has).collect()
}

/// The functions of a source that have an atomic operation stronger than `Relaxed`.
fn ordering_functions(source: &str) -> BTreeSet<&str> {
    fn words(code: &str) -> impl Iterator<Item = &str> {
        code.split(|c: char| !c.is_alphanumeric() && c != '_')
    }
    let is_strong = |word: &str| ["Acquire", "Release", "AcqRel", "SeqCst"].contains(&word);
    let (mut function, mut functions) = ("", BTreeSet::new());
    for line in source.lines() {
        let code = line.split("//").next().unwrap_or_default();
        if let Some((_, name)) = code.split_once("fn ") {
            function = words(name).next().unwrap_or_default();
        }
        let is_import = code.contains("use ") || function.is_empty();
        if !is_import && words(code).any(is_strong) {
            functions.insert(function);
        }
    }
    functions
}

#[test]
fn every_ordering_is_in_the_table() {
    let document = read(&root().join("syncpool/IMPLEMENTATION.md"));
    let rows = table(&document, "## The memory orderings, in pairs");
    // What is written about the models counts the rows.
    assert_eq!(rows.len(), 11 + 8, "tell which rows the models show");
    let listed: BTreeSet<_> = rows
        .iter()
        .flat_map(|row| [row[0], row[1]])
        .flat_map(quoted)
        .filter_map(|name| name.rsplit("::").next())
        .collect();
    let folder = root().join("syncpool/src");
    let mut found = 0;
    for path in rust_files(&folder) {
        // These two are only in tests: they pass orderings on.
        let passes_on = path.ends_with("sync/spoilt.rs") || path.ends_with("sync/recorded.rs");
        if passes_on || is_test(path.strip_prefix(&folder).expect("it is in there")) {
            continue;
        }
        for function in ordering_functions(&read(&path)) {
            assert!(listed.contains(function), "{}: `{function}`", path.display());
            found += 1;
        }
    }
    assert!(found > 20, "the test has found {found} functions");
    let source =
        "use a::{Acquire};\nfn f() { // Acquire\n a.load(Relaxed) }\nfn g() {\n a.load(Acquire) }";
    assert_eq!(ordering_functions(source), ["g"].into());
}

/// The reason that the comment above a line gives: the text after `SAFETY:`.
fn reason_above(lines: &[&str], at: usize) -> Option<String> {
    let is_comment = |line: &&&str| line.trim_start().starts_with("//");
    // The comment may stand above the statement or the arm that the block is in.
    let distance = (1..=3).find(|back| at >= *back && is_comment(&&lines[at - back]))?;
    let comment = lines[..=at - distance].iter().rev().take_while(is_comment).copied();
    let mut comment: Vec<_> = comment.collect();
    comment.reverse();
    comment.join(" ").split_once("SAFETY: ").map(|(_, reason)| reason.to_owned())
}

/// The invariants that a reason names, `I1` for one.
fn invariants(reason: &str) -> Vec<&str> {
    let words = reason.split(|c: char| !c.is_alphanumeric());
    let is_invariant =
        |word: &&str| word.strip_prefix('I').is_some_and(|number| number.parse::<u32>().is_ok());
    words.filter(is_invariant).collect()
}

/// What is wrong with the `SAFETY` comments of a source: each line, from 1, with its mistake.
fn unfounded(source: &str, is_listed: impl Fn(&str) -> bool) -> Vec<(usize, String)> {
    let lines: Vec<_> = source.lines().collect();
    let mut wrong = Vec::new();
    for (begins, is_block) in [("unsafe {", true), ("unsafe impl", false)] {
        for at in lines_with(source, begins) {
            let Some(reason) = reason_above(&lines, at) else {
                wrong.push((at + 1, "it has no SAFETY comment".to_owned()));
                continue;
            };
            let named = invariants(&reason);
            if is_block && named.is_empty() {
                wrong.push((at + 1, "its SAFETY comment names no invariant".to_owned()));
            }
            for invariant in named.into_iter().filter(|invariant| !is_listed(invariant)) {
                wrong.push((at + 1, format!("{invariant} is not in IMPLEMENTATION.md")));
            }
        }
    }
    wrong
}

#[test]
fn every_unsafe_block_stands_on_an_invariant() {
    let folder = root().join("syncpool/src");
    let document = read(&root().join("syncpool/IMPLEMENTATION.md"));
    let (_, section) = document.split_once("## The invariants").expect("the section is there");
    let is_listed = |invariant: &str| section.contains(&format!("- **{invariant}, "));

    let mut blocks = 0;
    for path in rust_files(&folder) {
        let name = path.strip_prefix(&folder).expect("it is in there");
        if is_test(name) {
            continue;
        }
        let source = read(&path);
        blocks += lines_with(&source, "unsafe {").len();
        let wrong = unfounded(&source, is_listed);
        assert!(wrong.is_empty(), "syncpool/src/{}: {wrong:?}", name.display());
    }
    assert!(blocks > 0, "the test has found the blocks");
    // What it writes into expansions has such blocks; it has none itself.
    let derive = read(&root().join("syncpool-derive/src/lib.rs"));
    assert!(derive.contains("\n#![forbid(unsafe_code)]\n"));
}

#[test]
fn a_block_or_an_impl_without_a_reason_is_found() {
    let is_listed = |invariant: &str| invariant == "I1";
    let lines = |source: &str| -> Vec<usize> {
        unfounded(source, is_listed).into_iter().map(|(line, _)| line).collect()
    };
    let founded = "// SAFETY: the slot is owned (I1).\nunsafe { f() }\n\
                   // SAFETY: sends nothing.\nunsafe impl Send for A {}\n// unsafe { no code }";
    assert_eq!(lines(founded), [0; 0]);
    assert_eq!(lines("let x = 1;\nunsafe { f() }"), [2]);
    assert_eq!(lines("// SAFETY: it is fine.\nunsafe { f() }"), [2]);
    assert_eq!(lines("// SAFETY: by I1 and I99.\nunsafe { f() }"), [2]);
    assert_eq!(lines("/// A comment.\nunsafe impl Sync for A {}"), [2]);
    assert_eq!(lines("\n\nlet a = b;\nunsafe impl<T> Sync for A<T> {}"), [4]);
}
