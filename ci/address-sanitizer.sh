#!/usr/bin/env bash
# Does AddressSanitizer see a use after free, an overflow, or a leak? And does it see the planted ones?
set -euo pipefail
cd "$(dirname "$0")/.."
. ci/need.sh
need llvm-symbolizer llvm

export CARGO_TARGET_DIR=$PWD/target/address-sanitizer
export RUSTFLAGS="-Zsanitizer=address"
export ASAN_OPTIONS="detect_leaks=1 detect_stack_use_after_return=1"
export RUST_BACKTRACE=0
export PROPTEST_CASES=30
tests() {
    cargo test --quiet --target "$host" --package syncpool-tests "$@"
}

# Left out are the tests that leak on purpose, and the one that counts allocations.
tests --test races --test hazards --test circulation --test model --test guard --test compose --test zeroize \
    --test pool_macro --test sync_pool --test global_allocator --test sharing --test sizes --test bounded \
    -- --skip a_guard_is_leaked --skip the_handle_and_the_object_are_each_dropped_once --skip a_forgotten_owner_leaks_the_object

for planted in leak use_after_free; do
    log=$CARGO_TARGET_DIR/$planted.log
    if tests --test planted -- --ignored --exact "$planted" > "$log" 2>&1; then
        echo "$0: the planted $planted was not seen" >&2
        exit 1
    fi
    if ! grep -q 'ERROR: \(Leak\|Address\)Sanitizer' "$log"; then
        cat "$log" >&2
        echo "$0: not the planted $planted was seen, but another failure" >&2
        exit 1
    fi
done
echo "No bad access and no leak was seen, and the planted ones were."
