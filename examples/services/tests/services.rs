//! The programs as a user sees them: their output and their exit status.

use std::process::Command;
use std::sync::LazyLock;

use support::testing::{assert_refused, example, run};

static PROMETHEUS: LazyLock<String> = LazyLock::new(|| example("prometheus"));

#[test]
fn prometheus_scrapes_itself() {
    let output = run(&PROMETHEUS, &["--check", "--address", "127.0.0.1:0"]);
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let value = |metric: &str| -> f64 {
        let rest = text.lines().find_map(|line| line.strip_prefix(metric)?.strip_prefix(' '));
        rest.unwrap_or_else(|| panic!("no `{metric}` in\n{text}")).parse().unwrap()
    };
    assert_eq!(value(r#"syncpool_capacity{pool="MESSAGES"}"#), 64.0);
    assert_eq!(value(r#"syncpool_in_use{pool="LINES"}"#), 0.0);
    assert_eq!(value(r#"syncpool_high_water{pool="LINES"}"#), 12.0);
    let gets = |pool: &str| {
        let count = |metric| value(&format!("syncpool_{metric}_total{{pool=\"{pool}\"}}"));
        count("hits") + count("misses")
    };
    assert_eq!((gets("MESSAGES"), gets("LINES"), gets("frames")), (1000.0, 12_000.0, 1000.0));
    let full = value(r#"syncpool_discarded_total{pool="LINES",reason="full"}"#);
    assert_eq!(full, 4000.0, "twelve are in use at once, and eight are kept");
    assert!(text.contains("# TYPE syncpool_hits_total counter\n"), "{text}");
    assert!(text.contains("# HELP syncpool_idle Idle objects\n"), "{text}");
}

#[test]
fn prometheus_refuses_what_it_can_not_serve() {
    assert_refused(&PROMETHEUS, &["--bogus"], "unexpected argument '--bogus'");
    assert_refused(&PROMETHEUS, &["--address", "here"], "invalid value 'here'");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = run(&PROMETHEUS, &["--address", &address]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert!(errors.contains(&format!("cannot serve {address}: ")), "{errors}");
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_is_lost_is_an_error() {
    for arguments in [&["--help"][..], &["--check", "--address", "127.0.0.1:0"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = Command::new(&*PROMETHEUS).args(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_eq!(output.stderr.iter().filter(|byte| **byte == b'\n').count(), 1, "{output:?}");
    }
}
