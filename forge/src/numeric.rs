//! Characters as pairs of digits, as SMART Health Cards carry a JWS: the code point less 45.

/// Writes the characters of a compact JWS as pairs of digits.
///
/// Characters below `-` cannot be written and are left out; no JWS has one.
pub fn encode(text: &str) -> String {
    let values = text.bytes().filter_map(|byte| byte.checked_sub(45));
    values.flat_map(|value| [b'0' + value / 10, b'0' + value % 10]).map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn the_example_of_the_specification() {
        assert_eq!(encode("ey"), "5676");
        assert_eq!(encode("-.z"), "000177");
    }
}
