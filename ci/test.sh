#!/usr/bin/env bash
# Do all tests pass, the examples in the documentation and in README.md included?
set -euo pipefail
cd "$(dirname "$0")/.."

# The command that README.md tells.
cargo test -p syncpool -p syncpool-tests --locked
# What it leaves out: tests that compile programs or read machine code, and the packages around the library.
cargo test -p syncpool-tests --features checks --test disassembly --test footprint --test ui --locked
cargo test --workspace --exclude syncpool --exclude syncpool-tests --locked
# The tests above switch all features on. This tests a message of the derive without a feature.
cargo test --package syncpool-derive --lib --locked zeroize_without_its_feature |
    tee target/without-features.log
grep -q '^test result: ok. 1 passed' target/without-features.log
# Pools without the standard library. In the builds above, other packages switch it on.
cargo test --package syncpool-no-std --features alone --locked
# The library with its default features, as most users have it.
cargo test --package syncpool --lib --locked
