//! What a receipt notes beside a good credential: check characters that are wrong, codes that no
//! table has. None of it changes a verdict.

use serde_json::json;

use crate::cbor::Value;
use crate::identifiers::{certificate_identifier, resident_check, social_credit_code};
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::tokens::Plain;

/// A type of the built-in catalogue without a table of states: 不动产权证书.
const KIND: &str = "11100000MB03271699001";
/// An invented issuer, in a region that does not exist.
const ISSUER: [&str; 2] = ["11990000", "99000002"];

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [identifiers(b), organisations(b), residents(b), codes(b), several(b)].concat()
}

fn noted(b: &Bench, [name, about, change]: [&str; 3], more: &[(i64, Value)], notes: &str) -> Case {
    let expected = if notes.is_empty() { json!({}) } else { json!({ "credential": notes }) };
    b.stating([&format!("credential::note-{name}"), about, change], KIND, more)
        .accept()
        .notes(expected)
}

/// 证照标识 and its check character.
fn identifiers(b: &Bench) -> Vec<Case> {
    let about = "A certificate identifier has a check character: the standard one, or one that some software computes.";
    let issuer = social_credit_code(ISSUER[0], ISSUER[1]);
    let standard = certificate_identifier([KIND, &issuer, "20260001", "001"]);
    let stem = standard.rsplit_once('.').map_or("", |(stem, _)| stem).to_owned();
    let payload: String = stem["1.2.156.3005.2.".len()..].split('.').collect();
    let (right, variant) = (standard.chars().last().unwrap_or_default(), variant(&payload));
    let wrong = ['0', '1', '2'].into_iter().find(|c| ![right, variant].contains(c)).unwrap_or('3');
    let case = |name: &str, change: &str, text: String, notes: &str| {
        noted(b, [&format!("identifier-{name}"), about, change], &[(3, text.into())], notes)
    };
    let division = certificate_identifier([KIND, "990000", "20260001", "001"]);
    let malformed = "identifier_malformed";
    vec![
        case("standard", "the standard check character", standard.clone(), ""),
        case("division", "a division code for the issuer", division, ""),
        case("file-name", "a file's ending behind it", format!("{standard}.OFD"), ""),
        case(
            "variant",
            "the check character of the variant",
            format!("{stem}.{variant}"),
            "identifier_variant",
        ),
        case(
            "mismatch",
            "neither check character",
            format!("{stem}.{wrong}"),
            "identifier_mismatch",
        ),
        case("no-check", "no check character", stem.clone(), malformed),
        case(
            "root",
            "another root",
            standard.replacen("1.2.156.3005.2", "1.2.156.3005.1", 1),
            malformed,
        ),
        case(
            "type-short",
            "a type of 20 characters",
            standard.replacen(KIND, &KIND[..20], 1),
            malformed,
        ),
        case(
            "version",
            "a version of two digits",
            standard.replacen(".001.", ".01.", 1),
            malformed,
        ),
        case("lower-case", "in lower case", standard.to_lowercase(), malformed),
        case("number", "a number in its place", "20260001".to_owned(), malformed),
        case("serial-empty", "no serial number", standard.replacen("20260001", "", 1), malformed),
        case("check-long", "two check characters", format!("{standard}0"), malformed),
    ]
}

/// The check character of the variant: letters valued one too high, each side of ten brought into
/// range in its own way.
fn variant(payload: &str) -> char {
    const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let value = |byte: u8| ALPHABET.iter().position(|c| *c == byte).unwrap_or_default();
    let mut product = 36;
    for byte in payload.bytes() {
        let value = if byte.is_ascii_digit() { value(byte) } else { value(byte) + 1 };
        let sum = product + value;
        // No letter is valued ten here: above stands a letter, below a digit.
        let sum = match value {
            11.. if sum > 37 => sum % 37,
            ..=10 if sum > 36 => sum % 36,
            _ => sum,
        } % 36;
        product = (if sum == 0 { 36 } else { sum }) * 2 % 37;
    }
    let place = 37 - product;
    char::from(ALPHABET[(if place > 36 { place - 36 } else { place }) - 1])
}

/// Unified social credit codes.
fn organisations(b: &Bench) -> Vec<Case> {
    let about = "An organisation's code has its check character.";
    let right = social_credit_code(ISSUER[0], ISSUER[1]);
    let wrong = format!("{}{}", &right[..17], if right.ends_with('0') { '1' } else { '0' });
    let authority = |name: &str, change: &str, code: &str, notes: &str| {
        noted(b, [&format!("authority-{name}"), about, change], &[(5, code.into())], notes)
    };
    let holder = |name: &str, change: &str, code: &str, kind: &str, notes: &str| {
        noted(
            b,
            [&format!("company-{name}"), about, change],
            &[(8, code.into()), (9, kind.into())],
            notes,
        )
    };
    let mismatch = "uscc_mismatch";
    vec![
        authority("right", "the authority's code", &right, ""),
        authority("published", "a ministry's published code", "11100000000013338W", ""),
        authority("wrong", "another check character in the authority's code", &wrong, mismatch),
        authority("short", "17 characters", &right[..17], mismatch),
        authority("letter", "a letter that no code has", &format!("I{}", &right[1..]), mismatch),
        authority("lower-case", "in lower case", &"11100000000013338W".to_lowercase(), mismatch),
        holder("right", "the holder's code", &right, "001", ""),
        holder("wrong", "another check character in the holder's code", &wrong, "001", mismatch),
        holder("of-another-kind", "the same under another kind of document", &wrong, "099", ""),
    ]
}

