//! The programs that compare pools with fresh memory: their results are the same, and pools allocate less.

use std::fs;
use std::path::Path;
use std::process::Output;

use support::testing::{assert_refused, example, run};

/// A program, with arguments that make it end soon.
#[derive(Clone, Copy)]
struct Program {
    name: &'static str,
    unit: &'static str,
    /// The columns of its table.
    columns: &'static [&'static str],
    arguments: &'static [&'static str],
}

const HTTP_SERVICE: Program = Program {
    name: "http-service",
    unit: "request",
    columns: &["fresh", "pools"],
    arguments: &["--requests", "2000", "--rounds", "2"],
};

const UDP_ECHO: Program = Program {
    name: "udp-echo",
    unit: "packet",
    columns: &["fresh", "pools"],
    arguments: &["--packets", "10000", "--rounds", "2"],
};

const LOG_WRITER: Program = Program {
    name: "log-writer",
    unit: "line",
    columns: &["fresh", "ArrayQueue", "pools"],
    arguments: &["--lines", "20000", "--rounds", "2"],
};

const PARSER_ARENAS: Program = Program {
    name: "parser-arenas",
    unit: "file",
    columns: &["fresh", "Mutex<Vec>", "pools"],
    arguments: &["--files", "2000", "--nodes", "500", "--rounds", "2"],
};

const JSON_LINES: Program = Program {
    name: "json-lines",
    unit: "line",
    columns: &["fresh", "pools"],
    arguments: &["--lines", "20000", "--rounds", "2"],
};

const PROGRAMS: [Program; 5] = [HTTP_SERVICE, UDP_ECHO, LOG_WRITER, PARSER_ARENAS, JSON_LINES];

impl Program {
    fn start(self, more: &[&str]) -> Output {
        run(&example(self.name), &[self.arguments, more].concat())
    }

    /// Runs the program, which must find the same result in each run, and returns what it prints.
    #[track_caller]
    fn run(self, more: &[&str]) -> String {
        let output = self.start(more);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("the table is UTF-8")
    }

    /// The numbers of a row of the table.
    #[track_caller]
    fn row(table: &str, name: &str) -> Vec<f64> {
        let rest = table.lines().find_map(|line| line.strip_prefix(name));
        let rest = rest.unwrap_or_else(|| panic!("no `{name}` in\n{table}"));
        let number = |cell: &str| cell.replace(',', "").parse().expect("a number");
        rest.split_whitespace().map(number).collect()
    }

    /// Asserts that pools allocate at most so many times a unit, and fresh memory at least so many times.
    #[track_caller]
    fn assert_allocations(self, pools_at_most: f64, fresh_at_least: f64) {
        let Program { unit, columns, .. } = self;
        let table = self.run(&[]);
        let head: Vec<_> = table.lines().next().unwrap().split_whitespace().skip(3).collect();
        assert_eq!(head, columns, "{table}");
        let allocations = Program::row(&table, &format!("allocations a {unit}"));
        let (fresh, pools) = (allocations[0], allocations[columns.len() - 1]);
        assert!(fresh >= fresh_at_least, "{table}");
        assert!(pools <= pools_at_most, "{table}");
        let speeds = Program::row(&table, &format!("{unit}s a second"));
        assert!(
            speeds.len() == columns.len() && speeds.iter().all(|&speed| speed > 0.0),
            "{table}"
        );
    }
}

#[test]
fn requests_are_answered_with_fewer_allocations() {
    HTTP_SERVICE.assert_allocations(25.0, 100.0);
}

#[test]
fn packets_are_echoed_with_fewer_allocations() {
    UDP_ECHO.assert_allocations(0.1, 1.0);
}

#[test]
fn lines_are_logged_with_fewer_allocations() {
    LOG_WRITER.assert_allocations(0.2, 1.0);
}

#[test]
fn files_are_parsed_with_fewer_allocations() {
    PARSER_ARENAS.assert_allocations(0.2, 5.0);
}

