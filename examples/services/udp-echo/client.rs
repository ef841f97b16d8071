//! The clients: each sends packets of many sizes, and compares the echoes.

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::thread;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use services::{Received, latencies};

use crate::LARGEST;

/// Packets that a client has in flight.
const WINDOW: usize = 16;

/// After this time without an echo, a client sends its packets again.
const PATIENCE: Duration = Duration::from_millis(250);

/// The most times in a row that a client does so.
const TRIES: usize = 40;

/// A client. It allocates nothing while it runs.
#[derive(Debug)]
pub(crate) struct Client {
    socket: UdpSocket,
    /// The packets that are not sent yet.
    numbers: std::iter::StepBy<std::ops::Range<u64>>,
    /// The packets in flight, and when each was sent first.
    window: Vec<(u64, Instant)>,
    buffer: Vec<u8>,
    expected: Vec<u8>,
    pub(crate) latencies: Histogram<u64>,
}

impl Client {
    /// A client that sends the packet with its own number, and those so many clients later.
    pub(crate) fn new(
        number: u64,
        clients: u64,
        packets: u64,
        server: SocketAddr,
    ) -> io::Result<Client> {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
        socket.connect(server)?;
        socket.set_read_timeout(Some(PATIENCE))?;
        Ok(Client {
            socket,
            numbers: (number..packets).step_by(clients as usize),
            window: Vec::with_capacity(WINDOW),
            buffer: vec![0; LARGEST],
            expected: Vec::with_capacity(LARGEST),
            latencies: latencies(),
        })
    }

    fn run(&mut self) -> io::Result<Received> {
        let mut echoes = Received::default();
        let mut tries = 0;
        loop {
            while let Some(number) = self.next() {
                self.window.push((number, Instant::now()));
                self.send(number)?;
            }
            if self.window.is_empty() {
                return Ok(echoes);
            }
            match self.socket.recv(&mut self.buffer) {
                Ok(length) => {
                    tries = 0;
                    self.compare(length, &mut echoes)?;
                }
                Err(error) if is_timeout(&error) && tries < TRIES => {
                    tries += 1;
                    for place in 0..self.window.len() {
                        self.send(self.window[place].0)?;
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// The next packet to send, if there may be another one in flight.
    fn next(&mut self) -> Option<u64> {
        if self.window.len() < WINDOW { self.numbers.next() } else { None }
    }

    fn send(&mut self, number: u64) -> io::Result<()> {
        write(number, &mut self.expected);
        self.socket.send(&self.expected).map(drop)
    }

    /// Compares an echo with the packet that was sent.
    fn compare(&mut self, length: usize, echoes: &mut Received) -> io::Result<()> {
        let echo = &self.buffer[..length];
        let wrong = || io::Error::other(format!("an echo of {length} bytes is wrong"));
        let number = echo.first_chunk().copied().map(u64::from_le_bytes).ok_or_else(wrong)?;
        write(number, &mut self.expected);
        if echo != self.expected {
            return Err(wrong());
        }
        // A packet that was sent twice may come back twice.
        let Some(place) = self.window.iter().position(|&(other, _)| other == number) else {
            return Ok(());
        };
        let (_, sent) = self.window.swap_remove(place);
        self.latencies.saturating_record(sent.elapsed().as_nanos() as u64);
        echoes.count(echo);
        Ok(())
    }
}

/// Runs each client on a thread of its own, and sums up what they have received.
pub(crate) fn run_all(clients: &mut [Client]) -> io::Result<Received> {
    thread::scope(|scope| {
        let threads: Vec<_> =
            clients.iter_mut().map(|client| scope.spawn(|| client.run())).collect();
        let mut all = Received::default();
        for thread in threads {
            all += thread.join().expect("a client does not panic")?;
        }
        Ok(all)
    })
}

/// Writes a packet: half of them small, most others of the size that fits through any network, few large.
fn write(number: u64, packet: &mut Vec<u8>) {
    let length = match number % 64 {
        0 => 32 << 10,
        class if class % 2 == 0 => 1_200,
        _ => 100,
    };
    packet.clear();
    packet.extend_from_slice(&number.to_le_bytes());
    packet.resize(length, number as u8);
}

pub(crate) fn is_timeout(error: &io::Error) -> bool {
    // Which of both it is depends on the system.
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
