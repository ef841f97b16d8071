# To be sourced. `need COMMAND PACKAGE` installs a tool if it is missing and that is possible. Otherwise
# it says in one line what is missing, and fails.
need() {
    command -v "$1" > /dev/null && return
    if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
        { apt-get install -y -q "$2" || { apt-get update && apt-get install -y -q "$2"; }; } \
            > /dev/null 2>&1 || true
    fi
    command -v "$1" > /dev/null && return
    echo "$0: $1 is missing: install the package $2" >&2
    exit 1
}

# The machine's target. A build for a named target does not apply RUSTFLAGS to build scripts and macros.
host=$(rustc -vV | sed -n 's/^host: //p')

# Makes the stable toolchain accept the options that the sanitizers and the fuzzers need.
export RUSTC_BOOTSTRAP=1
