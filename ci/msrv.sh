#!/usr/bin/env bash
# Do the unit tests pass, and do all macros compile, with the oldest Rust that Cargo.toml promises?
#
# Debian's package of that version is unpacked into target/msrv, beside the default toolchain. Where there is
# no such package, the script says so, and checks nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

oldest=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
toolchain=$PWD/target/msrv/toolchain-$oldest
rustc=$toolchain/rustc

if [ ! -x "$rustc" ]; then
    skip() {
        echo "msrv: skipped: no Rust $oldest is to be had here ($1)"
        exit 0
    }
    command -v apt-get > /dev/null && command -v dpkg-deb > /dev/null || skip "needs Debian's packages"
    find_version() {
        apt-cache madison rustc-web | awk -v oldest="$oldest." '{ if (index($3, oldest) == 1) { print $3; exit } }'
    }
    version=$(find_version)
    if [ -z "$version" ]; then
        apt-get update > /dev/null 2>&1 || true
        version=$(find_version)
    fi
    [ -n "$version" ] || skip "no package rustc-web $oldest"
    rm -rf "$toolchain"
    mkdir -p "$toolchain/packages"
    llvm=$(apt-cache show "libstd-rust-web-$oldest=$version" | sed -n 's/^Depends:.*\(libllvm[0-9]*\).*/\1/p')
    (
        cd "$toolchain/packages"
        apt-get download "rustc-web=$version" "libstd-rust-web-$oldest=$version" \
            "libstd-rust-web-dev=$version" "$llvm" > ../download.log 2>&1
        for package in *.deb; do dpkg-deb -x "$package" ../root; done
    ) || skip "the download failed, see $toolchain/download.log"
    rm -rf "$toolchain/packages"
    libraries=$(dirname "$(find "$toolchain/root" -name 'libLLVM*.so*' | head -1)")
    printf '#!/bin/sh\nLD_LIBRARY_PATH=%s exec %s/root/usr/bin/rustc "$@"\n' \
        "$libraries" "$toolchain" > "$rustc"
    chmod +x "$rustc"
fi

"$rustc" --version
export RUSTC=$rustc CARGO_TARGET_DIR=$PWD/target/msrv
cargo test --quiet --locked --package syncpool --lib
cargo test --quiet --locked --package syncpool-edition2018 --package syncpool-edition2021 --package syncpool-renamed
