pool! {
    /// Scratch buffers, one for each request in flight.
    #[cfg(feature = "buffers")]
    #[deprecated]
    pub static BUFFERS: Vec<u8> = 4 * WORKERS, init = || Vec::with_capacity(4096);
    static FRAMES: Frame<HashMap<&'static str, [u8; 4]>> = 128,
        init_boxed = Frame::blank,
        reset = |f| f.wipe();
    pub(crate) static PLAIN: String = 64,
        max_capacity = 4 * KIB,
        reusable = |line| line.is_ascii();
    static LIMITED: Vec<u8> = 64, reset = |v| v.fill(0), max_capacity = 64, reusable = is_sound,
}