/// Resident numbers; the one that is whole is the standard's own example.
fn residents(b: &Bench) -> Vec<Case> {
    let about = "A resident number has its check digit, a date of birth and a place that there is.";
    let case = |name: &str, change: &str, number: &str, notes: &str| {
        noted(
            b,
            [&format!("resident-{name}"), about, change],
            &[(8, number.into()), (9, "111".into())],
            notes,
        )
    };
    let with_check = |digits: &str| format!("{digits}{}", resident_check(digits));
    let (mismatch, place) = ("resident_number_mismatch", "division_unknown");
    vec![
        case("right", "the example of the standard", "11010519491231002X", ""),
        case("lower-case", "the same with a small x", "11010519491231002x", ""),
        case("check", "another check digit", "110105194912310021", mismatch),
        case("place", "a province that there is not", &with_check("99010119900101001"), place),
        case(
            "check-and-place",
            "another check digit, and a province that there is not",
            &crate::world::wrong_resident_number("99010119900101001"),
            "resident_number_mismatch division_unknown",
        ),
        case(
            "birth",
            "a date of birth that does not exist",
            &with_check("11010519490230002"),
            mismatch,
        ),
        case("fifteen", "a number of fifteen digits", "110105491231002", mismatch),
        case("taiwan", "a place of birth under 83", &with_check("83000019491231002"), ""),
        noted(
            b,
            ["resident-other-kind", about, "the same number under a passport's kind"],
            &[(8, "110105194912310021".into()), (9, "414".into())],
            "",
        ),
        noted(
            b,
            ["resident-two", about, "two holders: nothing is noted of lists"],
            &[(8, Value::array(["1", "2"])), (9, Value::array(["111", "111"]))],
            "",
        ),
    ]
}

/// Divisions and kinds of documents.
fn codes(b: &Bench) -> Vec<Case> {
    let about = "A code stands in the table of its kind.";
    let case = |name: &str, change: &str, key: i64, code: &str, notes: &str| {
        noted(b, [name, about, change], &[(key, code.into())], notes)
    };
    vec![
        case("division-known", "Beijing", 12, "110000", ""),
        case("division-county", "a county that there was", 12, "110103", ""),
        case("division-unknown", "a province that there is not", 12, "990000", "division_unknown"),
        case("division-zero", "zeros", 12, "000000", "division_unknown"),
        case("holder-type-known", "a passport", 9, "414", ""),
        case("holder-type-more", "a kind that other systems add", 9, "551", ""),
        case("holder-type-unknown", "a kind that no table has", 9, "123", "holder_type_unknown"),
    ]
}

/// Several notes, and the same in another format.
fn several(b: &Bench) -> Vec<Case> {
    let about = "Notes stand in one order, each once, and change no verdict.";
    let wrong = [
        (3, Value::from("20260001")),
        (5, Value::from("x")),
        (8, Value::from("x")),
        (9, Value::from("123")),
        (12, Value::from("990000")),
        (13, Value::from("02")),
    ];
    let mut payload = Plain::es256(b).payload();
    payload["vct"] = KIND.into();
    payload["certificateAreaCode"] = "990000".into();
    payload["certificateHolderTypeCode"] = "123".into();
    vec![
        noted(
            b,
            ["several", about, "everything that can be wrong"],
            &wrong,
            "identifier_malformed uscc_mismatch division_unknown holder_type_unknown status_unknown",
        ),
        noted(
            b,
            ["once", about, "authority and holder with wrong codes"],
            &[(5, "x".into()), (8, "x".into()), (9, "001".into())],
            "uscc_mismatch",
        ),
        Plain::es256(b)
            .token(
                ["credential::note-jwt", about, "a JWT with two codes that no table has"],
                |_, p| {
                    p.clone_from(&payload);
                },
            )
            .accept()
            .notes(json!({ "credential": "division_unknown holder_type_unknown" })),
    ]
}

#[cfg(test)]
mod tests {
    use super::variant;

    /// A published sample identifier whose check character only the variant gives.
    #[test]
    fn the_variant_of_a_published_sample() {
        let payload = "11100000000013661B006113700000045046442209FA4E88F9E4C878F3E9BED2CE7EA49001";
        assert_eq!(variant(payload), 'M');
    }
}
