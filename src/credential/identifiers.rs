//! The numbers inside Chinese credentials and their check characters.
//!
//! Rules: a check character that is wrong is a note beside the answer, never a refusal. The field
//! has two algorithms for one of them, old numbers name counties that are gone, and the issuer has
//! signed what stands there; what a note tells is that somebody should look.

use crate::gather::Gather;

/// What the check character of a 证照标识 says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Checked {
    /// ISO/IEC 7064 MOD 37,36, as GB/T 36904 says.
    Standard,
    /// The variant that some issuing software computes: letters valued one too high.
    Variant,
    /// Neither.
    Mismatch,
    /// Not of the form of an identifier.
    Malformed,
}

/// 电子证照根代码, GB/T 36904.
const ROOT: &str = "1.2.156.3005.2.";

/// Checks a 证照标识: root, type code, issuer, serial, version, check character.
pub fn certificate_identifier(text: &str) -> Checked {
    // File names are made of identifiers, and their ending comes back with them.
    let text = text.strip_suffix(".OFD").or_else(|| text.strip_suffix(".ofd")).unwrap_or(text);
    let parts: Vec<&str> = text.strip_prefix(ROOT).unwrap_or_default().split('.').gather();
    let [kind, issuer, serial, version, check] = parts.as_slice() else {
        return Checked::Malformed;
    };
    let digits = |part: &str, size| part.len() == size && part.bytes().all(|c| c.is_ascii_digit());
    // An issuer is a social credit code, and in the field also a division code.
    let shaped = kind.len() == 21
        && (issuer.len() == 18 || digits(issuer, 6))
        && !serial.is_empty()
        && digits(version, 3)
        && check.len() == 1;
    let values: Option<Vec<u32>> = [*kind, *issuer, *serial, *version]
        .iter()
        .flat_map(|part| part.bytes())
        .map(|c| value(c, ALPHANUMERIC))
        .gather();
    let (true, Some(values), Some(printed)) = (shaped, values, check.bytes().next()) else {
        return Checked::Malformed;
    };
    let is = |computed: Option<u8>| computed == Some(printed);
    match (is(mod_37_36(&values)), is(variant(&values))) {
        (true, _) => Checked::Standard,
        (false, true) => Checked::Variant,
        _ => Checked::Mismatch,
    }
}

/// ISO/IEC 7064 MOD 37,36: the check character of these values.
fn mod_37_36(values: &[u32]) -> Option<u8> {
    let product = values.iter().fold(36_u32, |product, value| {
        let sum = product.saturating_add(*value) % 36;
        (if sum == 0 { 36 } else { sum }).saturating_mul(2) % 37
    });
    character(37_u32.saturating_sub(product) % 36)
}

/// The variant: A is 11 and Z is 36, and a letter's sum above 37 is first taken modulo 37.
fn variant(values: &[u32]) -> Option<u8> {
    let product = values.iter().fold(36_u32, |product, value| {
        let letter = *value >= 10;
        let value = if letter { value.saturating_add(1) } else { *value };
        let sum = product.saturating_add(value);
        let sum = match letter {
            true if sum > 37 => sum % 37,
            _ => sum,
        } % 36;
        (if sum == 0 { 36 } else { sum }).saturating_mul(2) % 37
    });
    character(36_u32.checked_sub(product)?)
}

/// Whether a GB 32100 unified social credit code has its check character.
pub fn social_credit_code(text: &str) -> bool {
    let values: Option<Vec<u32>> = text.bytes().map(|c| value(c, USCC)).gather();
    let Some((check, values)) = values.as_deref().and_then(<[u32]>::split_last) else {
        return false;
    };
    let weights = core::iter::successors(Some(1_u32), |weight| Some(weight.saturating_mul(3) % 31));
    let sum = weighted(values, weights);
    values.len() == 17 && 31_u32.saturating_sub(sum % 31) % 31 == *check
}

/// Whether a GB 11643 resident number has its check digit and a date of birth. The province in
/// front is [`division`]'s matter.
pub fn resident_number(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let digits: Option<Vec<u32>> =
        text.bytes().take(17).map(|c| char::from(c).to_digit(10)).gather();
    let (Some(digits), Some(printed), 18) = (digits, text.as_bytes().get(17), text.len()) else {
        return false;
    };
    let sum = weighted(&digits, WEIGHTS.into_iter());
    let check = usize::try_from(sum % 11).ok().and_then(|place| CHECKS.get(place));
    let birth = [text.get(6..10), text.get(10..12), text.get(12..14)];
    let date = birth.into_iter().gather::<Option<Vec<_>>>().map(|parts| parts.join("-"));
    check == Some(&printed.to_ascii_uppercase())
        && date.is_some_and(|date| crate::encoding::date::day(&date).is_some())
}

/// Whether a GB/T 2260 code is of a province that there is. Counties come and go, and their codes
/// stay in the numbers of those who were born there.
pub fn division(code: &str) -> bool {
    // 83 is no province: it stands in residence permits for people from Taiwan.
    const PROVINCES: [&str; 35] = [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
        "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
        "65", "71", "81", "82", "83",
    ];
    code.len() == 6 && code.get(..2).is_some_and(|province| PROVINCES.contains(&province))
}

/// Whether a code is one of the 16 of GB/T 36903 appendix A, or of those that other systems add.
pub fn holder_type(code: &str) -> bool {
    const CODES: [&str; 19] = [
        "001", "099", "111", "114", "115", "118", "119", "120", "122", "411", "412", "413", "414",
        "511", "516", "999", "400", "551", "552",
    ];
    CODES.contains(&code)
}

fn weighted(values: &[u32], weights: impl Iterator<Item = u32>) -> u32 {
    let products = values.iter().zip(weights).map(|(value, weight)| value.saturating_mul(weight));
    products.fold(0, u32::saturating_add)
}

fn value(character: u8, alphabet: &[u8]) -> Option<u32> {
    alphabet.iter().position(|c| *c == character).and_then(|place| u32::try_from(place).ok())
}

fn character(value: u32) -> Option<u8> {
    ALPHANUMERIC.get(usize::try_from(value).ok()?).copied()
}

const ALPHANUMERIC: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// GB 32100: without I, O, S, V and Z.
const USCC: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