#[test]
fn json_is_read_with_fewer_allocations() {
    JSON_LINES.assert_allocations(0.2, 5.0);
}

#[test]
fn services_tell_the_times_of_their_answers() {
    for program in [HTTP_SERVICE, UDP_ECHO] {
        let table = program.run(&[]);
        let (half, most) =
            (Program::row(&table, "p50, microseconds"), Program::row(&table, "p99, microseconds"));
        assert!(half.len() == 2 && half.iter().all(|&time| time > 0.0), "{table}");
        assert!(half.iter().zip(&most).all(|(half, most)| half <= most), "{table}");
    }
}

#[test]
fn one_source_of_memory_can_be_asked_for() {
    for program in PROGRAMS {
        for source in ["pools", "fresh"] {
            let table = program.run(&["--memory", source]);
            let head: Vec<_> = table.lines().next().unwrap().split_whitespace().collect();
            assert_eq!(head, ["median", "of", "2", source], "{table}");
            assert!(!table.contains("with pools: "), "{table}");
        }
    }
}

#[test]
fn a_wrong_command_line_is_refused() {
    for program in PROGRAMS {
        let wrong = [
            (&["--bogus"][..], "unexpected argument '--bogus'"),
            (&["--memory", "none"], "invalid value 'none'"),
            (&["--rounds", "0"], "0 is not in 1..=100"),
            (&["--seconds", "soon"], "invalid value 'soon'"),
        ];
        for (arguments, message) in wrong {
            assert_refused(&example(program.name), arguments, message);
        }
    }
}

#[test]
fn a_program_that_takes_too_long_gives_up() {
    let endless = ["--lines", "100000000", "--seconds", "1"];
    let output = run(&example(LOG_WRITER.name), &endless);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(errors, "error: not done after 1 seconds: see --seconds\n");
}

#[test]
fn the_log_has_every_line_once() {
    let folder = tempfile::tempdir().unwrap();
    let log = |source: &str| -> Vec<String> {
        let path = folder.path().join(source);
        LOG_WRITER.run(&["--memory", source, "--file", path.to_str().unwrap()]);
        let mut lines: Vec<_> =
            fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
        lines.sort_unstable();
        lines
    };
    let (fresh, pools) = (log("fresh"), log("pools"));
    assert_eq!(fresh.len(), 20_000);
    assert!(
        fresh[0].starts_with("        0 INFO worker-0: GET /users/0 200 in 0 us"),
        "{}",
        fresh[0]
    );
    assert!(fresh.windows(2).all(|lines| lines[0] != lines[1]));
    assert!(fresh == pools, "the logs differ");
}

#[test]
fn a_log_that_can_not_be_written_is_an_error() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        eprintln!("skipped: there is no /dev/full");
        return;
    }
    for path in ["no/such/folder/log", "/dev/full"] {
        let output = LOG_WRITER.start(&["--file", path]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.starts_with("error: ") && errors.lines().count() == 1, "{errors}");
    }
}

#[test]
fn prometheus_is_told_of_the_pools_of_the_service() {
    let text = HTTP_SERVICE.run(&["--memory", "pools", "--metrics"]);
    let value = |metric: &str| -> f64 {
        let rest = text.lines().find_map(|line| line.strip_prefix(metric)?.strip_prefix(' '));
        rest.unwrap_or_else(|| panic!("no `{metric}` in\n{text}")).parse().unwrap()
    };
    for (pool, gets) in [("BODIES", 8000.0), ("ORDERS", 4000.0)] {
        let count = |metric| value(&format!("syncpool_{metric}{{pool=\"{pool}\"}}"));
        assert_eq!(count("hits_total") + count("misses_total"), gets, "{text}");
        assert_eq!(count("returned_total"), gets, "every object came back\n{text}");
        assert_eq!(count("in_use"), 0.0, "{text}");
    }
}
