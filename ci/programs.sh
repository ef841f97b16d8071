#!/usr/bin/env bash
# Do the programs do their work on the workspace's own files?
set -euo pipefail
cd "$(dirname "$0")/.."

cargo run --release --locked --bin pipeline
# No build writes to this folder, so all runs find the same files.
cargo run --release --locked --bin index -- --rounds 1 syncpool
# The program scrapes itself, and checks the metrics of its pools.
cargo run --release --locked -p syncpool-services --bin prometheus -- --address 127.0.0.1:0 --check
# Each of these compares the results of its runs with pools and without.
cargo run --release --locked -p syncpool-services --bin http-service -- --requests 20000 --rounds 1
cargo run --release --locked -p syncpool-services --bin udp-echo -- --packets 50000 --rounds 1
cargo run --release --locked -p syncpool-services --bin log-writer -- --lines 500000 --rounds 1
cargo run --release --locked -p syncpool-services --bin parser-arenas -- --files 10000 --rounds 1
cargo run --release --locked -p syncpool-services --bin json-lines -- --lines 200000 --rounds 1
