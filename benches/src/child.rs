//! Contenders in a child process: a process has one allocator.
//!
//! The child reads a request from each line of its input and answers each with one line. The report
//! can thus interleave the child's rounds with those of other contenders. The requests are `start
//! <case> <subject>`, `run <iterations>`, `stop` and `count <case> <contender>`.

use std::env::consts::EXE_SUFFIX;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;
use std::{error, fmt};

use crate::case::Case;
use crate::matrix;
use crate::sample::{Live, Runner, Sample, Tails};

/// Answers requests until the input ends.
///
/// `live` reads the counting allocator; it returns `None` where the process has another one.
///
/// # Errors
///
/// When the parent process is gone.
pub fn serve(live: fn() -> Option<Live>) -> io::Result<()> {
    let allocations = || live().map(|live| live.allocations);
    let mut runner: Option<Runner> = None;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split(' ').collect();
        match (words.as_slice(), &mut runner) {
            (["start", case, subject], _) => {
                runner = Case::parse(case).and_then(|case| matrix::subject(case, subject));
                writeln!(out, "{}", if runner.is_some() { "ready" } else { "unknown" })?;
            }
            (["run", iterations], Some(runner)) => {
                let iterations = iterations.parse().unwrap_or(1);
                let before = allocations();
                let sample = runner(iterations);
                let made = allocations().zip(before).map(|(after, before)| after - before);
                let allocations = made.map(|made| made as f64 / iterations as f64);
                writeln!(out, "{}", write(&Sample { allocations, ..sample }))?;
            }
            (["count", case, name @ ..], _) => {
                let meter = || live().unwrap_or_default();
                let case = Case::parse(case);
                let numbers = case.and_then(|case| matrix::count(case, &name.join(" "), &meter));
                let numbers = numbers.map(|numbers| {
                    numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(" ")
                });
                writeln!(out, "{}", numbers.as_deref().unwrap_or("unknown"))?;
            }
            (["stop"], _) => {
                runner = None;
                writeln!(out, "stopped")?;
            }
            _ => writeln!(out, "unknown")?,
        }
        out.flush()?;
    }
    Ok(())
}

/// A running child process.
#[derive(Debug)]
pub struct Child {
    // Closing the input ends the child.
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// The reason why a child could not be used.
#[derive(Debug)]
pub struct ChildError(String);

impl fmt::Display for ChildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl error::Error for ChildError {}

impl From<io::Error> for ChildError {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

impl Child {
    /// Starts the binary called `name` in `folder`.
    ///
    /// # Errors
    ///
    /// When the binary is missing or cannot be started.
    pub fn spawn(folder: &Path, name: &str) -> Result<Self, ChildError> {
        let mut process = Command::new(folder.join(format!("{name}{EXE_SUFFIX}")))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| ChildError(format!("{name} was not started: {error}")))?;
        let (Some(requests), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(ChildError(format!("{name} has no pipes")));
        };
        Ok(Self { requests, answers: BufReader::new(answers) })
    }

    fn ask(&mut self, request: &str) -> Result<String, ChildError> {
        writeln!(self.requests, "{request}")?;
        self.requests.flush()?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        Ok(answer.trim_end().to_owned())
    }

    /// Sets up a subject in a case, and drops the one before.
    ///
    /// # Errors
    ///
    /// When the child does not know the case or the subject, or is gone.
    pub fn start(&mut self, case: Case, subject: &str) -> Result<(), ChildError> {
        match self.ask(&format!("start {case} {subject}"))?.as_str() {
            "ready" => Ok(()),
            answer => Err(ChildError(format!("the child answered \"{answer}\" to {case}"))),
        }
    }

    /// Runs a round of the subject that is set up.
    ///
    /// # Errors
    ///
    /// When the child does not answer with a sample.
    pub fn run(&mut self, iterations: u64) -> Result<Sample, ChildError> {
        let answer = self.ask(&format!("run {iterations}"))?;
        read(&answer).ok_or_else(|| ChildError(format!("the child answered \"{answer}\"")))
    }

    /// Counts what the contender called `name` takes of the allocator in a case.
    ///
    /// # Errors
    ///
    /// When the child does not know the case or the contender, or is gone.
    pub fn count(&mut self, case: Case, name: &str) -> Result<Vec<f64>, ChildError> {
        let answer = self.ask(&format!("count {case} {name}"))?;
        let numbers: Option<Vec<f64>> = answer.split(' ').map(|word| word.parse().ok()).collect();
        numbers.ok_or_else(|| ChildError(format!("the child answered \"{answer}\"")))
    }

    /// Drops the subject that is set up.
    ///
    /// # Errors
    ///
    /// When the child is gone.
    pub fn stop(&mut self) -> Result<(), ChildError> {
        self.ask("stop").map(drop)
    }
}

/// A sample as one line of numbers; a dash stands for what was not measured.
fn write(sample: &Sample) -> String {
    let optional = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let mut line = format!(
        "{} {} {} {}",
        sample.elapsed.as_nanos(),
        sample.nanos,
        optional(sample.misses.map(|misses| misses.to_string())),
        optional(sample.allocations.map(|allocations| allocations.to_string())),
    );
    for value in sample.tails.iter().flat_map(|tails| tails.get.iter().chain(&tails.give_back)) {
        line.push_str(&format!(" {value}"));
    }
    line
}

/// The sample that [`write()`] wrote.
fn read(line: &str) -> Option<Sample> {
    let mut words = line.split(' ');
    let elapsed = Duration::from_nanos(words.next()?.parse().ok()?);
    let nanos = words.next()?.parse().ok()?;
    let misses = words.next()?.parse().ok();
    let allocations = words.next()?.parse().ok();
    let tails: Vec<f64> = words.map_while(|word| word.parse().ok()).collect();
    let tails = tails.split_at_checked(4).and_then(|(get, give_back)| {
        Some(Tails { get: get.try_into().ok()?, give_back: give_back.try_into().ok()? })
    });
    Some(Sample { elapsed, nanos, misses, allocations, tails })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_survive_the_pipe() {
        let plain = Sample::new(Duration::from_nanos(1_234), 100);
        let tails = Tails { get: [1.0, 2.0, 3.0, 4.5], give_back: [0.5, 6.0, 7.0, 8.0] };
        let full = Sample {
            misses: Some(3),
            allocations: Some(67.25),
            tails: Some(tails),
            ..plain.clone()
        };
        assert_eq!(read(&write(&plain)), Some(plain));
        assert_eq!(read(&write(&full)), Some(full));
        assert_eq!(read("unknown"), None);
    }
}
