//! Check characters of the numbers inside Chinese credentials, for invented numbers that are
//! right where they must be and wrong where they must not be taken for a real person's.

/// The values of the characters in a GB 32100 code; I, O, S, V and Z are not used.
const USCC: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// The values of the characters in a certificate identifier, GB/T 36904.
const ALPHANUMERIC: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A unified social credit code (GB 32100) from its first eight characters (two for the
/// department and kind, six for the region) and eight of an organisation code.
pub fn social_credit_code(head: &str, organisation: &str) -> String {
    let code = format!("{head}{organisation}{}", organisation_check(organisation));
    let sum = weighted(
        &code,
        USCC,
        (0..17).scan(1, |weight, _| Some(std::mem::replace(weight, *weight * 3 % 31))),
    );
    format!("{code}{}", char::from(USCC[(31 - sum % 31) % 31]))
}

/// The check character of eight characters of an organisation code, GB 11714.
fn organisation_check(code: &str) -> char {
    match weighted(code, ALPHANUMERIC, [3, 7, 9, 10, 5, 8, 4, 2].into_iter()) % 11 {
        0 => '0',
        1 => 'X',
        rest => char::from(ALPHANUMERIC[11 - rest]),
    }
}

/// The check character of a resident number's first seventeen digits, GB 11643.
pub fn resident_check(digits: &str) -> char {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    char::from(b"10X98765432"[weighted(digits, ALPHANUMERIC, weights.into_iter()) % 11])
}

/// A certificate identifier (GB/T 36904) from its type code, issuer, serial and version.
pub fn certificate_identifier(parts: [&str; 4]) -> String {
    let check = mod_37_36(&parts.concat());
    let [type_code, issuer, serial, version] = parts;
    format!("1.2.156.3005.2.{type_code}.{issuer}.{serial}.{version}.{check}")
}

/// ISO/IEC 7064 MOD 37,36.
fn mod_37_36(text: &str) -> char {
    let product = text.bytes().fold(36, |product, byte| {
        let sum = (product + value(byte, ALPHANUMERIC)) % 36;
        (if sum == 0 { 36 } else { sum }) * 2 % 37
    });
    char::from(ALPHANUMERIC[(37 - product) % 36])
}

fn weighted(text: &str, alphabet: &[u8], weights: impl Iterator<Item = usize>) -> usize {
    text.bytes().zip(weights).map(|(byte, weight)| value(byte, alphabet) * weight).sum()
}

fn value(byte: u8, alphabet: &[u8]) -> usize {
    alphabet.iter().position(|c| *c == byte).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{certificate_identifier, resident_check, social_credit_code};

    /// Published codes of ministries and offices.
    #[test]
    fn social_credit_codes_have_their_check_characters() {
        for code in ["11100000000013338W", "11430000006122244L", "11100000000013661B"] {
            assert_eq!(social_credit_code(&code[..8], &code[8..16]), code);
        }
    }

    #[test]
    fn the_published_resident_number_has_its_check_digit() {
        assert_eq!(resident_check("11010519491231002"), 'X');
    }

    #[test]
    fn the_published_identifier_has_its_check_character() {
        let parts = ["11100000000013338W011", "11430000006122244L", "20230000403", "001"];
        assert!(certificate_identifier(parts).ends_with(".001.U"));
    }
}
