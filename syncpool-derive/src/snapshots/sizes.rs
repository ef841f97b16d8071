pool! {
    /// Buffers of three sizes.
    #[cfg(feature = "buffers")]
    pub static BUFFERS: Vec<u8> = 64, sizes = [4 * 1024, MIDDLE, 1 << 20], max_bytes = 16 << 20;
}
