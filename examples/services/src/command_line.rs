//! The command line, and how a program ends: an error is one line on standard error.

use std::io;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

/// Reads the command line.
///
/// # Errors
///
/// The exit status of a program that is to end now: 0 or 1 after help or the version was asked for, and 2 if
/// an argument is wrong. The message has been printed.
pub fn read<O: Parser>() -> Result<O, ExitCode> {
    O::try_parse().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ended(error.print()),
        _ => {
            // clap's first line tells what is wrong; the rest repeats how to use the program.
            let message = error.to_string();
            eprintln!("{} (see --help)", message.lines().next().unwrap_or("error"));
            ExitCode::from(2)
        }
    })
}

/// The exit status of a program that has done its work. Prints the error, if there is one.
#[must_use]
pub fn ended(result: io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
