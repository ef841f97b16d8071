#!/usr/bin/env bash
# Does valgrind's memcheck see a bad access or a leak in the tests of one thread? And does it see the
# planted ones?
set -euo pipefail
cd "$(dirname "$0")/.."
. ci/need.sh
need valgrind valgrind

runner=CARGO_TARGET_$(echo "$host" | tr a-z- A-Z_)_RUNNER
export "$runner=valgrind --quiet --error-exitcode=9 --leak-check=full \
    --show-leak-kinds=definite --errors-for-leak-kinds=definite"
export RUST_BACKTRACE=0
# Tests are some thirty times slower under valgrind.
export PROPTEST_CASES=5
tests() {
    cargo test --quiet --package syncpool-tests "$@"
}

tests --test model -- exact
# Two tests leak on purpose.
tests --test sharing -- life mutation traits --skip a_forgotten_owner_leaks_the_object
tests --test guard --test compose --test pool_macro --test zeroize \
    -- --skip the_handle_and_the_object_are_each_dropped_once
tests --test sync_pool -- handles manage one_thread
tests --test hazards -- reentrancy huge panics bound::refill

for planted in leak use_after_free; do
    log=target/valgrind-$planted.log
    if tests --test planted -- --ignored --exact "$planted" > "$log" 2>&1; then
        echo "$0: the planted $planted was not seen" >&2
        exit 1
    fi
    if ! grep -q 'definitely lost\|Invalid read' "$log"; then
        cat "$log" >&2
        echo "$0: not the planted $planted was seen, but another failure" >&2
        exit 1
    fi
done
echo "No bad access and no leak was seen, and the planted ones were."
