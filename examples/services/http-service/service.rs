//! The service: `POST /receipt` answers an order, `GET /metrics` tells about the pools.

use std::io::Write;

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use metrics_exporter_prometheus::PrometheusHandle;
use serde::{Deserialize, Serialize};
use syncpool::collections::ReuseVec;
use syncpool::prelude::*;
use syncpool::{BoundedHandle, BoundedPool};

/// The longest body of a request, in bytes. A longer one is refused.
const LONGEST_BODY: usize = 1 << 20;

/// Larger buffers are shrunk to this capacity when they come back. So a few huge ones don't pin memory.
const KEPT_BODY: usize = 64 << 10;

/// An order with more items drops the further ones when it comes back. So one huge order does not pin memory.
const KEPT_ITEMS: usize = 1000;

/// The body of a request. Its vector keeps the memory of the items' names when the order comes back.
#[derive(Debug, Default, Deserialize, Poolable, Serialize)]
pub(crate) struct Order {
    pub(crate) customer: String,
    #[poolable(max_capacity = KEPT_ITEMS)]
    pub(crate) items: ReuseVec<Item>,
}

#[derive(Debug, Default, Deserialize, Poolable, Serialize)]
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) price: u64,
    pub(crate) quantity: u64,
}

/// Bodies in memory at once, of requests and of answers. A request that comes when as many are there waits before its
/// body is read, so a burst of requests takes no more memory than this many bodies.
const MOST_BODIES: usize = 512;

static BOUNDED_BODIES: BoundedPool<BODIES> = BoundedPool::new(BODIES.handle(), MOST_BODIES);

pool! {
    /// The bodies of requests and of answers. A request has one at a time.
    pub(crate) static BODIES: Vec<u8> = MOST_BODIES, max_capacity = KEPT_BODY;

    /// The parsed requests in flight.
    pub(crate) static ORDERS: Order = 256;
}

/// The source of the memory.
pub(crate) trait Memory: 'static {
    type Buffer: AsMut<Vec<u8>> + AsRef<[u8]> + Send;
    type Order: AsRef<Order> + Send;

    /// An empty buffer.
    fn buffer() -> impl Future<Output = Self::Buffer> + Send;

    /// Reads an order.
    fn parse(json: &[u8]) -> serde_json::Result<Self::Order>;

    /// Turns a buffer into the body of an answer, without a copy.
    fn into_bytes(buffer: Self::Buffer) -> Bytes;
}

/// Gets everything from pools.
pub(crate) struct Pools;

impl Memory for Pools {
    type Buffer = Pooled<BoundedHandle<&'static BoundedPool<BODIES>>>;
    type Order = Pooled<ORDERS>;

    async fn buffer() -> Self::Buffer {
        BOUNDED_BODIES.get_async().await
    }

    fn parse(json: &[u8]) -> serde_json::Result<Pooled<ORDERS>> {
        // A guard gets an order from the pool and deserialises it in place. If that fails, the order goes back, and is
        // cleared.
        serde_json::from_slice(json)
    }

    fn into_bytes(buffer: Self::Buffer) -> Bytes {
        // The guard goes back when the last clone of these bytes is dropped: when hyper has sent them.
        Bytes::from_owner(buffer)
    }
}

/// Allocates everything for each request.
pub(crate) struct Fresh;

impl Memory for Fresh {
    type Buffer = Vec<u8>;
    type Order = Order;

    async fn buffer() -> Vec<u8> {
        Vec::new()
    }

    fn parse(json: &[u8]) -> serde_json::Result<Order> {
        serde_json::from_slice(json)
    }

    fn into_bytes(buffer: Vec<u8>) -> Bytes {
        buffer.into()
    }
}

impl AsRef<Order> for Order {
    fn as_ref(&self) -> &Order {
        self
    }
}

/// The routes of the service.
pub(crate) fn router<M: Memory>(metrics: PrometheusHandle) -> Router {
    Router::new()
        .route("/receipt", post(receipt::<M>))
        .route("/metrics", get(scrape))
        .with_state(metrics)
}

/// Answers an order. If the client goes away, axum drops this future at an `.await`, and with it the guards:
/// their objects go back, too.
async fn receipt<M: Memory>(body: Body) -> Result<Response, StatusCode> {
    let json = read::<M>(body).await?;
    let order = M::parse(json.as_ref()).map_err(|_| StatusCode::BAD_REQUEST)?;
    // The JSON is not needed any more. Its buffer may serve for the answer, of this request or of another. A request
    // that kept it, and waited for a second buffer, could wait for ever: each of the others might do the same.
    drop(json);
    // A real service would ask a database here. Guards may move to another thread meanwhile.
    tokio::task::yield_now().await;
    let mut answer = M::buffer().await;
    write_receipt(order.as_ref(), answer.as_mut());
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    Ok((kind, Body::from(M::into_bytes(answer))).into_response())
}

/// Reads a body into one buffer.
async fn read<M: Memory>(body: Body) -> Result<M::Buffer, StatusCode> {
    let mut buffer = M::buffer().await;
    let length = body.size_hint().lower().min(LONGEST_BODY as u64);
    buffer.as_mut().reserve(length as usize);
    let mut body = Limited::new(body, LONGEST_BODY);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| match error.is::<LengthLimitError>() {
            true => StatusCode::PAYLOAD_TOO_LARGE,
            false => StatusCode::BAD_REQUEST,
        })?;
        if let Some(data) = frame.data_ref() {
            buffer.as_mut().extend_from_slice(data);
        }
    }
    Ok(buffer)
}

/// Appends the receipt of an order.
pub(crate) fn write_receipt(order: &Order, receipt: &mut Vec<u8>) {
    let mut total = 0_u64;
    // A vector takes all that is written.
    _ = writeln!(receipt, "receipt for {}", order.customer);
    for Item { name, price, quantity } in &order.items {
        let sum = price.wrapping_mul(*quantity);
        total = total.wrapping_add(sum);
        _ = writeln!(receipt, "{quantity:>3} x {name:<20} at {price:>5} {sum:>7}");
    }
    _ = writeln!(receipt, "total {total}");
}

/// Tells Prometheus about all pools.
async fn scrape(State(metrics): State<PrometheusHandle>) -> String {
    syncpool::metrics::record();
    metrics.run_upkeep();
    metrics.render()
}
