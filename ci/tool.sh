# To be sourced. `tool CRATE` makes the command of a crate available: it is built into target/tools, if it is
# not installed. Where that is not possible, it says in one line what is missing, and fails.
tool() {
    local tools=$PWD/target/tools
    export PATH=$PATH:$tools/bin
    command -v "$1" > /dev/null && return
    echo "$1 is not here: building it"
    # An unoptimized build is done sooner, and fast enough.
    if ! CARGO_PROFILE_DEV_DEBUG=0 CARGO_TARGET_DIR=$tools/build \
        cargo install --quiet --locked --debug --root "$tools" "$1"; then
        echo "$0: $1 is missing: install it with \`cargo install --locked $1\`" >&2
        exit 1
    fi
    rm -rf "$tools/build"
}
