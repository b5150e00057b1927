//! SHA-256 of the files of a pack, by which a lock knows them.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::store::PackFiles;

/// The digest of every file, in hexadecimal digits, by the file's path within the pack.
pub(super) fn of_files(files: &PackFiles) -> BTreeMap<String, String> {
    files.files.iter().map(|file| (file.path.to_string(), hex(file.text.as_bytes()))).collect()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::hex;

    /// The examples of FIPS 180-4.
    #[test]
    fn digests_are_those_of_the_standard() {
        assert_eq!(hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(hex(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
