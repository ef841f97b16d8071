#[derive(Default, Poolable)]
struct Request {
    id: usize,
    path: String,
    #[poolable(max_capacity = 64 * 1024)]
    body: Vec<u8>,
    #[poolable(clear, max_capacity = 100)]
    tags: Tags,
    #[poolable(skip)]
    connection: Arc<Connection>,
    #[poolable(default)]
    session: Session,
    #[poolable(value = Instant::now())]
    received: Instant,
    #[poolable(with = Headers::forget)]
    headers: Headers,
}
