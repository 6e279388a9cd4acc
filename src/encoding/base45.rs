//! base45, RFC 9285: three characters hold two bytes.

use crate::error::Fault;

const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// Reads base45.
///
/// # Errors
/// [`Fault::Base45Malformed`] for a character outside the alphabet (lower case is outside), a
/// length of 1 modulo 3, or a group whose value does not fit its bytes (RFC 9285 §4).
pub fn decode(text: &str) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::with_capacity(text.len());
    for group in text.as_bytes().chunks(3) {
        let value = group
            .iter()
            .rev()
            .try_fold(0_u32, |sum, c| sum.checked_mul(45)?.checked_add(digit(*c)?))
            .ok_or(Fault::Base45Malformed)?;
        match group.len() {
            3 => bytes
                .extend(u16::try_from(value).map_err(|_| Fault::Base45Malformed)?.to_be_bytes()),
            2 => bytes.push(u8::try_from(value).map_err(|_| Fault::Base45Malformed)?),
            _ => return Err(Fault::Base45Malformed),
        }
    }
    Ok(bytes)
}

fn digit(character: u8) -> Option<u32> {
    ALPHABET.iter().position(|c| *c == character).and_then(|place| u32::try_from(place).ok())
}
