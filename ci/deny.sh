#!/usr/bin/env bash
# Is every dependency under a licence that we accept, from the registry, and without a known advisory?
set -euo pipefail
cd "$(dirname "$0")/.."

if ! cargo deny --version > /dev/null 2>&1; then
    echo "Installing cargo-deny"
    # Speed is not what it is for: unoptimized, it is there sooner.
    if ! cargo install --quiet --locked --debug cargo-deny; then
        echo "$0: cargo-deny is missing: cargo install cargo-deny" >&2
        exit 1
    fi
fi

checks=(bans licenses sources)
if cargo deny fetch db > /dev/null 2>&1; then
    checks+=(advisories)
else
    echo "The database of advisories can't be reached from here: they are left out."
fi
for manifest in Cargo.toml fuzz/Cargo.toml; do
    cargo deny --manifest-path "$manifest" --log-level warn check --config deny.toml "${checks[@]}"
done
