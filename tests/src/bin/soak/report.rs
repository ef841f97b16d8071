//! What the user sees: the progress, and the report at the end.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{HumanCount, ProgressBar, ProgressStyle};

use crate::audit;
use crate::fixture::Account;
use crate::violations;

/// A progress bar on a terminal; anywhere else a line now and then.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Seconds between two lines; 0 on a terminal.
    every: u64,
    next: u64,
}

impl Progress {
    pub(crate) fn new(seconds: u32) -> Self {
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} s, {msg}");
        let bar = ProgressBar::new(seconds.into());
        bar.set_style(style.expect("the template is right"));
        let every = if std::io::stderr().is_terminal() { 0 } else { (seconds / 6).max(1) };
        Progress { bar, every: every.into(), next: every.into() }
    }

    pub(crate) fn show(&mut self, elapsed: Duration) {
        let operations = HumanCount(audit::operations());
        self.bar.set_position(elapsed.as_secs());
        self.bar.set_message(format!("{operations} operations"));
        if self.every > 0 && elapsed.as_secs() >= self.next {
            eprintln!("after {} s: {operations} operations", elapsed.as_secs());
            self.next += self.every;
        }
    }

    pub(crate) fn finish(self) {
        self.bar.finish_and_clear();
    }
}

/// Prints the accounts of all pools, and checks their sums a last time.
pub(crate) fn print(threads: u16, elapsed: Duration) {
    let accounts = audit::accounts();
    for account in &accounts {
        print_account(account);
    }
    let operations: u64 = accounts.iter().map(|account| account.operations).sum();
    println!(
        "{} operations by {threads} threads in {:.1} s",
        HumanCount(operations),
        elapsed.as_secs_f64()
    );
}

fn print_account(account: &Account) {
    let Account { pool, capacity, made, dropped, forgotten, samples, most_idle, .. } = account;
    let idle = account.stats.idle;
    let sum = dropped + idle as u64 + forgotten;
    let verdict = if *made == sum { "=" } else { "≠" };
    println!(
        "{pool}: {} made {verdict} {} dropped + {idle} idle + {} forgotten",
        HumanCount(*made),
        HumanCount(*dropped),
        HumanCount(*forgotten),
    );
    println!("    at most {most_idle} of {capacity} idle in {samples} samples");
    println!("    {}", account.stats);
    if *made != sum {
        violations::report(format!("{pool}: {made} made, but {sum} accounted for"));
    }
}
