//! `#[poolable(zeroize)]`: a field's content is wiped from memory before the object goes back.

use syncpool::prelude::*;

const SECRET: u8 = 0xA5;

#[derive(Default, Poolable)]
struct Login {
    user: String,
    #[poolable(zeroize)]
    password: String,
    #[poolable(zeroize)]
    key: Vec<u8>,
    #[poolable(zeroize)]
    nonce: [u64; 4],
    #[poolable(zeroize)]
    token: Option<Vec<u8>>,
}

/// All memory that a vector of bytes has, initialized or not.
fn memory(bytes: &Vec<u8>) -> &[u8] {
    // SAFETY: `capacity` bytes belong to the vector. Those past its length were all written to
    // before, by the tests, or are zeros of `zeroize`'s.
    unsafe { std::slice::from_raw_parts(bytes.as_ptr(), bytes.capacity()) }
}

/// Fills a vector to the last byte of its capacity, then truncates it to `length`.
fn fill(bytes: &mut Vec<u8>, length: usize) {
    bytes.reserve_exact(256);
    bytes.resize(bytes.capacity(), SECRET);
    bytes.truncate(length);
    assert!(memory(bytes).iter().all(|&byte| byte == SECRET), "the spare capacity holds secrets");
}

#[test]
fn the_whole_capacity_is_wiped() {
    pool!(static LOGINS: Login = 64);

    for length in [0, 1, 100, 256] {
        let mut login = LOGINS.get();
        fill(&mut login.key, length);
        login.user.push_str("alice");
        let (key, capacity) = (login.key.as_ptr(), login.key.capacity());
        drop(login);

        let login = LOGINS.try_get().expect("it was kept");
        assert!(login.key.is_empty());
        // The same memory, as much of it, and nothing in it.
        assert_eq!((login.key.as_ptr(), login.key.capacity()), (key, capacity));
        assert!(memory(&login.key).iter().all(|&byte| byte == 0), "with {length} in use");
    }
}

/// Without the attribute the secret stays in memory.
#[test]
fn without_it_the_secret_stays() {
    pool!(static KEYS: Vec<u8> = 64);
    let mut key = KEYS.get();
    fill(&mut key, 100);
    drop(key);
    let key = KEYS.try_get().expect("it was kept");
    assert!(key.is_empty() && memory(&key).contains(&SECRET));
}

#[test]
fn strings_arrays_and_options() {
    let mut login = Login {
        password: String::with_capacity(64),
        nonce: [7; 4],
        token: Some(vec![SECRET; 8]),
        ..Login::default()
    };
    login.password.push_str("hunter2");
    login.reset();
    assert!(login.password.is_empty() && login.password.capacity() >= 64);
    let bytes = std::mem::take(&mut login.password).into_bytes();
    // SAFETY: the seven bytes were written by `push_str`.
    let written = unsafe { std::slice::from_raw_parts(bytes.as_ptr(), 7) };
    assert_eq!(written, [0; 7]);
    assert_eq!((login.nonce, login.token), ([0; 4], None));
}

/// With a generic type the bound is on the field; with a limit the memory is wiped before it is
/// given back.
#[test]
fn with_other_attributes() {
    #[derive(Poolable)]
    struct Sealed<T> {
        #[poolable(zeroize, max_capacity = 16)]
        content: Vec<T>,
        #[poolable(skip)]
        uses: u32,
    }
    let mut sealed = Sealed { content: vec![3_u16; 1000], uses: 1 };
    sealed.reset();
    assert!(sealed.content.is_empty() && sealed.content.capacity() <= 16);
    assert_eq!(sealed.uses, 1);

    #[derive(Debug, PartialEq, Poolable)]
    enum Secret {
        #[poolable(default)]
        Key(#[poolable(zeroize)] [u8; 4]),
        Absent,
    }
    for mut secret in [Secret::Key([9; 4]), Secret::Absent] {
        secret.reset();
        assert_eq!(secret, Secret::Key([0; 4]));
    }
}

/// A user's own type wipes itself by its implementation of `Zeroize`.
#[test]
fn a_type_of_ones_own() {
    #[derive(Default, zeroize::Zeroize)]
    struct Pair {
        left: u32,
        right: Vec<u8>,
    }
    #[derive(Default, Poolable)]
    struct Keys {
        #[poolable(zeroize)]
        pair: Pair,
    }
    let mut keys = Keys { pair: Pair { left: 3, right: vec![SECRET; 4] } };
    keys.reset();
    assert_eq!((keys.pair.left, keys.pair.right.len()), (0, 0));
}
