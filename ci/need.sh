# To be sourced: `need COMMAND PACKAGE` sees to it that a tool is there, or says in one line what is
# missing and fails.
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

# The machine's target, for the builds of which build scripts and macros must not be a part.
host=$(rustc -vV | sed -n 's/^host: //p')

# Lets the stable toolchain take the options that the sanitizers and the fuzzers need.
export RUSTC_BOOTSTRAP=1
