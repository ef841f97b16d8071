#!/usr/bin/env bash
# Does a test fail if a function returns something else, or if an operator is another one? cargo-mutants changes the
# library and the derive, one place at a time, and runs the tests. `.cargo/mutants.toml` says which changes no test has
# to notice, each with its reason.
#
# All places take a day, so `.ci/run` leaves this out. `ci/mutants.sh FILE...` changes these files alone;
# `ci/mutants.sh --list` counts the places.
set -euo pipefail
cd "$(dirname "$0")/.."
. ci/tool.sh
tool cargo-mutants

packages=(--package syncpool --package syncpool-derive)
if [ "$*" = --list ]; then
    cargo mutants "${packages[@]}" --list | cut -d: -f1 | sort | uniq -c
    exit
fi
for file; do
    [ -f "$file" ] || { echo "$0: there is no file $file; a file is named from the root of the repository" >&2; exit 2; }
done
# The tests of the workspace's other packages are users of the library, too, but take too long.
cargo mutants "${packages[@]}" "${@/#/--file=}" --output target/mutants --timeout 300 \
    --test-package syncpool --test-package syncpool-derive --test-package syncpool-tests
