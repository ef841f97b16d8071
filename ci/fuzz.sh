#!/usr/bin/env bash
# Does a fuzzer find an input that breaks a pool or a macro? Replays the corpus, then fuzzes each
# target for 30 seconds, or as many as the first argument says.
#
# It builds what `cargo fuzz` builds, and needs neither cargo-fuzz nor a nightly toolchain.
set -euo pipefail
cd "$(dirname "$0")/.."
. ci/need.sh
need llvm-symbolizer llvm
need c++ g++
seconds=${1:-30}

export CARGO_TARGET_DIR=$PWD/target/fuzz
export RUSTFLAGS="--cfg fuzzing -Zsanitizer=address -Cdebug-assertions -Ccodegen-units=1 \
    -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares"
cargo build --quiet --locked --release --target "$host" --manifest-path fuzz/Cargo.toml

for target in operations macros; do
    fuzzer=$CARGO_TARGET_DIR/$host/release/$target
    # New inputs stay in this folder. The corpus changes only by hand.
    found=$CARGO_TARGET_DIR/found/$target
    mkdir -p "$found" fuzz/artifacts/"$target"
    log=$CARGO_TARGET_DIR/$target.log
    echo "$target: $(find "fuzz/corpus/$target" -type f | wc -l) inputs of the corpus, then $seconds seconds"
    if ! "$fuzzer" -runs=0 "fuzz/corpus/$target" > "$log" 2>&1 ||
        ! "$fuzzer" -max_total_time="$seconds" -timeout=10 -max_len=4096 -print_final_stats=1 \
            -artifact_prefix="fuzz/artifacts/$target/" "$found" "fuzz/corpus/$target" > "$log" 2>&1; then
        tail -60 "$log" >&2
        echo "$0: $target found something, see fuzz/artifacts/$target" >&2
        exit 1
    fi
    grep 'Done\|cov:' "$log" | tail -2
done
