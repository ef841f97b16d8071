//! Serves the metrics of its pools to Prometheus, while a few threads keep them busy.
//!
//! Run it with `cargo run --release --example prometheus` and look at
//! <http://127.0.0.1:9184/metrics>, or let Prometheus scrape it. `--check` makes it scrape itself once,
//! and end.
//!
//! `main` has all that your own program needs: a recorder, one call of `syncpool::metrics::describe`,
//! and one of `syncpool::metrics::record` before each scrape. The server is a stand-in for your own.

#![forbid(unsafe_code)]

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::Duration;

use clap::Parser;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use services::command_line;
use syncpool::prelude::*;

/// How long a client may take to send its request, and to read the answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest request that is read, in bytes.
const LONGEST_REQUEST: u64 = 8 << 10;

pool! {
    /// One for each message on its way between the threads.
    static MESSAGES: Vec<u8> = 64, init = || Vec::with_capacity(1024);
    /// Too small for its use, as its metrics show.
    static LINES: String = 8;
}

/// Serves the metrics of a few busy pools to Prometheus.
///
/// Exit status: 0, or 1 if the address can't be had or the check fails, or 2 if the command line is
/// wrong.
#[derive(Debug, Parser)]
#[command(name = "prometheus", version)]
struct Options {
    /// Where to serve /metrics; port 0 takes any that is free
    #[arg(short, long, default_value = "127.0.0.1:9184")]
    address: SocketAddr,

    /// Scrape this server once, check that all pools are there, and end
    #[arg(long)]
    check: bool,
}

fn main() -> ExitCode {
    match command_line::read() {
        Ok(options) => command_line::ended(run(&options)),
        Err(status) => status,
    }
}

fn run(options: &Options) -> io::Result<()> {
    let recorder = PrometheusBuilder::new().build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).map_err(io::Error::other)?;
    syncpool::metrics::describe();

    let listener = TcpListener::bind(options.address)
        .map_err(|error| io::Error::other(format!("cannot serve {}: {error}", options.address)))?;
    let address = listener.local_addr()?;
    // A named pool is published, too.
    let frames = SyncPool::<Vec<u8>>::builder().name("frames").capacity(32).prefill(4).build();
    if options.check {
        work(&frames, 1000, Duration::ZERO);
        let scraper = thread::spawn(move || scrape(address));
        answer(listener.accept()?.0, &handle)?;
        let text = scraper.join().expect("the scraper does not panic")?;
        return check(&text);
    }
    writeln!(io::stdout(), "http://{address}/metrics")?;
    thread::scope(|scope| {
        // Until the program is ended.
        scope.spawn(|| work(&frames, usize::MAX, Duration::from_millis(1)));
        for client in listener.incoming() {
            // The server ignores clients that go away or send no valid request.
            if let Err(error) = client.and_then(|client| answer(client, &handle)) {
                eprintln!("a client was not answered: {error}");
            }
        }
    });
    Ok(())
}

/// Sends messages from one thread to another, and uses the other pools on the way.
fn work(frames: &SyncPool<Vec<u8>>, messages: usize, pause: Duration) {
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel::<Pooled<MESSAGES>>(16);
        scope.spawn(move || {
            for message in receiver {
                let lines: Vec<_> = (0..12).map(|_| LINES.get()).collect();
                assert!(message.len() == 5 && lines.iter().all(|line| line.is_empty()));
            }
        });
        for _ in 0..messages {
            let mut message = MESSAGES.get();
            message.extend_from_slice(b"hello");
            frames.get().extend_from_slice(&message);
            if sender.send(message).is_err() {
                return;
            }
            thread::sleep(pause);
        }
    });
}

/// Answers one request, and closes the connection.
fn answer(client: TcpStream, metrics: &PrometheusHandle) -> io::Result<()> {
    client.set_read_timeout(Some(PATIENCE))?;
    client.set_write_timeout(Some(PATIENCE))?;
    let mut request = BufReader::new((&client).take(LONGEST_REQUEST)).lines();
    let first = request.next().transpose()?.unwrap_or_default();
    // The request is read to its end: a close before would reset the connection.
    while request.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let (status, text) = match first.split(' ').collect::<Vec<_>>()[..] {
        ["GET", "/metrics", _] => {
            syncpool::metrics::record();
            metrics.run_upkeep();
            ("200 OK", metrics.render())
        }
        ["GET", ..] => ("404 Not Found", "see /metrics\n".to_owned()),
        _ => ("405 Method Not Allowed", "GET /metrics\n".to_owned()),
    };
    let length = text.len();
    write!(
        &client,
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{text}",
    )
}

/// Scrapes the server, as Prometheus does.
fn scrape(address: SocketAddr) -> io::Result<String> {
    let mut server = TcpStream::connect_timeout(&address, PATIENCE)?;
    server.set_read_timeout(Some(PATIENCE))?;
    write!(server, "GET /metrics HTTP/1.1\r\nHost: {address}\r\n\r\n")?;
    let mut answer = String::new();
    server.read_to_string(&mut answer)?;
    Ok(answer)
}

/// Prints the scraped metrics if they have every pool.
fn check(answer: &str) -> io::Result<()> {
    let (head, text) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
    if !head.starts_with("HTTP/1.1 200 OK\r\n") {
        return Err(io::Error::other(format!("the server answered {head}")));
    }
    for pool in ["MESSAGES", "LINES", "frames"] {
        let line = format!("\nsyncpool_capacity{{pool=\"{pool}\"}} ");
        if !text.contains(&line) {
            return Err(io::Error::other(format!("{pool} is not in\n{text}")));
        }
    }
    io::stdout().lock().write_all(text.as_bytes())
}
