//! Bytes as decimal digits, CTAP 2.2 §11.5.1: seven bytes, little endian, in seventeen digits.
//!
//! Digits alone survive scanner guns, Chinese input methods, caps lock and a phone's copy and
//! paste, and a QR code in numeric mode holds them as densely as base45.

use crate::error::Fault;

/// Digits of a group of `index` bytes.
const WIDTH: [usize; 8] = [0, 3, 5, 8, 10, 13, 15, 17];

/// Reads the digit encoding.
///
/// # Errors
/// [`Fault::DigitsMalformed`] for anything but ASCII digits, an impossible length, or a group
/// whose value does not fit its bytes.
pub fn decode(text: &str) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    for group in text.as_bytes().chunks(17) {
        let size = WIDTH.iter().position(|w| *w == group.len()).ok_or(Fault::DigitsMalformed)?;
        let value = group.iter().try_fold(0_u64, |sum, c| {
            let digit = c.is_ascii_digit().then(|| u64::from(c.saturating_sub(b'0')))?;
            sum.checked_mul(10)?.checked_add(digit)
        });
        let little = value.ok_or(Fault::DigitsMalformed)?.to_le_bytes();
        let (used, spare) = little.split_at_checked(size).ok_or(Fault::DigitsMalformed)?;
        if spare.iter().any(|byte| *byte != 0) {
            return Err(Fault::DigitsMalformed);
        }
        bytes.extend_from_slice(used);
    }
    Ok(bytes)
}

/// Writes bytes as digits.
pub fn encode(bytes: &[u8]) -> String {
    let group = |group: &[u8]| {
        let number = group.iter().rev().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        let width = WIDTH.get(group.len()).copied().unwrap_or_default();
        format!("{number:0width$}")
    };
    bytes.chunks(7).map(group).collect()
}
