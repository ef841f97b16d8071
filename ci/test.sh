#!/usr/bin/env bash
# Do all tests pass, the examples in the documentation and in README.md included?
set -euo pipefail
cd "$(dirname "$0")/.."

cargo test --workspace
