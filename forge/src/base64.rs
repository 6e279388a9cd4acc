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
