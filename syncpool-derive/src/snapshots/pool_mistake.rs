pool! {
    static mut BUFFERS: Vec<u8> = 4 * WORKERS;
    static LINES = 64;
}
