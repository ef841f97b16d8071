# To be sourced by `ci/clients.sh`, in a folder with the sources of regex-automata.

patch_client() {
    mv pool.rs regex-automata/src/util/pool.rs
    add_syncpool regex-automata
    # The integration tests read data that the package lacks. The package regex has it.
    rm -rf testdata
    cp -rp "$(sources_of regex)/testdata" testdata
    # These modules of the integration tests need files that no package has.
    sed -i '/^mod fuzz;$/d; /^mod gen;$/d' regex-automata/tests/lib.rs
}

test_client() {
    cargo test --quiet --package regex-automata --lib
    # The other modules of the integration tests test engines that use no pool.
    cargo test --quiet --package regex-automata --test integration meta::
}
