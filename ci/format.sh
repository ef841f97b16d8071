#!/usr/bin/env bash
# Is all Rust code formatted as rustfmt.toml says?
set -euo pipefail
cd "$(dirname "$0")/.."

cargo fmt --all --check
