#!/usr/bin/env bash
# Do real clients pass their tests when their pool is a `SyncPool`? With `--measure`, the times and the memory of
# both versions are compared instead. Further arguments are the names of clients, otherwise all are tested.
#
# A client is a folder in tests/clients. None of a client's sources are in this repository: cargo downloads them.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

measure=
if [ "${1-}" = --measure ]; then
    measure=yes
    shift
fi
[ $# -gt 0 ] || set -- regex-automata zenoh-sync zopfli

# The folder where cargo keeps the sources of a package.
metadata=$(cargo metadata --locked --format-version 1 --manifest-path tests/clients/sources/Cargo.toml)
sources_of() {
    grep -o "\"manifest_path\":\"[^\"]*/$1-[0-9.]*/Cargo.toml\"" <<< "$metadata" |
        sed 's/^"manifest_path":"//; s|/Cargo.toml"$||'
}

# The clients' own warnings are not ours to mend.
export RUSTFLAGS=--cap-lints=allow

add_syncpool() {
    printf '[dependencies.syncpool]\npath = "../../../../syncpool"\n' >> "$1/Cargo.toml"
}

for client; do
    if [ ! -d "tests/clients/$client/measure" ]; then
        echo "$0: there is no client $client" >&2
        exit 2
    fi
    (
        work=target/clients/$client
        # Only the sources are made anew. Their times stay, so that cargo builds only what has changed.
        mkdir -p "$work"
        rm -rf "${work:?}/$client" "$work/measure"
        cp -rp "tests/clients/$client/." "$work"
        cp -rp "$(sources_of "$client")" "$work/$client"
        cd "$work"
        # Defines `patch_client` and `test_client`.
        . "$root/tests/clients/$client/client.sh"
        patch_client
        echo "$client:"
        if [ -n "$measure" ]; then
            CARGO_INCREMENTAL=0 cargo run --quiet --release --package measure
        else
            test_client
        fi
    )
done
