//! base64 with padding, base64url without, and hex: RFC 4648 §4, §5 and §8.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// Writes bytes as base64 with padding, as certificates are handed over in JSON.
pub fn standard(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Writes bytes as base64url without padding, as every part of a JWS is written.
pub fn url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Writes bytes in lower-case hex, as `check-signature` reads them.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// Reads base64url without padding; nothing when it is something else.
pub fn from_url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Reads base64 with padding; nothing when it is something else.
pub fn from_standard(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Reads hex; nothing when it is something else.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{from_hex, from_standard, from_url, hex, standard, url};

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(from_hex(&hex(&[0, 0x9a, 255])), Some(vec![0, 0x9a, 255]));
        assert_eq!(from_url(&url(&[0, 0x9a, 255])), Some(vec![0, 0x9a, 255]));
        assert_eq!(from_standard(&standard(&[0, 0x9a, 255])), Some(vec![0, 0x9a, 255]));
        assert_eq!(from_standard("AA"), None);
        assert_eq!((from_hex("abc"), from_hex("zz"), from_url("=")), (None, None, None));
    }
}
