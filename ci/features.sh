#!/usr/bin/env bash
# Does the library compile, without a warning, with whichever features a user chooses? Do its unit tests pass
# with all of them?
set -euo pipefail
cd "$(dirname "$0")/.."
. ci/tool.sh
tool cargo-hack

# The features for the types of other crates end in a version. They do not depend on each other.
foreign=$(sed -n '/^\[features\]/,/^\[/s/^\([a-z_]*[0-9][0-9]*\) = .*/\1/p' syncpool/Cargo.toml | paste -sd,)
clippy() {
    cargo hack clippy --quiet --package syncpool --lib --locked "$@" -- -D warnings
}
count=0
# Cargo prints each combination with the command that repeats it.
combinations() {
    count=$((count + $(clippy --print-command-list "$@" | wc -l)))
    clippy "$@"
}

# All subsets of up to three of the other features, `std` and `derive` among them.
combinations --feature-powerset --depth 3 --exclude-features "default,$foreign"
# Each feature for another crate: alone, and with the default features.
combinations --each-feature --exclude-no-default-features --include-features "$foreign"
combinations --each-feature --exclude-no-default-features --include-features "$foreign" --features default
clippy --all-features

# `ci/test.sh` runs the unit tests with the default features.
cargo test --quiet --package syncpool --lib --locked --all-features
echo "features: $((count + 1)) combinations compile"
