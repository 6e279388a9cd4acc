//! base32 without padding, RFC 4648 §6, as NZCP carries its passes.

use crate::error::Fault;

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Reads upper-case base32 without padding.
///
/// # Errors
/// [`Fault::Base32Malformed`] for another character, an impossible length or trailing bits that
/// are not zero.
pub fn decode(text: &str) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::with_capacity(text.len());
    for group in text.as_bytes().chunks(8) {
        let value = group
            .iter()
            .try_fold(0_u64, |bits, c| Some((bits << 5) | digit(*c)?))
            .ok_or(Fault::Base32Malformed)?;
        // 2, 4, 5, 7 or 8 characters hold 1, 2, 3, 4 or 5 bytes and some bits to spare.
        let (size, spare) = match group.len() {
            2 => (1, 2),
            4 => (2, 4),
            5 => (3, 1),
            7 => (4, 3),
            8 => (5, 0),
            _ => return Err(Fault::Base32Malformed),
        };
        let whole = value >> spare;
        if whole << spare != value {
            return Err(Fault::Base32Malformed);
        }
        bytes.extend(whole.to_be_bytes().iter().skip(8_usize.saturating_sub(size)));
    }
    Ok(bytes)
}

fn digit(character: u8) -> Option<u64> {
    ALPHABET.iter().position(|c| *c == character).and_then(|place| u64::try_from(place).ok())
}
