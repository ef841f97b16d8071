//! The programs as a user sees them: their output and their exit status.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use support::testing::{self, run};

static INDEX: LazyLock<String> = LazyLock::new(|| testing::example("index"));
static PIPELINE: LazyLock<String> = LazyLock::new(|| testing::example("pipeline"));

/// Indexes `folder` and gives the report.
#[track_caller]
fn index(folder: &Path, arguments: &[&str]) -> String {
    let folder = folder.to_str().expect("a temporary folder's name is UTF-8");
    let output = run(&INDEX, &[&[folder], arguments].concat());
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

/// A folder with these files. It stays until the next run of the tests.
fn folder(files: &[(&str, &[u8])]) -> PathBuf {
    static MADE: AtomicUsize = AtomicUsize::new(0);
    let name = format!("folder-{}", MADE.fetch_add(1, Relaxed));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("a folder of the last run can be removed");
    }
    fs::create_dir_all(&folder).expect("a folder can be made");
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Asserts that `index` says what is wrong in one line, and ends with status 2.
#[track_caller]
fn assert_refused(arguments: &[&str], message: &str) {
    testing::assert_refused(&INDEX, arguments, message);
}

#[test]
fn pipeline_reuses_what_came_back() {
    let output = run(&PIPELINE, &[]);
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
    let file = folder.join("file");
    assert_refused(&[file.to_str().unwrap()], "Not a directory");
}

#[test]
fn a_wrong_command_line_is_refused() {
    assert_refused(&["--bogus"], "'--bogus'");
    assert_refused(&["one", "two"], "unexpected argument \"two\"");
    assert_refused(&["--logs", "100001"], "\"100001\": not in 1..=100000");
    assert_refused(&["--threads", "none"], "\"none\": not in 1..=256");
    assert_refused(&["--threads", "0"], "\"0\": not in 1..=256");
    assert_refused(&["--rounds", "1001"], "\"1001\": not in 1..=1000");
    assert_refused(&["--max-bytes", "-1"], "\"-1\"");
    assert_refused(&["--max-bytes"], "missing argument for option '--max-bytes'");
}

#[test]
fn help_tells_what_is_skipped() {
    let output = run(&INDEX, &["--help"]);
    assert!(output.status.success(), "{output:?}");
    let help = String::from_utf8(output.stdout).unwrap();
    for option in ["--threads", "--rounds", "--max-bytes", "symbolic links", "UTF-8"] {
        assert!(help.contains(option), "{option} is missing in\n{help}");
    }
    let version = run(&INDEX, &["-V"]);
    assert!(version.status.success() && version.stdout.starts_with(b"index 1."), "{version:?}");
}

/// The logs are the same on every machine, and so is what is found in them. `ci/programs.sh` asks it of all 4,000.
#[test]
fn without_a_folder_logs_are_indexed() {
    let output = run(&INDEX, &["--rounds", "1", "--logs", "40"]);
    assert!(output.status.success(), "{output:?}");
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(
        report.starts_with("40 access logs of a web shop, made in memory (456.5 kB)\n"),
        "{report}"
    );
    assert!(
        report.contains("2,000 lines, 90,423 words of which 2,304 are different\n"),
        "{report}"
    );
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
    let report = index(&folder, &["--max-bytes", "1000"]);

    assert!(report.lines().next().unwrap().ends_with(": 5 files (1.1 kB)"), "{report}");
    assert!(report.contains("skipped: 3 (1 binary, 1 not UTF-8, 1 too large)\n"), "{report}");
    assert!(report.contains("7 lines, 17 words of which 11 are different\n"), "{report}");
    assert!(report.contains("longest line: 1,000 bytes, "), "{report}");
    assert!(report.contains("large:1\n"), "{report}");
    assert!(report.contains("most frequent words: be 6, to 2, To_2 1, "), "{report}");
    assert!(report.contains(&format!(", {}… 1\n", "y".repeat(24))), "{report}");
}

/// Every figure of the table has a row for each of the two.
#[test]
fn costs_are_compared() {
    let report = index(&folder(&[("a", b"some words\n")]), &["--rounds", "2"]);
    for name in ["time", "allocations a file", "peak memory"] {
        assert!(row(&report, name).starts_with(&["fresh"]), "{report}");
    }
    let rows = report.lines().filter(|line| line.trim_start().starts_with("pools "));
    assert_eq!(rows.count(), 3, "{report}");
    // The second round makes nothing, and the report shows it: objects are reused.
    for (pool, gets) in [("DOCUMENTS", "1"), ("BUFFERS", "1"), ("LINES", "1"), ("WORDS", "2")] {
        let [capacity, got, made, made_later] = row(&report, pool)[..] else { panic!("{report}") };
        assert!(capacity.ends_with(|digit: char| digit.is_ascii_digit()), "{report}");
        assert_eq!((got, made, made_later), (gets, gets, "0"), "{report}");
    }
}

#[test]
fn a_folder_without_text_is_no_error() {
    for files in [&[][..], &[("binary", &b"\0"[..])]] {
        let report = index(&folder(files), &["--rounds", "2"]);
        assert!(report.lines().next().unwrap().ends_with(": 0 files (0 B)"), "{report}");
        assert_eq!(report.contains("skipped: 1 (1 binary)"), !files.is_empty(), "{report}");
        assert!(report.ends_with("so there is nothing to compare.\n"), "{report}");
        assert!(!report.contains(" x ") && !report.contains('%'), "{report}");
    }
}

#[test]
fn many_readers_find_what_one_finds() {
    let text = |n: usize| "one two two three three three ".repeat(n) + "\n";
    let texts: Vec<_> = (1..=200).map(|n| (format!("{}/{n}", n % 7), text(n))).collect();
    let files: Vec<_> = texts.iter().map(|(name, text)| (&**name, text.as_bytes())).collect();
    let folder = folder(&files);
    for threads in ["1", "2", "16"] {
        let report = index(&folder, &["--threads", threads, "--rounds", "3"]);
        assert!(report.contains(": 200 files ("), "{report}");
        assert!(report.contains("words: three 60,300, two 40,200, one 20,100\n"), "{report}");
        // These are the gets of one round, not of all three.
        assert_eq!(row(&report, "LINES")[1], "200", "{report}");
        assert_eq!(row(&report, "WORDS")[1], "120,600", "{report}");
    }
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn links_are_not_followed_and_loops_are_harmless() {
        let folder = folder(&[("a", b"word")]);
        let path = &folder;
        symlink(path, path.join("loop")).unwrap();
        symlink("a", path.join("again")).unwrap();
        symlink("nowhere", path.join("dangling")).unwrap();
        // A pipe rather than a socket, whose path may not be long.
        let made = Command::new("mkfifo").arg(path.join("pipe")).status().unwrap();
        assert!(made.success(), "{made}");
        let report = index(path, &[]);
        let skipped = "skipped: 4 (3 symbolic links, 1 devices, sockets or pipes)";
        assert!(report.contains(skipped), "{report}");
        assert!(report.contains(": 1 file ("), "{report}");
    }

    #[test]
    fn a_link_to_the_folder_itself_is_followed() {
        let folder = folder(&[("real/a", b"word")]);
        symlink("real", folder.join("link")).unwrap();
        let report = index(&folder.join("link"), &[]);
        assert!(report.contains(": 1 file ("), "{report}");
    }

    #[test]
    fn what_may_not_be_read_is_counted() {
        let folder = folder(&[("a", b"word"), ("secret", b"word"), ("locked/b", b"word")]);
        let forbid = |name| {
            let path = folder.join(name);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
            path
        };
        let (secret, locked) = (forbid("secret"), forbid("locked"));
        let everything = fs::File::open(&secret).is_ok();
        let report = index(&folder, &[]);
        // The next run of the tests removes the folder.
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).unwrap();
        if everything {
            eprintln!("skipped: this user may read everything");
        } else {
            assert!(report.contains("skipped: 2 (2 unreadable)"), "{report}");
            assert!(report.contains(": 1 file ("), "{report}");
        }
    }

    #[test]
    fn names_of_files_can_not_control_the_terminal() {
        let folder = folder(&[]);
        let path = folder.join("\u{1b}[31mred\u{202e}\n");
        fs::create_dir(&path).unwrap();
        fs::write(path.join(OsStr::from_bytes(b"not\xffutf8")), b"the longest line").unwrap();
        let escaped = "\\u{1b}[31mred\\u{202e}\\n";
        for folder in [&folder, &path] {
            let report = index(folder, &[]);
            assert!(report.contains(&format!("{escaped}/not\u{fffd}utf8:1\n")), "{report}");
            assert!(!report.contains(['\u{1b}', '\u{202e}']), "{report:?}");
        }
        assert_refused(&["\u{1b}[31m"], "cannot index \\u{1b}[31m: No such file");
        assert_refused(&["--\u{1b}[31m"], "\\u{1b}[31m");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn output_that_is_lost_is_an_error() {
        let folder = folder(&[("a", b"word")]);
        for arguments in [&[OsStr::new("--help")][..], &[OsStr::new("-V")], &[folder.as_os_str()]] {
            let full = fs::File::options().write(true).open("/dev/full").unwrap();
            let output = Command::new(&*INDEX).args(arguments).stdout(full).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{output:?}");
            let errors = String::from_utf8(output.stderr).unwrap();
            assert_eq!(errors.lines().count(), 1, "{errors}");
            assert!(errors.starts_with("error: cannot write"), "{errors}");
        }
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = Command::new(&*PIPELINE).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
    }
}
