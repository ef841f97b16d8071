#!/usr/bin/env bash
# Do the unit tests pass, and do all macros compile, with the oldest Rust that Cargo.toml promises?
#
# Debian's package of that version is unpacked into target/debian, beside the default toolchain. Where there is
# no such package, the script says so, and checks nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
. ci/debian.sh

debian_compiler || { echo "msrv: skipped: no Rust $oldest is to be had here ($missing)"; exit 0; }

export RUSTC=$debian_rust/rustc CARGO_TARGET_DIR=$PWD/target/msrv
"$RUSTC" --version
cargo test --quiet --locked --package syncpool --lib
cargo test --quiet --locked --package syncpool-edition2018 --package syncpool-edition2021 --package syncpool-renamed
