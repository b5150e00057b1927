//! SHA-256: by what a file is known to be the same one.

use sha2::{Digest, Sha256};

/// The digest of some bytes, in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// The letters of Base64.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The digest of some bytes in Base64, as a Content-Security-Policy has it.
#[expect(clippy::arithmetic_side_effects, reason = "there are four places, 0 to 3")]
pub(crate) fn sha256_base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for group in Sha256::digest(bytes).chunks(3) {
        let bits = group.iter().chain([&0, &0]).take(3).fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for place in 0..4 {
            let letter = LETTERS.get(bits >> (18 - 6 * place) & 63).map(|letter| char::from(*letter));
            text.push(if place > group.len() { '=' } else { letter.unwrap_or('=') });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{sha256, sha256_base64};

    /// The examples of FIPS 180-4.
    #[test]
    fn digests_are_those_of_the_standard() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(sha256_base64(b""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
