#![allow(non_camel_case_types)]
use syncpool::Poolable;

#[derive(Poolable)]
struct u64(String);

#[derive(Poolable)]
struct Job {
    id: u64,
    body: Vec<u8>,
}

fn main() {}
