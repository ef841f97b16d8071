#!/usr/bin/env bash
# Do the counts of all objects add up after a minute of all that programs do to pools? The first
# argument says how many seconds instead, the second how many threads.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo run --quiet --release --package syncpool-tests --bin soak -- \
    --seconds "${1:-60}" --threads "${2:-64}"
