//! The load: each connection has a thread that sends a request, reads the answer and compares it.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use services::{Outcome, Received, latencies};

use crate::service::{Item, Order, write_receipt};

/// How long a client waits for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Different requests.
const KINDS: u64 = 64;

/// A request and its answer, made in advance.
#[derive(Debug)]
struct Exchange {
    request: Vec<u8>,
    /// The body of the answer.
    answer: Vec<u8>,
}

/// What is sent, and how often.
#[derive(Debug)]
pub(crate) struct Load {
    connections: u64,
    requests: u64,
    exchanges: Vec<Exchange>,
}

impl Load {
    pub(crate) fn new(connections: u64, requests: u64, items: u64) -> Load {
        let exchange = |kind| Exchange::of(&order(kind, 1 + items * kind / KINDS));
        Load { connections, requests, exchanges: (0..KINDS).map(exchange).collect() }
    }

    /// Sends all requests. An answer that is not the expected one is an error.
    pub(crate) fn run(&self, address: SocketAddr) -> io::Result<Outcome<Received>> {
        let connect = |_| Client::connect(address);
        let mut clients = (0..self.connections).map(connect).collect::<io::Result<Vec<_>>>()?;
        let outcome = Outcome::measure(self.requests, || {
            thread::scope(|scope| {
                let numbers = (0..self.connections).zip(&mut clients);
                let start = |(number, client)| scope.spawn(move || self.send(number, client));
                let threads: Vec<_> = numbers.map(start).collect();
                let mut all = Received::default();
                for thread in threads {
                    all += thread.join().expect("a client does not panic")?;
                }
                Ok(all)
            })
        })?;
        let mut all = latencies();
        for client in &clients {
            all.add(&client.latencies).map_err(io::Error::other)?;
        }
        Ok(outcome.with_latencies(all))
    }

    /// Sends every request whose number is that of the connection, or so many connections later.
    fn send(&self, connection: u64, client: &mut Client) -> io::Result<Received> {
        let mut answers = Received::default();
        for number in (connection..self.requests).step_by(self.connections as usize) {
            let exchange = &self.exchanges[(number % KINDS) as usize];
            let answer = client.exchange(&exchange.request)?;
            if answer != exchange.answer {
                return Err(io::Error::other(format!("the answer to request {number} is wrong")));
            }
            answers.count(answer);
        }
        Ok(answers)
    }
}

impl Exchange {
    fn of(order: &Order) -> Exchange {
        let body = serde_json::to_string(order).expect("an order has nothing that is not JSON");
        let head = format!(
            "POST /receipt HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n\r\n",
            body.len(),
        );
        let mut answer = Vec::new();
        write_receipt(order, &mut answer);
        Exchange { request: (head + &body).into_bytes(), answer }
    }
}

fn order(kind: u64, items: u64) -> Order {
    let item = |number| Item {
        name: format!("item {} of {kind}", number * kind),
        price: 100 + number * 7 % 900,
        quantity: 1 + number % 9,
    };
    Order { customer: format!("customer {kind}"), items: (0..items).map(item).collect() }
}

/// A connection that is kept.
#[derive(Debug)]
struct Client {
    stream: TcpStream,
    /// The answer that is read, and perhaps more room.
    buffer: Vec<u8>,
    latencies: Histogram<u64>,
}

impl Client {
    fn connect(address: SocketAddr) -> io::Result<Client> {
        let stream = connect(address)?;
        Ok(Client { stream, buffer: vec![0; 1 << 20], latencies: latencies() })
    }

    /// Sends a request and returns the body of its answer.
    fn exchange(&mut self, request: &[u8]) -> io::Result<&[u8]> {
        let started = Instant::now();
        self.stream.write_all(request)?;
        let mut length = 0;
        let body = loop {
            match self.stream.read(&mut self.buffer[length..])? {
                0 => return Err(io::Error::other("an answer is incomplete")),
                more => length += more,
            }
            if let Some(body) = find_body(&self.buffer[..length])? {
                break body;
            }
        };
        self.latencies.saturating_record(started.elapsed().as_nanos() as u64);
        Ok(&self.buffer[body..length])
    }
}

/// The place where the body begins, if the answer is complete.
fn find_body(answer: &[u8]) -> io::Result<Option<usize>> {
    let Some(end) = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = std::str::from_utf8(&answer[..end]).map_err(io::Error::other)?;
    let wrong = || io::Error::other(format!("the service answered {head}"));
    if !head.starts_with("HTTP/1.1 200 OK\r\n") {
        return Err(wrong());
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.and_then(|length| length.parse().ok()).ok_or_else(wrong)?;
    let body = end + 4;
    Ok((answer.len() == body + length).then_some(body))
}

/// Asks for the metrics, as Prometheus does.
pub(crate) fn scrape(address: SocketAddr) -> io::Result<String> {
    let mut stream = connect(address)?;
    stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    match find_body(&answer)? {
        Some(body) => String::from_utf8(answer.split_off(body)).map_err(io::Error::other),
        None => Err(io::Error::other("the metrics are incomplete")),
    }
}

fn connect(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}
