//! Base45, RFC 9285, as European certificates are carried.

const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// Writes bytes as base45: two bytes in three characters, a last odd byte in two.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(2) * 3);
    for pair in bytes.chunks(2) {
        let value = pair.iter().fold(0, |sum, byte| sum * 256 + usize::from(*byte));
        text.push(character(value % 45));
        text.push(character(value / 45 % 45));
        if pair.len() == 2 {
            text.push(character(value / (45 * 45)));
        }
    }
    text
}

fn character(digit: usize) -> char {
    char::from(ALPHABET[digit])
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn rfc_9285_section_4() {
        assert_eq!(encode(b"AB"), "BB8");
        assert_eq!(encode(b"Hello!!"), "%69 VD92EX0");
        assert_eq!(encode(b"base-45"), "UJCLQE7W581");
        assert_eq!(encode(b"ietf!"), "QED8WEX0");
    }
}
