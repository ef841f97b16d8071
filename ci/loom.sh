#!/usr/bin/env bash
# Do the models of the core hold under loom? And do they fail with each operation spoilt?
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# A target folder of its own, so that the flags don't invalidate the ordinary build.
RUSTFLAGS="--cfg loom" CARGO_TARGET_DIR=target/loom CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS=true \
    cargo test --package syncpool --release --test models -- --nocapture | tee "$log"

awk '
    /^explored: / { models += 1; interleavings += $3 }
    /^mutants: / { noticed = $2; of = $4; excused = $6 }
    END {
        if (!models || !noticed) { print "loom: nothing was explored"; exit 1 }
        printf "loom: %d models, %d interleavings, %d of %d mutants noticed, %d excused\n",
            models, interleavings, noticed, of, excused
    }
' "$log"
