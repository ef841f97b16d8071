#!/usr/bin/env bash
# Does ThreadSanitizer see a data race? And does it see one that is planted?
#
# The standard library comes without ThreadSanitizer's instrumentation. `tests/tests/races.rs` orders
# nothing by it; what the other tests and the harness need is in thread-sanitizer.supp.
set -euo pipefail
cd "$(dirname "$0")/.."
. ci/need.sh
need llvm-symbolizer llvm

export CARGO_TARGET_DIR=$PWD/target/thread-sanitizer
export RUSTFLAGS="-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer"
export TSAN_OPTIONS="suppressions=$PWD/ci/thread-sanitizer.supp halt_on_error=1 print_suppressions=0"
# A backtrace reads the program's own symbols, under a lock of std's own.
export RUST_BACKTRACE=0
export PROPTEST_CASES=30
export CARGO_PROFILE_DEV_DEBUG=line-tables-only
tests() {
    cargo test --quiet --target "$host" --package syncpool-tests "$@"
}

# The other tests of run-time pools are left out: they order threads by what std does out of its sight
# (a scope that ends, a last Arc, a lock that is waited for, a OnceLock), so that each could be reported
# now and then. `races` has threads on run-time pools that are ordered by the pools alone.
tests --test races --test hazards --test model

# The same with a mistake in it: whoever claims slots does not see what their last owner wrote.
planted=$CARGO_TARGET_DIR/planted
mkdir -p "$planted"
rm -rf "${planted:?}"/*
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$planted"
cd "$planted"
sed -i 's/claimed(now, mask), Acquire, Relaxed)/claimed(now, mask), Relaxed, Relaxed)/' \
    syncpool/src/depot.rs
if diff -q syncpool/src/depot.rs "$OLDPWD/syncpool/src/depot.rs" > /dev/null; then
    echo "$0: the mistake to plant in depot.rs is not to be found there: look for it anew" >&2
    exit 1
fi
if tests --test races through_one_block > planted.log 2>&1; then
    echo "$0: the planted race was not seen" >&2
    exit 1
fi
if ! grep -q 'WARNING: ThreadSanitizer: data race' planted.log; then
    cat planted.log >&2
    echo "$0: the planted race was to be seen, and something else went wrong" >&2
    exit 1
fi
echo "No race was seen, and the planted one was."
