//! Rebuilds when a pack changes: the packs under `rules/` are part of the binary.

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=grammar");
}
