//! The command line.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::num::NonZero;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::thread;

use lexopt::{Arg, Parser, ValueExt};

use crate::escaped::Escaped;

const HELP: &str = "\
Indexes text twice: with fresh allocations, and with pools

Both do the same work with the same code; only the source of their memory differs. They alternate, and
must find the same.

Usage: index [OPTIONS] [FOLDER]

  FOLDER                   Index every text file below this folder [default: access logs of a web shop,
                           made in memory, the same on every machine]

  -l, --logs <N>           Access logs that are made, 1 to 100000 [default: 4000]
  -t, --threads <N>        Threads that read, 1 to 256 [default: one for each core]
  -r, --rounds <N>         Times that each is done, 1 to 1000; the report gives medians [default: 5]
  -m, --max-bytes <BYTES>  The size of the largest file that is indexed [default: 8388608]
  -h, --help               Print this help
  -V, --version            Print the version

Of a folder, hidden files and files that a .gitignore names are indexed, too. Skipped and counted are:
symbolic links, which are not followed; devices, sockets and pipes; files that can't be read, hold a NUL
byte (binary), are not UTF-8 or are larger than --max-bytes. A pass before the others reads every file, so
that all find the files in the page cache.

Exit status: 0, or 1 if the two found different things or the report can't be written, or 2 if the command
line is wrong.
";

/// What the command line asks for.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) folder: Option<PathBuf>,
    /// The number of log files that are made if there is no folder.
    pub(crate) logs: usize,
    pub(crate) threads: usize,
    pub(crate) rounds: u32,
    /// The size in bytes of the largest file that is indexed.
    pub(crate) max_bytes: u64,
}

impl Options {
    /// Reads the command line. `Err` is an exit status; the message has been printed.
    pub(crate) fn read() -> Result<Options, u8> {
        let options = match parse(Parser::from_env()) {
            Ok(Some(options)) => options,
            Ok(None) => return Err(0),
            Err(Mistake::Output(error)) => {
                eprintln!("error: cannot write: {error}");
                return Err(1);
            }
            Err(Mistake::Arguments(error)) => {
                eprintln!("error: {} (see --help)", Escaped(&error.to_string()));
                return Err(2);
            }
        };
        let Some(folder) = &options.folder else { return Ok(options) };
        match fs::read_dir(folder) {
            Ok(_) => Ok(options),
            Err(error) => {
                eprintln!("error: cannot index {}: {error}", Escaped(&folder.to_string_lossy()));
                Err(2)
            }
        }
    }
}

enum Mistake {
    Arguments(lexopt::Error),
    Output(io::Error),
}

impl From<lexopt::Error> for Mistake {
    fn from(error: lexopt::Error) -> Mistake {
        Mistake::Arguments(error)
    }
}

/// `None` if the answer has been printed: the help, or the version.
fn parse(mut parser: Parser) -> Result<Option<Options>, Mistake> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let mut options = Options { folder: None, logs: 4000, threads, rounds: 5, max_bytes: 8 << 20 };
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Short('l') | Arg::Long("logs") => {
                options.logs = within(1..=100_000, parser.value()?)? as usize;
            }
            Arg::Short('t') | Arg::Long("threads") => {
                options.threads = within(1..=256, parser.value()?)? as usize;
            }
            Arg::Short('r') | Arg::Long("rounds") => {
                options.rounds = within(1..=1000, parser.value()?)?;
            }
            Arg::Short('m') | Arg::Long("max-bytes") => {
                options.max_bytes = parser.value()?.parse()?;
            }
            Arg::Short('h') | Arg::Long("help") => {
                return print(HELP).map(|()| None);
            }
            Arg::Short('V') | Arg::Long("version") => {
                return print(concat!("index ", env!("CARGO_PKG_VERSION"), "\n")).map(|()| None);
            }
            Arg::Value(folder) if options.folder.is_none() => options.folder = Some(folder.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Some(options))
}

/// A number in a range.
fn within(range: RangeInclusive<u32>, value: OsString) -> Result<u32, lexopt::Error> {
    value.parse_with(|text| match text.parse::<u32>() {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(format!("not in {}..={}", range.start(), range.end())),
    })
}

fn print(text: &str) -> Result<(), Mistake> {
    io::stdout().write_all(text.as_bytes()).map_err(Mistake::Output)
}
