#!/usr/bin/env bash
# Does the documentation build without a warning, a broken link above all?
set -euo pipefail
cd "$(dirname "$0")/.."

export RUSTDOCFLAGS="-D warnings"
cargo doc --workspace --no-deps --locked
