#!/usr/bin/env bash
# Are the public items of the library those of docs/public-items.txt? So a change of the public interface shows
# in its commit. `ci/public-items.sh bless` writes the file anew.
#
# The list is made by cargo-public-api from the documentation that the compiler writes for machines. Where the two
# do not fit together, the script says so, and compares nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
case "$*" in
    '' | bless) ;;
    *) echo "usage: $0 [bless]" >&2; exit 2 ;;
esac
. ci/tool.sh
tool cargo-public-api

# A target folder of its own, since the option needs an unstable feature of the stable toolchain.
export CARGO_TARGET_DIR=target/public-items
RUSTC_BOOTSTRAP=1 cargo rustdoc --quiet --locked --package syncpool --lib --all-features -- \
    -Z unstable-options --output-format json
json=$CARGO_TARGET_DIR/doc/syncpool.json
all=$CARGO_TARGET_DIR/all.txt
if ! cargo-public-api public-api --rustdoc-json "$json" --simplified --color never > "$all" 2> "$all.log"; then
    if grep -q 'Failed to parse' "$all.log"; then
        echo "public-items: skipped: cargo-public-api cannot read what $(rustc --version) writes"
        exit 0
    fi
    cat "$all.log" >&2
    exit 1
fi
# Left out: the second mention of an item that the prelude has, too; the chapters of the guide, which are documentation
# alone; two traits that no program can name.
awk '!/^pub mod syncpool::guide/ && !/ core::marker::(Freeze|UnsafeUnpin) for / && !seen[$0]++' "$all" > "$all.new"

list=docs/public-items.txt
if [ "$*" = bless ]; then
    cp "$all.new" "$list"
elif ! diff -U 0 "$list" "$all.new"; then
    echo "$0: the public items have changed: if that is right, run \`ci/public-items.sh bless\`, and commit" >&2
    exit 1
fi
echo "public-items: $(wc -l < "$list") lines"
