#!/usr/bin/env bash
# Does the library work on other targets: of 32 bits, with weakly ordered memory, without 64-bit atomics, without
# threads, without an operating system?
#
# The oldest promised Rust is unpacked from Debian's packages, with the standard library of other targets, or with its
# source, which cargo builds. What cannot be had is told in one line, and the rest goes on.
set -euo pipefail
cd "$(dirname "$0")/.."
. ci/need.sh
. ci/debian.sh

# `skip TARGET [REASON]`
skip() { echo "targets: skipped: $1${2:+: $2}"; }

debian_compiler || { skip "all of them" "$missing"; exit 0; }
export RUSTC=$debian_rust/rustc CARGO_TARGET_DIR=$PWD/target/targets CARGO_INCREMENTAL=0
# An emulated processor is slow: a little optimization pays.
export CARGO_PROFILE_DEV_OPT_LEVEL=1 CARGO_PROFILE_DEV_DEBUG=false

# `for_target TARGET SETTING VALUE`: a setting of cargo that other targets do not get.
for_target() {
    local name=CARGO_TARGET_${1//-/_}_$2
    export "${name^^}=$3"
}

# `prepare_linux TARGET ARCHITECTURE TOOLS DYNAMIC_LINKER EMULATOR`: lets cargo link and run programs of a target.
prepare_linux() {
    missing=
    if [ "$5" = none ]; then
        [ "$(uname -m)" = x86_64 ] || { missing="this processor does not run its programs"; return 1; }
    else
        (need "$5" qemu-user) || return 1
        for_target "$1" runner "$5"
    fi
    (need "$3-ld" "binutils-$3") || return 1
    debian_linker "$2" "$3-ld" "$4" || return 1
    for_target "$1" linker "$debian/$2.link"
    # Old compilers report this lint where new ones do not.
    for_target "$1" rustflags "-Clinker-flavor=ld -Aunreachable_pub"
}

# The unit tests, and those of the hazards, where a thread has magazines.
with_magazines() {
    if prepare_linux "$@" && debian_std "$2"; then
        echo "$1: the unit tests, and those of hazards"
        cargo test --quiet --locked --target "$1" --package syncpool --lib
        cargo test --quiet --locked --target "$1" --package syncpool-any-target --test hazards
    else
        skip "$1" "$missing"
    fi
}
with_magazines i686-unknown-linux-gnu i386 i686-linux-gnu /lib/ld-linux.so.2 none
with_magazines aarch64-unknown-linux-gnu arm64 aarch64-linux-gnu /lib/ld-linux-aarch64.so.1 qemu-aarch64

debian_source || { skip "targets whose standard library is to be built" "$missing"; exit 0; }

target=armv5te-unknown-linux-gnueabi
if prepare_linux "$target" armel arm-linux-gnueabi /lib/ld-linux.so.3 qemu-arm; then
    echo "$target, without 64-bit atomics: pools without magazines"
    cargo test --quiet --locked --target "$target" -Zbuild-std --package syncpool-no-std --features alone
else
    skip "$target" "$missing"
fi

target=wasm32-unknown-unknown
echo "$target: a build of all features"
for_target "$target" rustflags -Aunreachable_pub
cargo build --quiet --locked --target "$target" -Zbuild-std=std,panic_abort --package syncpool --all-features
# Of the linkers for this target, each toolchain of rustup brings one.
linker=$(RUSTC='' rustc --print sysroot)/lib/rustlib/$host/bin/rust-lld
[ -x "$linker" ] || linker=$(command -v wasm-ld || true)
if [ -z "$linker" ]; then
    skip "a program for $target" "needs rust-lld or wasm-ld"
elif ! command -v node > /dev/null; then
    skip "a program for $target" "needs node"
else
    echo "$target: a program that uses pools"
    for_target "$target" linker "$linker"
    cargo build --quiet --locked --target "$target" -Zbuild-std=std,panic_abort --package syncpool-wasm
    node --eval '
        const module = require("fs").readFileSync(process.argv[1]);
        WebAssembly.instantiate(module).then(({ instance }) => {
            const idle = instance.exports.use_pools();
            if (idle !== 3 * 64) throw new Error(`${idle} objects are idle`);
        });
    ' "$CARGO_TARGET_DIR/$target/debug/syncpool_wasm.wasm"
fi

target=thumbv7em-none-eabi
echo "$target, without an operating system: a build of pools of each kind"
for_target "$target" rustflags -Aunreachable_pub
cargo build --quiet --locked --target "$target" -Zbuild-std=core,alloc --package syncpool-no-std

target=thumbv6m-none-eabi
echo "$target, without compare-and-swap: an error that says so"
log=$CARGO_TARGET_DIR/$target.log
! cargo check --quiet --locked --target "$target" -Zbuild-std=core,alloc --package syncpool --no-default-features \
    2> "$log" || { echo "it compiles"; exit 1; }
grep -q '^error: syncpool needs a target with atomic compare-and-swap' "$log"
