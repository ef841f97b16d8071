#!/usr/bin/env bash
# Is clippy content with every target, tests and programs included?
set -euo pipefail
cd "$(dirname "$0")/.."

cargo clippy --workspace --all-targets --features syncpool-tests/checks --locked -- -D warnings
