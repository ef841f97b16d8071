//! The command line.

use std::fs;
use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use clap::Parser;
use support::command_line;

/// Indexes every text file below a folder: once with pools, once with fresh allocations.
///
/// Both runs do the same work with the same code; only the source of their memory differs. They
/// alternate. A pass before them reads every file, so that both find the files in the page cache.
///
/// Hidden files and files that a .gitignore names are indexed too. Skipped and counted are: symbolic
/// links, which are not followed; devices, sockets and pipes; files that can't be read, hold a NUL
/// byte (binary), are not UTF-8 or are larger than --max-bytes.
///
/// Exit status: 0, or 1 if the two runs disagree, or 2 if the command line is wrong.
#[derive(Debug, Parser)]
#[command(name = "index", version)]
pub(crate) struct Options {
    /// The folder
    #[arg(default_value = ".")]
    pub(crate) folder: PathBuf,

    /// Threads that walk the folder and read its files [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,

    /// Times that each run is done; the report gives medians
    #[arg(short, long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) rounds: u16,

    /// The size in bytes of the largest file that is indexed
    #[arg(short, long, value_name = "BYTES", default_value_t = 8 << 20)]
    pub(crate) max_bytes: u64,
}

impl Options {
    /// Reads the command line. `Err` is an exit status; the message has been printed.
    pub(crate) fn read() -> Result<Options, ExitCode> {
        let options: Options = command_line::read()?;
        match fs::read_dir(&options.folder) {
            Ok(_) => Ok(options),
            Err(error) => {
                eprintln!("error: cannot index {}: {error}", options.folder.display());
                Err(ExitCode::from(2))
            }
        }
    }

    pub(crate) fn threads(&self) -> usize {
        match self.threads {
            Some(threads) => threads.into(),
            None => thread::available_parallelism().map_or(1, NonZero::get),
        }
    }
}
