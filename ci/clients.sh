#!/usr/bin/env bash
# Does regex-automata pass its tests when its pool is a `SyncPool`? With `--measure`, the times and the
# memory of both versions are compared instead.
set -euo pipefail
cd "$(dirname "$0")/.."

client=tests/clients/regex-automata
work=target/clients/regex-automata

# The folder where cargo keeps the sources of a package. Cargo.lock says which version.
metadata=$(cargo metadata --locked --format-version 1)
sources() {
    grep -o "\"manifest_path\":\"[^\"]*/$1-[0-9.]*/Cargo.toml\"" <<< "$metadata" |
        sed 's/^"manifest_path":"//; s|/Cargo.toml"$||'
}

# Only the sources are made anew. Their times stay, so that cargo builds only what has changed.
mkdir -p $work
rm -rf $work/regex-automata $work/measure $work/testdata
cp -rp $client/. $work
cp -rp "$(sources regex-automata)" $work/regex-automata
# The integration tests read data that the package lacks. The package regex has it.
cp -rp "$(sources regex)/testdata" $work/testdata

cd $work
mv pool.rs regex-automata/src/util/pool.rs
printf '[dependencies.syncpool]\npath = "../../../../syncpool"\n' >> regex-automata/Cargo.toml
# These modules of the integration tests need files that no package has.
sed -i '/^mod fuzz;$/d; /^mod gen;$/d' regex-automata/tests/lib.rs

if [ "${1-}" = --measure ]; then
    CARGO_INCREMENTAL=0 cargo run --quiet --release --package measure
    exit
fi
cargo test --quiet --package regex-automata --lib
# The other modules of the integration tests test engines that use no pool.
cargo test --quiet --package regex-automata --test integration meta::
