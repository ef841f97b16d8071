#!/usr/bin/env bash
# Do all tests pass, the examples in the documentation and in README.md included?
set -euo pipefail
cd "$(dirname "$0")/.."

cargo test --workspace --locked
# The workspace's own tests switch all features on. What the derive says without them:
cargo test --package syncpool-derive --lib --locked zeroize_without_its_feature |
    tee target/without-features.log
grep -q '^test result: ok. 1 passed' target/without-features.log
# And the library as most users have it.
cargo test --package syncpool --lib --locked
