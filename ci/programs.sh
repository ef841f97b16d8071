#!/usr/bin/env bash
# Do the programs do their work on the workspace's own files?
set -euo pipefail
cd "$(dirname "$0")/.."

cargo run --release --locked --example pipeline
# The logs are the same on every machine.
cargo run --release --locked --example index -- --rounds 1 | tee target/index.log
grep -q '^200,000 lines, 9,052,064 words of which 30,030 are different$' target/index.log
# No build writes to this folder, so all runs find the same files.
cargo run --release --locked --example index -- --rounds 1 syncpool
# The program scrapes itself, and checks the metrics of its pools.
cargo run --release --locked --example prometheus -- --address 127.0.0.1:0 --check
# Each of these compares the results of its runs with pools and without.
cargo run --release --locked --example http-service -- --requests 20000 --rounds 1
cargo run --release --locked --example udp-echo -- --packets 50000 --rounds 1
cargo run --release --locked --example log-writer -- --lines 500000 --rounds 1
cargo run --release --locked --example parser-arenas -- --files 10000 --rounds 1
cargo run --release --locked --example json-lines -- --lines 200000 --rounds 1
