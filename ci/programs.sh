#!/usr/bin/env bash
# Do the programs do their work on the workspace's own files?
set -euo pipefail
cd "$(dirname "$0")/.."

cargo run --release --locked --bin pipeline
# A folder that no build writes to: the runs must find the same files.
cargo run --release --locked --bin index -- --rounds 1 syncpool
