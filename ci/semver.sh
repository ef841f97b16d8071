#!/usr/bin/env bash
# Does the version number say what has changed in the public interface since the last release? Until 1.0 is
# released there is nothing to compare with: 0.1 is another library.
set -euo pipefail
cd "$(dirname "$0")/.."
. ci/tool.sh

log=target/semver.log
mkdir -p target
if ! cargo info --registry crates-io syncpool@1 > "$log" 2>&1; then
    if grep -q '^error: could not find' "$log"; then
        echo "semver: nothing to compare with: no version 1 of syncpool is on the registry yet"
    else
        echo "semver: skipped: the registry can't be reached, see $log"
    fi
    exit 0
fi
tool cargo-semver-checks
cargo semver-checks --package syncpool
