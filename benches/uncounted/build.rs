//! Says that this copy of the crate is to be compiled without its statistics.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-cfg=syncpool_uncounted");
}
