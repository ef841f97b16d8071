# To be sourced. Unpacks Debian's packages into target/debian: Rust in the oldest version that Cargo.toml promises,
# beside the default toolchain, and what programs of other architectures need. Nothing is installed, and apt's own
# lists are left alone.
#
# Each function succeeds at once if it has nothing to do. If it can't do its work, it fails and sets `missing` to the
# reason.

oldest=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
debian=$PWD/target/debian
debian_rust=$debian/rust-$oldest
missing=

# `debian_lists ARCHITECTURE`: sets the options by which apt finds the packages of an architecture.
debian_lists() {
    local lists=$debian/lists-$1
    apt=(-o "APT::Architecture=$1" -o "APT::Architectures=$1" -o "Dir::State::Lists=$lists"
        -o "Dir::Cache=$lists/cache" -o "Dir::State::status=$lists/status" -o APT::Sandbox::User=root)
    if [ ! -e "$lists/status" ]; then
        command -v apt-get > /dev/null && command -v dpkg-deb > /dev/null || { missing="needs Debian's packages"; return 1; }
        mkdir -p "$lists/partial" "$lists/cache/archives/partial"
        # One list of several may not be had; what is missing shows below.
        apt-get "${apt[@]}" update > "$lists/update.log" 2>&1 || true
        touch "$lists/status"
    fi
}

# `debian_unpack ROOT ARCHITECTURE PACKAGE...`: unpacks packages into a folder. Those of Rust have the oldest version.
debian_unpack() {
    local root=$1 architecture=$2 version package packages=() unpacked=$1.unpacked
    shift 2
    mkdir -p "$unpacked"
    for package; do
        [ -e "$unpacked/$package-$architecture" ] || packages+=("$package")
    done
    [ "${#packages[@]}" -gt 0 ] || return 0
    debian_lists "$architecture" || return 1
    for package in "${packages[@]}"; do
        version=$(apt-cache "${apt[@]}" madison "$package" | awk -v oldest="$oldest." -v package="$package" \
            '{ if (package !~ /rust/ || index($3, oldest) == 1) { print $3; exit } }')
        [ -n "$version" ] || { missing="no package $package for $architecture"; return 1; }
        rm -rf "$debian/packages"
        mkdir -p "$debian/packages"
        (
            cd "$debian/packages"
            apt-get "${apt[@]}" download "$package=$version" > ../download.log 2>&1 && dpkg-deb -x ./*.deb "$root"
        ) || { missing="the download of $package failed, see $debian/download.log"; return 1; }
        rm -rf "$debian/packages"
        touch "$unpacked/$package-$architecture"
    done
    # Links to absolute paths have to lead into the folder.
    find "$root" -type l -lname '/*' ! -lname "$debian/*" | while read -r link; do
        ln -sfn "$root$(readlink "$link")" "$link"
    done
}

# The compiler, as `$debian_rust/rustc`, with the standard library of this machine.
debian_compiler() {
    local architecture library=libstd-rust-web-$oldest llvm libraries root=$debian_rust/root
    [ ! -x "$debian_rust/rustc" ] || return 0
    architecture=$(dpkg --print-architecture 2> /dev/null) || { missing="needs Debian's packages"; return 1; }
    debian_unpack "$root" "$architecture" rustc-web "$library" libstd-rust-web-dev || return 1
    debian_lists "$architecture" || return 1
    llvm=$(apt-cache "${apt[@]}" show "$library" | sed -n 's/^Depends:.*\(libllvm[0-9]*\).*/\1/p' | head -1)
    debian_unpack "$root" "$architecture" "$llvm" || return 1
    libraries=$(dirname "$(find "$root" -name 'libLLVM*.so*' | head -1)")
    printf '#!/bin/sh\nLD_LIBRARY_PATH=%s exec %s/usr/bin/rustc "$@"\n' "$libraries" "$root" > "$debian_rust/rustc"
    chmod +x "$debian_rust/rustc"
}

# `debian_std ARCHITECTURE`: the standard library of another target.
debian_std() {
    debian_compiler && debian_unpack "$debian_rust/root" "$1" libstd-rust-web-dev
}

# The source of the standard library, for cargo's `-Zbuild-std`.
debian_source() {
    debian_compiler && debian_unpack "$debian_rust/root" "$(dpkg --print-architecture)" rust-web-src
}

# `debian_libraries ARCHITECTURE`: the C library that programs of an architecture are linked with and run with, as
# `$debian/ARCHITECTURE`.
debian_libraries() {
    local gcc
    debian_lists "$1" || return 1
    gcc=$(apt-cache "${apt[@]}" pkgnames libgcc- | grep -E '^libgcc-[0-9]+-dev$' | sort -V | tail -1)
    [ -n "$gcc" ] || { missing="no package libgcc-*-dev for $1"; return 1; }
    debian_unpack "$debian/$1" "$1" libc6 libc6-dev libgcc-s1 "$gcc"
}

# `debian_linker ARCHITECTURE LD DYNAMIC_LINKER`: a linker for programs of an architecture, as
# `$debian/ARCHITECTURE.link`. They find the C library where it was unpacked.
debian_linker() {
    local root=$debian/$1 libraries gcc
    debian_libraries "$1" || return 1
    libraries=$(dirname "$(find "$root/usr/lib" -name Scrt1.o | head -1)")
    gcc=$(dirname "$(find "$root/usr/lib/gcc" -maxdepth 3 -name crtbeginS.o | head -1)")
    cat > "$root.link" << SCRIPT
#!/bin/sh
exec $2 --sysroot=$root -dynamic-linker $root$3 -rpath $root/lib/$(basename "$libraries") \\
    -L $libraries -L $root/lib/$(basename "$libraries") -L $gcc \\
    $libraries/Scrt1.o $libraries/crti.o $gcc/crtbeginS.o "\$@" -lgcc $gcc/crtendS.o $libraries/crtn.o
SCRIPT
    chmod +x "$root.link"
}
