#!/usr/bin/env bash
# Does every dependency come from the registry, under an accepted licence, and without a known advisory?
# This covers the fuzzers' dependencies, which have a lock file of their own.
set -euo pipefail
cd "$(dirname "$0")/.."

. ci/tool.sh
tool cargo-deny

checks=(bans licenses sources)
if cargo-deny fetch db > /dev/null 2>&1; then
    checks+=(advisories)
else
    echo "The database of advisories can't be reached: advisories are not checked."
fi
deny() {
    cargo-deny --manifest-path "$1" --locked --log-level error --config "$2" check "${checks[@]}"
}
for manifest in Cargo.toml fuzz/Cargo.toml; do
    echo "$manifest:"
    deny "$manifest" deny.toml
done

# Would it notice? Some of the dependencies are under the MIT licence alone.
spoilt=target/deny-spoilt.toml
sed '/"MIT",/d' deny.toml > "$spoilt"
if deny Cargo.toml "$spoilt" > target/deny-spoilt.log 2>&1 ||
    ! grep -q '^error\[rejected\]' target/deny-spoilt.log; then
    echo "$0: a licence that is not accepted was not seen, see target/deny-spoilt.log" >&2
    exit 1
fi
echo "Nothing was found, and the licence that was taken off the list was: ${checks[*]}."
