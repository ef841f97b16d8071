#[derive(Poolable)]
enum Body<T> {
    Nothing,
    #[poolable(default)]
    Bytes {
        bytes: Vec<u8>,
        item: T,
        #[poolable(value = 3)]
        retries: u8,
        #[poolable(skip)]
        id: u64,
        #[poolable(with = Headers::forget)]
        headers: Headers,
    },
    File(File),
}
