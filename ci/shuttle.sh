#!/usr/bin/env bash
# Do whole pools hold under shuttle, in a million random schedules in all? The first argument says how
# many instead.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly total=${1:-1000000}
readonly tests=6
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# A target folder of its own, so that the flags don't invalidate the ordinary build.
RUSTFLAGS="--cfg shuttle" CARGO_TARGET_DIR=target/shuttle SHUTTLE_SILENCE_WARNINGS=1 \
    SYNCPOOL_SCHEDULES=$(((total + tests - 1) / tests)) CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS=true \
    cargo test --package syncpool --release --test models -- --nocapture | tee "$log"

awk -v total="$total" '
    /^explored: / { tests += 1; schedules += $3 }
    END {
        printf "shuttle: %d scenarios, %d schedules\n", tests, schedules
        exit schedules < total
    }
' "$log"
