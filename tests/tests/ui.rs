//! The compiler's messages: each file under `ui/` has one mistake, and its `.stderr` is the message
//! that the user reads. The files under `ui/pass` compile and run.
//!
//! `cargo test -p syncpool-tests --features checks --test ui -- ui trybuild=NAME` tries the files with `NAME` in their
//! names; `TRYBUILD=overwrite` before it writes their messages.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/derive/*.rs");
    cases.compile_fail("ui/pool/*.rs");
    cases.compile_fail("ui/bounds/*.rs");
    cases.compile_fail("ui/sync_pool/*.rs");
    cases.pass("ui/pass/*.rs");
}
