//! Compares syncpool with the pools that could be used instead; see `--help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    syncpool_benches::cli::main()
}
