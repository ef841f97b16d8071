#!/usr/bin/env bash
# Does Miri see undefined behaviour in the tests, under both models of what a pointer may alias? It interprets
# the program: it sees each access that is out of bounds, uninitialized, misaligned, or a race.
#
# Miri comes with a nightly toolchain. Where it is not installed, the script says so, and checks nothing.
# The first argument says for how many seeds, and so schedules, each test runs.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly seeds=${1:-1}
case $seeds in
    '' | *[!0-9]* | 0) echo "usage: $0 [NUMBER OF SEEDS]" >&2; exit 2 ;;
esac
# rustup would otherwise go and fetch a toolchain that is asked for.
export RUSTUP_AUTO_INSTALL=0
if cargo miri --version > /dev/null 2>&1; then
    miri=(cargo miri)
elif cargo +nightly miri --version > /dev/null 2>&1; then
    miri=(cargo +nightly miri)
else
    echo "miri: skipped: Miri is not installed (\`rustup component add --toolchain nightly miri\`)"
    exit 0
fi

export RUST_BACKTRACE=0 PROPTEST_CASES=2 PROPTEST_DISABLE_FAILURE_PERSISTENCE=1
flags=
[ "$seeds" = 1 ] || flags+=" -Zmiri-many-seeds=0..$seeds"
for variable in RUST_BACKTRACE PROPTEST_CASES PROPTEST_DISABLE_FAILURE_PERSISTENCE; do
    flags+=" -Zmiri-env-forward=$variable"
done
# Some tests leak on purpose. AddressSanitizer and memcheck look for leaks.
flags+=" -Zmiri-ignore-leaks"
export CARGO_TARGET_DIR=target/miri

# The tests that start processes, read files, count instructions or allocations, or are long because of what they
# show (`circulation`, `model`, `races`), are left out.
tests=(bounded collections compose derive drain fallible foreign guard hazards metrics options pool_macro poolable serde
    sharing sizes stats sync_pool unwind_safe zeroize)
for model in stacked tree; do
    [ "$model" = stacked ] || flags+=" -Zmiri-tree-borrows"
    echo "miri: $model borrows"
    MIRIFLAGS=$flags "${miri[@]}" test --locked --package syncpool --lib
    MIRIFLAGS=$flags "${miri[@]}" test --locked --package syncpool-tests "${tests[@]/#/--test=}"
done
