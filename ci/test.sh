#!/usr/bin/env bash
# Do all tests pass, the examples in the documentation and in README.md included?
set -euo pipefail
cd "$(dirname "$0")/.."

cargo test --workspace --features syncpool-tests/checks --locked
# The workspace's tests switch all features on. This tests a message of the derive without a feature.
cargo test --package syncpool-derive --lib --locked zeroize_without_its_feature |
    tee target/without-features.log
grep -q '^test result: ok. 1 passed' target/without-features.log
# Pools without the standard library. In the workspace's build, other packages switch it on.
cargo test --package syncpool-no-std --features alone --locked
# The library with its default features, as most users have it.
cargo test --package syncpool --lib --locked
