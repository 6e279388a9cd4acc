//! Bytes as decimal digits, CTAP 2.2 §11.5.1, as the credential code carries them.

/// Digits of a group of so many bytes.
pub const WIDTHS: [usize; 8] = [0, 3, 5, 8, 10, 13, 15, 17];

/// Writes bytes as digits: seven bytes, little endian, in seventeen digits.
pub fn encode(bytes: &[u8]) -> String {
    bytes.chunks(7).map(group).collect()
}

fn group(bytes: &[u8]) -> String {
    let value = bytes.iter().rev().fold(0_u64, |sum, byte| sum * 256 + u64::from(*byte));
    format!("{value:0width$}", width = WIDTHS[bytes.len()])
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn groups_are_little_endian_and_zero_padded() {
        assert_eq!(encode(&[]), "");
        assert_eq!(encode(&[1]), "001");
        assert_eq!(encode(&[0, 1]), "00256");
        assert_eq!(encode(&[255; 7]), "72057594037927935");
        assert_eq!(encode(&[1, 0, 0, 0, 0, 0, 0, 255]), "00000000000000001255");
    }
}
