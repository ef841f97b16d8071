# To be sourced by `ci/clients.sh`, in a folder with the sources of zopfli.

patch_client() {
    # zopfli's pool is another crate, lockfree-object-pool. The folder of that name has a crate with its interface.
    sed -i '/^\[dependencies.lockfree-object-pool\]$/a path = "../lockfree-object-pool"' zopfli/Cargo.toml
}

test_client() {
    cargo test --quiet --package zopfli --lib
}
