#!/usr/bin/env bash
# Does ThreadSanitizer see a data race? And does it see one that is planted?
#
# The standard library is not instrumented. `tests/tests/races.rs` orders nothing by it. The
# suppressions that the other tests and the harness need are in thread-sanitizer.supp.
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
tests() {
    cargo test --quiet --target "$host" --package syncpool-tests "$@"
}

# The other tests of run-time pools are left out. They order threads by parts of std that are not
# instrumented (the end of a scope, the last Arc, a contended lock, a OnceLock), so a false race could be
# reported now and then. `races` also tests run-time pools, with threads that only the pools order.
tests --test races --test hazards --test circulation --test model
tests --test sharing threads::

# The same with a mistake planted: a thread that claims slots does not see its predecessor's writes.
planted=$CARGO_TARGET_DIR/planted
mkdir -p "$planted"
rm -rf "${planted:?}"/*
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$planted"
cd "$planted"
# Beside the sound build, not in it: cargo gives both copies of a package the same name, and takes one for the other.
CARGO_TARGET_DIR+=-planted
sound='claimed(now, mask), Acquire, Relaxed)'
if ! claim=$(grep -rlF "$sound" syncpool/src); then
    echo "$0: no file of syncpool/src has the code to spoil, '$sound': find its new form" >&2
    exit 1
fi
sed -i "s/$sound/claimed(now, mask), Relaxed, Relaxed)/" "$claim"
if tests --test races through_one_block > planted.log 2>&1; then
    echo "$0: the planted race was not seen" >&2
    exit 1
fi
if ! grep -q 'WARNING: ThreadSanitizer: data race' planted.log; then
    cat planted.log >&2
    echo "$0: not the planted race was seen, but another failure" >&2
    exit 1
fi
echo "No race was seen, and the planted one was."
