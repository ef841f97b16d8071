//! An HTTP service whose bodies and requests are pooled, and a load that measures it.
//!
//! Run it with `cargo run --release --example http-service`.
//!
//! `service.rs` is what to copy. It reads a body into a pooled buffer, parses it into a pooled order, and answers
//! by a pooled buffer that goes back when its last byte has been sent. `/metrics` tells Prometheus about the
//! pools. `load.rs` sends requests, and allocates nothing meanwhile: all allocations that are counted are the
//! service's.

#![forbid(unsafe_code)]

mod load;
mod service;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use services::{Comparison, Outcome, Received, Settings, command_line};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::load::Load;
use crate::service::{Fresh, Memory, Pools};

/// Serves orders to itself on the loopback interface: with fresh memory and with pools.
///
/// Exit status: 0, or 1 if an answer is wrong, or 2 if the command line is wrong.
#[derive(Debug, Parser)]
#[command(name = "http-service", version)]
struct Options {
    /// Requests of a run, by all connections together
    #[arg(short = 'n', long, value_name = "N", default_value_t = 50_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    requests: u64,

    /// Connections that send a request each
    #[arg(short, long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u64).range(1..=256))]
    connections: u64,

    /// Items of the largest order; an answer has some 40 bytes for each
    #[arg(short, long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    items: u64,

    /// Print what /metrics says after the last run
    #[arg(long)]
    metrics: bool,

    #[command(flatten)]
    settings: Settings,
}

fn main() -> ExitCode {
    match command_line::read::<Options>() {
        Ok(options) => command_line::ended(run(&options)),
        Err(status) => status,
    }
}

fn run(options: &Options) -> io::Result<()> {
    let recorder = PrometheusBuilder::new().build_recorder();
    let metrics = recorder.handle();
    metrics::set_global_recorder(recorder).map_err(io::Error::other)?;
    syncpool::metrics::describe();

    let runtime = Builder::new_multi_thread().worker_threads(2).enable_io().build()?;
    let load = Load::new(options.connections, options.requests, options.items);
    Comparison::new("request", &options.settings)
        .with("fresh", || measure::<Fresh>(&runtime, &metrics, &load))
        .with("pools", || measure::<Pools>(&runtime, &metrics, &load))
        .print()?;
    if options.metrics {
        let text = with_server::<Pools, _>(&runtime, &metrics, load::scrape)?;
        io::stdout().lock().write_all(text.as_bytes())?;
    }
    Ok(())
}

/// Starts a server, and measures it under load.
fn measure<M: Memory>(
    runtime: &Runtime,
    metrics: &PrometheusHandle,
    load: &Load,
) -> io::Result<Outcome<Received>> {
    with_server::<M, _>(runtime, metrics, |address| load.run(address))
}

/// Serves on a free port of the loopback interface as long as `work` lasts.
fn with_server<M: Memory, R>(
    runtime: &Runtime,
    metrics: &PrometheusHandle,
    work: impl FnOnce(SocketAddr) -> io::Result<R>,
) -> io::Result<R> {
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let server = axum::serve(listener, service::router::<M>(metrics.clone()));
    let server = server.with_graceful_shutdown(async {
        // An error says that `stop` was dropped, which stops the server, too.
        _ = stopped.await;
    });
    let server = runtime.spawn(async { server.await });
    let result = work(address);
    drop(stop);
    // The clients have closed their connections, so nothing keeps the server.
    runtime.block_on(server).map_err(io::Error::other)??;
    result
}
