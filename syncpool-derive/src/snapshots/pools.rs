pool! {
    /// Scratch buffers, one for each request in flight.
    #[cfg(feature = "buffers")]
    #[deprecated]
    pub static BUFFERS: Vec<u8> = 4 * WORKERS, init = || Vec::with_capacity(4096);
    static FRAMES: Frame<HashMap<&'static str, [u8; 4]>> = 128,
        init_boxed = Frame::blank,
        reset = |f| f.wipe();
    pub(crate) static PLAIN: String = 64,
}
