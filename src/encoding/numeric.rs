//! Characters as pairs of digits, the numeric form of SMART Health Cards: the code point less 45.

use crate::error::Fault;

/// Reads pairs of digits as the characters of a compact JWS.
///
/// # Errors
/// [`Fault::NumericMalformed`] for an odd number of digits, anything but ASCII digits, or a pair
/// above 77 (`z`): no character of a JWS lies there.
pub fn decode(text: &str) -> Result<String, Fault> {
    let (pairs, loose) = text.as_bytes().as_chunks::<2>();
    if !loose.is_empty() {
        return Err(Fault::NumericMalformed);
    }
    pairs
        .iter()
        .map(|[tens, ones]| character(*tens, *ones).ok_or(Fault::NumericMalformed))
        .collect()
}

fn character(tens: u8, ones: u8) -> Option<char> {
    if !(tens.is_ascii_digit() && ones.is_ascii_digit()) {
        return None;
    }
    let value = tens.checked_sub(b'0')?.checked_mul(10)?.checked_add(ones.checked_sub(b'0')?)?;
    (value <= 77).then(|| value.checked_add(45).map(char::from)).flatten()
}
