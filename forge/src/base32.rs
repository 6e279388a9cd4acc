//! Base32 without padding, RFC 4648 §6, as NZCP carries its passes.

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Writes bytes as upper-case base32 without padding.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for group in bytes.chunks(5) {
        let mut padded = [0; 8];
        padded[3..3 + group.len()].copy_from_slice(group);
        let value = u64::from_be_bytes(padded);
        for place in 0..(group.len() * 8).div_ceil(5) {
            let index = (value >> (35 - 5 * place)) & 31;
            text.push(usize::try_from(index).map_or('A', |index| char::from(ALPHABET[index])));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn rfc_4648_section_10() {
        let words = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let texts = ["", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"];
        for (word, text) in words.iter().zip(texts) {
            assert_eq!(encode(word.as_bytes()), text);
        }
    }
}
