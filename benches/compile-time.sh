#!/usr/bin/env bash
# What do the macros cost at each build?
#
# It writes crates with 200 structs of 8 fields, bare and with derives, and crates with 50 types, bare and with a pool
# each. It builds the crates one after the other, ROUNDS times, and prints medians: what each takes more than the
# bare one. Both numbers are in milliseconds: the time that passes, and that of all processors, which other work on the
# machine disturbs less. The dependencies are built before. It is no check: nothing fails.
#
#     benches/compile-time.sh [ROUNDS] [PROFILE]       PROFILE is `dev` (the default), `release` or `check`
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-11}
profile=${2:-dev}
case $profile in
    dev) build=(build) ;;
    release) build=(build --release) ;;
    check) build=(check) ;;
    *) echo "usage: $0 [ROUNDS] [dev | release | check]" >&2; exit 2 ;;
esac
[[ $rounds =~ ^[1-9][0-9]*$ ]] || { echo "usage: $0 [ROUNDS] [dev | release | check]" >&2; exit 2; }

root=$PWD
work=$root/target/compile-time
rm -rf "$work/crates"
mkdir -p "$work/crates"
cp Cargo.lock "$work/crates/"
cat > "$work/crates/Cargo.toml" << EOF
[workspace]
resolver = "3"
members = ["*"]
exclude = ["target"]
EOF

# Writes a crate: its name, and its source on the standard input.
write() {
    mkdir -p "$work/crates/$1/src"
    cat > "$work/crates/$1/Cargo.toml" << EOF
[package]
name = "$1"
version = "0.0.0"
edition = "2024"

[dependencies]
syncpool = { path = "$root/syncpool" }
serde = { version = "1", features = ["derive"] }
EOF
    cat > "$work/crates/$1/src/lib.rs"
}

structs() {
    echo "use std::collections::HashMap;"
    for i in $(seq 200); do
        cat << EOF
$1
pub struct Request$i {
    pub id: u64,
    pub name: String,
    pub body: Vec<u8>,
    pub tags: Vec<String>,
    pub index: HashMap<String, u64>,
    pub parent: Option<String>,
    pub weight: f64,
    pub is_open: bool,
}
EOF
    done
}

# A type of its own for each pool, as in a program. The bare ones are made, filled and dropped, too.
pools() {
    echo "use syncpool::prelude::*;"
    for i in $(seq 50); do
        cat << EOF
#[derive(Default, Poolable)]
pub struct Object$i {
    pub id: u64,
    pub body: Vec<u8>,
}
EOF
        [ "$1" = bare ] || echo "pool!(pub static POOL$i: Object$i = 64);"
        case $1 in
            used) echo "pub fn use$i() { let mut object = POOL$i.get(); object.body.push(1); }" ;;
            *) echo "pub fn use$i() { let mut object = Box::<Object$i>::default(); object.body.push(1); }" ;;
        esac
    done
}

structs "" | write bare-structs
structs "#[derive(syncpool::Poolable)]" | write poolable
structs "#[derive(serde::Serialize)]" | write serialize
structs "#[derive(serde::Deserialize)]" | write deserialize
pools bare | write bare-types
pools declared | write pools-declared
pools used | write pools-used
crates=(bare-structs poolable serialize deserialize bare-types pools-declared pools-used)

export CARGO_TARGET_DIR=$work/target CARGO_INCREMENTAL=0
unset CARGO_PROFILE_DEV_DEBUG CARGO_PROFILE_RELEASE_DEBUG # the profiles are cargo's own
cd "$work/crates"
cargo "${build[@]}" --quiet --workspace

times=$work/times
: > "$times"
TIMEFORMAT='%R %U %S'
for _ in $(seq "$rounds"); do
    for crate in "${crates[@]}"; do
        touch "$crate/src/lib.rs"
        { time cargo "${build[@]}" --quiet --offline --package "$crate"; } 2>&1 | sed "s/^/$crate /" >> "$times"
    done
done

# The median of the differences between a crate and the bare one of the same round.
difference() {
    awk -v crate="$1" -v bare="$2" -v column="$3" '
        { value = column == "wall" ? $2 : $3 + $4 }
        $1 == bare { bares[++b] = value }
        $1 == crate { values[++c] = value }
        END { for (i = 1; i <= c; i++) print (values[i] - bares[i]) * 1000 }' "$times" |
        sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

rustc --version
printf '%-36s %12s %16s\n' "$profile, medians of $rounds" "passes (ms)" "processors (ms)"
row() {
    local wall processors
    wall=$(difference "$2" "$3" wall)
    processors=$(difference "$2" "$3" processors)
    awk -v name="$1" -v wall="$wall" -v processors="$processors" -v of="$4" \
        'BEGIN { printf "%-36s %12.1f %16.1f\n", name, wall / of, processors / of }'
}
row "Poolable, 200 structs of 8 fields" poolable bare-structs 1
row "Serialize, the same" serialize bare-structs 1
row "Deserialize, the same" deserialize bare-structs 1
row "a pool that is declared" pools-declared bare-types 50
row "a pool that is used" pools-used bare-types 50
