//! The programs as a user sees them: their output and their exit status.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const INDEX: &str = env!("CARGO_BIN_EXE_index");
const PIPELINE: &str = env!("CARGO_BIN_EXE_pipeline");

fn run(program: &str, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).output().expect("the program starts")
}

/// Indexes `folder` and gives the report.
#[track_caller]
fn index(folder: &Path, arguments: &[&str]) -> String {
    let folder = folder.to_str().expect("a temporary folder's name is UTF-8");
    let output = run(INDEX, &[&[folder], arguments].concat());
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("the report is UTF-8")
}

/// The columns of the report's row that starts with `name`, without the name.
#[track_caller]
fn row<'r>(report: &'r str, name: &str) -> Vec<&'r str> {
    let rest = |line: &'r str| line.trim_start().strip_prefix(name);
    let found = report.lines().filter_map(rest).find(|rest| rest.starts_with(' '));
    found.unwrap_or_else(|| panic!("no `{name}` in\n{report}")).split_whitespace().collect()
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Asserts that `index` says what is wrong in one line, and ends with status 2.
#[track_caller]
fn assert_refused(arguments: &[&str], message: &str) {
    let output = run(INDEX, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert!(errors.starts_with("error: ") && errors.contains(message), "{errors}");
    assert!(output.stdout.is_empty(), "{output:?}");
}

#[test]
fn pipeline_reuses_what_came_back() {
    let output = run(PIPELINE, &[]);
    assert!(output.status.success(), "{output:?}");
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.starts_with("128 items with 2048 parts went through\n"), "{report}");
    let number = |name| row(&report, name)[0].parse::<usize>().unwrap();
    let (made, reused) = (number("objects made:"), number("objects reused:"));
    assert_eq!(made + reused, 128, "{report}");
    // Objects are in the channel, at the producer, at the consumer, and in the magazines of both.
    assert!((1..=64).contains(&made), "{report}");
    assert_eq!(number("idle now:"), made, "every object came back\n{report}");
}

#[test]
fn a_missing_folder_is_refused() {
    assert_refused(&["no/such/folder"], "cannot index no/such/folder: No such file");
}

#[test]
fn a_file_is_no_folder() {
    let folder = folder(&[("file", b"text")]);
    let file = folder.path().join("file");
    assert_refused(&[file.to_str().unwrap()], "Not a directory");
}

#[test]
fn a_wrong_command_line_is_refused() {
    assert_refused(&["--bogus"], "unexpected argument '--bogus'");
    assert_refused(&["one", "two"], "unexpected argument 'two'");
    assert_refused(&["--threads", "none"], "invalid value 'none'");
    assert_refused(&["--threads", "0"], "0 is not in 1..=256");
    assert_refused(&["--rounds", "0"], "0 is not in 1..=1000");
    assert_refused(&["--max-bytes", "-1"], "'-1'");
    assert_refused(&["--max-bytes"], "a value is required");
}

#[test]
fn help_tells_what_is_skipped() {
    let output = run(INDEX, &["--help"]);
    assert!(output.status.success(), "{output:?}");
    let help = String::from_utf8(output.stdout).unwrap();
    for option in ["--threads", "--rounds", "--max-bytes", "symbolic links", "UTF-8"] {
        assert!(help.contains(option), "{option} is missing in\n{help}");
    }
}

#[test]
fn text_is_indexed_and_the_rest_is_counted() {
    let folder = folder(&[
        ("a.txt", b"to be or not to be\n\nthat is the question\n"),
        ("deep/er/b.txt", "be \u{fc}ber-be\r\nTo_2 be".as_bytes()),
        (".hidden/.gitignore", b"be"),
        ("empty", b""),
        ("binary", b"be\0be"),
        ("latin1", b"be \xfc be"),
        ("huge", &[b'x'; 1001]),
        ("large", &[b'y'; 1000]),
    ]);
    let report = index(folder.path(), &["--max-bytes", "1000"]);

    assert!(report.contains("skipped: 3 (1 binary, 1 not UTF-8, 1 too large)\n"), "{report}");
    assert_eq!(row(&report, "files"), ["5", "5"], "{report}");
    assert_eq!(row(&report, "bytes"), ["1,063", "1,063"], "{report}");
    assert!(report.contains("7 lines, 17 words of which 11 are different\n"), "{report}");
    assert!(report.contains("longest line: 1,000 bytes, "), "{report}");
    assert!(report.contains("large:1\n"), "{report}");
    assert_eq!(row(&report, "1"), ["be", "6", "be", "6"], "{report}");
    assert_eq!(row(&report, "2"), ["to", "2", "to", "2"], "{report}");
    assert_eq!(row(&report, "3"), ["To_2", "1", "To_2", "1"], "{report}");
}

#[test]
fn a_folder_without_text_is_no_error() {
    let report = index(folder(&[("binary", b"\0")]).path(), &["--rounds", "2"]);
    assert_eq!(row(&report, "files"), ["0", "0"], "{report}");
    assert!(report.contains("skipped: 1 (1 binary)"), "{report}");
    assert!(!report.contains("NaN") && !report.contains("inf"), "{report}");
}

#[test]
fn many_readers_find_what_one_finds() {
    let text = |n: usize| "one two two three three three ".repeat(n);
    let texts: Vec<_> = (0..200).map(|n| (format!("{}/{n}", n % 7), text(n))).collect();
    let files: Vec<_> = texts.iter().map(|(name, text)| (&**name, text.as_bytes())).collect();
    let folder = folder(&files);
    for threads in ["1", "2", "16"] {
        let report = index(folder.path(), &["--threads", threads, "--rounds", "3"]);
        assert_eq!(row(&report, "files"), ["200", "200"], "{report}");
        assert_eq!(row(&report, "1"), ["three", "59,700", "three", "59,700"], "{report}");
        assert_eq!(row(&report, "3"), ["one", "19,900", "one", "19,900"], "{report}");
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn links_are_not_followed_and_loops_are_harmless() {
        let folder = folder(&[("a", b"word")]);
        let path = folder.path();
        symlink(path, path.join("loop")).unwrap();
        symlink("a", path.join("again")).unwrap();
        symlink("nowhere", path.join("dangling")).unwrap();
        let _socket = UnixListener::bind(path.join("socket")).unwrap();
        let report = index(path, &[]);
        let skipped = "skipped: 4 (3 symbolic links, 1 devices, sockets or pipes)";
        assert!(report.contains(skipped), "{report}");
        assert_eq!(row(&report, "files"), ["1", "1"], "{report}");
    }

    #[test]
    fn a_link_to_the_folder_itself_is_followed() {
        let folder = folder(&[("real/a", b"word")]);
        symlink("real", folder.path().join("link")).unwrap();
        let report = index(&folder.path().join("link"), &[]);
        assert_eq!(row(&report, "files"), ["1", "1"], "{report}");
    }

    #[test]
    fn what_may_not_be_read_is_counted() {
        let folder = folder(&[("a", b"word"), ("secret", b"word"), ("locked/b", b"word")]);
        let forbid = |name| {
            let path = folder.path().join(name);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
            path
        };
        let (secret, locked) = (forbid("secret"), forbid("locked"));
        if fs::File::open(&secret).is_err() {
            let report = index(folder.path(), &[]);
            assert!(report.contains("skipped: 2 (2 unreadable)"), "{report}");
            assert_eq!(row(&report, "files"), ["1", "1"], "{report}");
        } else {
            eprintln!("skipped: this user may read everything");
        }
        // Afterwards the folder can be removed.
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).unwrap();
    }
}
