#!/usr/bin/env bash
# Does the documentation build without a warning, a broken link above all? Has each public item an example that
# asserts something?
set -euo pipefail
cd "$(dirname "$0")/.."

export RUSTDOCFLAGS="-D warnings"
cargo doc --workspace --no-deps --locked

# What rustdoc writes for machines needs an unstable option of the stable toolchain, and so a target folder of its own,
# which is that of ci/public-items.sh.
json=target/public-items
RUSTC_BOOTSTRAP=1 cargo rustdoc --quiet --locked --target-dir "$json" --package syncpool --lib --all-features -- \
    -Z unstable-options --output-format json
cargo run --quiet --locked --package syncpool-tests --bin items-without-example -- "$json/doc/syncpool.json"
