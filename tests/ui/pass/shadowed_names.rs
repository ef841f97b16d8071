//! Items of the user's own, called like everything that the expansions could have meant.
#![allow(dead_code, non_camel_case_types, non_upper_case_globals, unused_macros)]

mod syncpool_items {
    pub use ::syncpool::pool;
}
use syncpool_items::pool;

struct Option;
struct Some;
struct None;
struct Result;
struct Ok;
struct Err;
struct Box;
struct String;
struct Send;
struct Sync;
struct Copy;
struct Clone;
struct Debug;
struct Default;
struct Drop;
struct FnOnce;
struct Fn;
struct From;
struct Sized;
struct Iterator;
struct Declaration;
struct Local;
struct Pooled;
struct StaticPool;
struct Storage;
struct Poolable;
struct LimitCapacity;
struct R;
struct T;
struct Item;
struct LocalKey;

struct bool;
struct usize;
struct u8;
struct str;

mod std {}
mod core {}
mod alloc {}
mod syncpool {}
mod syncpool_derive {}
mod __private {}

macro_rules! thread_local {
    () => {};
}
macro_rules! compile_error {
    () => {};
}

fn capacity() {}
fn init() {}
fn init_default() {}
fn reset() {}
fn reset_with() {}
fn is_reusable() {}
fn value() {}
fn drop() {}
static LOCAL: u32 = 0;
const CAPACITY: u32 = 0;
const NAME: u32 = 0;
const HANDLE: u32 = 0;
const object: u32 = 0;
const with: u32 = 0;
const f: u32 = 0;

type Vec<T> = ::std::vec::Vec<T>;
type Byte = ::std::primitive::u8;

/// Its fields are called like the locals of the expansion, and its parameters like its items.
#[derive(::syncpool::Poolable)]
struct Frame<Poolable, T> {
    object: Vec<Poolable>,
    with: Vec<T>,
    #[poolable(value = value_of(3))]
    value: Byte,
    #[poolable(default)]
    default: ::std::option::Option<Byte>,
    #[poolable(with = clear)]
    reset: Byte,
    #[poolable(skip)]
    skip: Byte,
    #[poolable(clear, max_capacity = 4)]
    clear: Vec<Byte>,
    r#type: Byte,
}

impl ::syncpool::Poolable for u8 {
    fn reset(&mut self) {}
}

type f64 = ::std::primitive::f32;

/// A type that is called like a primitive type is written with its path, unless it is another primitive type.
#[derive(::syncpool::Poolable)]
struct Named<i8> {
    own: self::u8,
    other: f64,
    parameter: i8,
}

#[derive(::syncpool::Poolable)]
enum State {
    #[poolable(default)]
    Option(Byte),
    None {
        self_: Byte,
    },
    Default,
}

fn value_of(byte: Byte) -> Byte {
    byte
}

fn clear(byte: &mut Byte) {
    *byte = 0;
}

impl<A, B> Frame<A, B> {
    /// Not the one that the derive must call.
    fn reset(&self) {
        unreachable!()
    }
    fn blank() -> Self {
        Frame {
            object: Vec::new(),
            with: Vec::new(),
            value: 0,
            default: ::std::option::Option::None,
            reset: 0,
            skip: 0,
            clear: Vec::new(),
            r#type: 0,
        }
    }
}

mod pools {
    use super::*;

    pool! {
        pub(super) static R: Frame<Byte, Byte> = 64, init = Frame::blank;
        pub(super) static LOCAL: State = 64, init = || State::Default;
        pub(super) static Item: State = 64, init = || State::Default;
        pub(super) static r#type: Vec<Byte> = 64;
        pub(super) static syncpool: Vec<Byte> = 64;
        pub(super) static std: Vec<Byte> = 64;
        pub(super) static core: Vec<Byte> = 64;
    }
}

fn main() {
    assert_eq!(pools::R.get().value, 0);
    assert_eq!(pools::R.get().value, 3);
    let _ = (pools::LOCAL.get(), pools::Item.get(), pools::r#type.get());
    let _ = (pools::syncpool.get(), pools::std.get(), pools::core.get());
}
