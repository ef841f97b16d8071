# To be sourced by `ci/clients.sh`, in a folder with the sources of zenoh-sync.

patch_client() {
    mv pool.rs zenoh-sync/src/object_pool.rs
    add_syncpool zenoh-sync
}

# The tests of the other modules use no pool: what they show is that the crate works with the new module. The
# module brings tests of its own.
test_client() {
    cargo test --quiet --package zenoh-sync --lib
}
