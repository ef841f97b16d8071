#!/usr/bin/env bash
# Do the programs do their work on the workspace's own files?
set -euo pipefail
cd "$(dirname "$0")/.."

cargo run --release --locked --bin pipeline
# A folder that no build writes to: the runs must find the same files.
cargo run --release --locked --bin index -- --rounds 1 syncpool
# It scrapes itself: the metrics of its pools, as Prometheus would read them.
cargo run --release --locked --bin prometheus -- --address 127.0.0.1:0 --check
