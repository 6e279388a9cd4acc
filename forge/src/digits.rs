//! Bytes as decimal digits, CTAP 2.2 §11.5.1, as the credential code carries them.

/// Digits of a group of so many bytes.
pub const WIDTHS: [usize; 8] = [0, 3, 5, 8, 10, 13, 15, 17];

/// Writes bytes as digits: seven bytes, little endian, in seventeen digits.
pub fn encode(bytes: &[u8]) -> String {
    bytes.chunks(7).map(group).collect()
}

/// Reads the bytes of such digits; nothing when they are none.
pub fn decode(digits: &str) -> Option<Vec<u8>> {
    let groups = digits.as_bytes().chunks(WIDTHS[7]).map(|group| {
        let text = std::str::from_utf8(group).ok()?;
        let size = WIDTHS.iter().position(|width| *width == group.len())?;
        let value: u64 = text.parse().ok().filter(|_| text.bytes().all(|c| c.is_ascii_digit()))?;
        let bytes = value.to_le_bytes();
        let (bytes, rest) = bytes.split_at(size);
        rest.iter().all(|byte| *byte == 0).then(|| bytes.to_vec())
    });
    Some(groups.collect::<Option<Vec<_>>>()?.concat())
}

fn group(bytes: &[u8]) -> String {
    let value = bytes.iter().rev().fold(0_u64, |sum, byte| sum * 256 + u64::from(*byte));
    format!("{value:0width$}", width = WIDTHS[bytes.len()])
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn groups_are_little_endian_and_zero_padded() {
        assert_eq!(encode(&[]), "");
        assert_eq!(encode(&[1]), "001");
        assert_eq!(encode(&[0, 1]), "00256");
        assert_eq!(encode(&[255; 7]), "72057594037927935");
        assert_eq!(encode(&[1, 0, 0, 0, 0, 0, 0, 255]), "00000000000000001255");
    }

    #[test]
    fn what_is_written_is_read() {
        for size in 0..20 {
            let bytes = vec![0xfe; size];
            assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }
        for text in ["1", "256", "72057594037927936", "+01", "水"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
