//! Echoes packets: one thread receives, others send.
//!
//! Run it with `cargo run --release --example udp-echo`.
//!
//! quiche, firezone and gotatun pass packets between threads like this. The receiver does not know how long the
//! next packet is. It reads into one large buffer of its own, and copies the packet into a buffer from a pool with
//! sizes: the smallest size that fits, so that a thousand small packets in flight don't hold a thousand large
//! buffers. The thread that sends a packet drops it, which gives its buffer back to the receiver's pool.

#![forbid(unsafe_code)]

mod client;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use clap::Parser;
use crossbeam_channel::{Receiver, Sender, bounded};
use services::{Comparison, Outcome, Received, Settings, command_line, latencies};
use syncpool::prelude::*;

use crate::client::{Client, is_timeout};

/// The largest packet of UDP.
const LARGEST: usize = 65_507;

/// Packets that may wait for a sender. The receiver drops further ones, as the network does.
const WAITING: usize = 512;

/// How often the server looks whether it is to end.
const PAUSE: Duration = Duration::from_millis(50);

pool! {
    /// Packets on their way through the server: small ones, those that fit through any network, and large ones.
    static PACKETS: Vec<u8> = WAITING, sizes = [256, 2 << 10, 64 << 10], max_bytes = 8 << 20;
}

/// Echoes packets of many sizes on the loopback interface: in fresh buffers and in pooled ones.
///
/// Exit status: 0, or 1 if an answer is wrong or missing, or 2 if the command line is wrong.
#[derive(Debug, Parser)]
#[command(name = "udp-echo", version)]
struct Options {
    /// Packets of a run, by all clients together
    #[arg(short = 'n', long, value_name = "N", default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    packets: u64,

    /// Clients, a thread each
    #[arg(short, long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..=64))]
    clients: u64,

    /// Threads of the server that send
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=64))]
    senders: u8,

    #[command(flatten)]
    settings: Settings,
}

/// The source of the buffers.
trait Memory {
    type Packet: AsMut<Vec<u8>> + AsRef<[u8]> + Send;

    /// An empty buffer that has room for so many bytes.
    fn packet(length: usize) -> Self::Packet;
}

/// Gets each buffer from a pool.
struct Pools;

impl Memory for Pools {
    type Packet = Pooled<PACKETS>;

    fn packet(length: usize) -> Pooled<PACKETS> {
        PACKETS.get_with_capacity(length)
    }
}

/// Allocates each buffer on the thread that receives, and frees it on a thread that sends.
struct Fresh;

impl Memory for Fresh {
    type Packet = Vec<u8>;

    fn packet(length: usize) -> Vec<u8> {
        Vec::with_capacity(length)
    }
}

fn main() -> ExitCode {
    match command_line::read::<Options>() {
        Ok(options) => command_line::ended(run(&options)),
        Err(status) => status,
    }
}

fn run(options: &Options) -> io::Result<()> {
    Comparison::new("packet", &options.settings)
        .with("fresh", || measure::<Fresh>(options))
        .with("pools", || measure::<Pools>(options))
        .print()
}

/// Starts a server, and measures it under load.
fn measure<M: Memory>(options: &Options) -> io::Result<Outcome<Received>> {
    let &Options { packets, clients, senders, .. } = options;
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    socket.set_read_timeout(Some(PAUSE))?;
    let address = socket.local_addr()?;
    let client = |number| Client::new(number, clients, packets, address);
    let mut clients = (0..clients).map(client).collect::<io::Result<Vec<_>>>()?;
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let (sender, receiver) = bounded(WAITING);
        for _ in 0..senders {
            let (receiver, socket) = (receiver.clone(), &socket);
            scope.spawn(move || send::<M>(&receiver, socket));
        }
        let server = scope.spawn(|| receive::<M>(&socket, sender, &is_over));
        let outcome = Outcome::measure(packets, || client::run_all(&mut clients));
        is_over.store(true, Ordering::Relaxed);
        server.join().expect("the server does not panic")?;
        let mut all = latencies();
        for client in &clients {
            all.add(&client.latencies).map_err(io::Error::other)?;
        }
        Ok(outcome?.with_latencies(all))
    })
}

/// The thread that receives. When it ends, the channel closes, which ends the threads that send.
fn receive<M: Memory>(
    socket: &UdpSocket,
    sender: Sender<(M::Packet, SocketAddr)>,
    is_over: &AtomicBool,
) -> io::Result<()> {
    let mut buffer = vec![0; LARGEST];
    while !is_over.load(Ordering::Relaxed) {
        let (length, client) = match socket.recv_from(&mut buffer) {
            Ok(received) => received,
            Err(error) if is_timeout(&error) => continue,
            Err(error) => return Err(error),
        };
        let mut packet = M::packet(length);
        packet.as_mut().extend_from_slice(&buffer[..length]);
        // A packet that finds no room is dropped, and its buffer goes back at once.
        _ = sender.try_send((packet, client));
    }
    Ok(())
}

/// A thread that sends.
fn send<M: Memory>(receiver: &Receiver<(M::Packet, SocketAddr)>, socket: &UdpSocket) {
    for (packet, client) in receiver {
        // A packet that can't be sent is lost, as others are on their way.
        _ = socket.send_to(packet.as_ref(), client);
        // Here a pooled buffer goes back to the pool.
    }
}
