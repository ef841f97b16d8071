#!/usr/bin/env bash
# Is all Rust code formatted as rustfmt.toml says?
set -euo pipefail
cd "$(dirname "$0")/.."

cargo fmt --all --check
# These are not in the workspace.
rustfmt --check --edition 2024 tests/clients/*/pool.rs tests/clients/*/measure/src/main.rs
