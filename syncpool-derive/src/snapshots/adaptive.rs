pool! {
    static ADAPTIVE: Vec<u8> = 64, retain = adaptive;
    static HOURLY: Vec<u8> = 64, retain = adaptive(HOUR);
}
