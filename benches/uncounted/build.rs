//! Compiles this copy of the crate without its statistics.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-cfg=syncpool_uncounted");
}
