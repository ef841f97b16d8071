#!/usr/bin/env bash
# Is each published crate complete, and does it build from its package alone?
set -euo pipefail
cd "$(dirname "$0")/.."

for crate in syncpool-derive syncpool; do
    echo "files of $crate:"
    cargo package --package "$crate" --locked --list
done
cargo package --package syncpool-derive --package syncpool --locked
