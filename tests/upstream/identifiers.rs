//! The numbers inside Chinese credentials: printed ones, with the check characters that they have.

use serde_json::Value as Json;
use yanzheng::credential::identifiers::{
    Checked, certificate_identifier, resident_number, social_credit_code,
};

use crate::suite::{Suite, read_at, upstream};

/// Every character that a check character can be.
const CHARACTERS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

#[test]
fn identifiers() {
    let Some(file) = upstream("identifiers.json") else { return };
    let all = read_at(&file);
    let mut suite = Suite::new("identifiers");
    for row in all["certId"].as_array().unwrap() {
        certificate(&mut suite, row);
    }
    for row in all["uscc"].as_array().unwrap() {
        let code = row["code"].as_str().unwrap();
        checked(&mut suite, code, row["ok"] == true, social_credit_code);
    }
    for row in all["gb11643"].as_array().unwrap() {
        let number = row["id"].as_str().unwrap();
        checked(&mut suite, number, row["ok"] == true, resident_number);
    }
    suite.end();
}

/// A 证照标识 with the character of the standard, of the variant, and with every other one.
fn certificate(suite: &mut Suite, row: &Json) {
    let id = row["id"].as_str().unwrap();
    let (body, printed) = id.split_at(id.len() - 1);
    assert!(row.get("printed").is_none_or(|known| known == printed), "{id}");
    for character in CHARACTERS.chars().map(String::from) {
        let expected = match () {
            () if row["std"] == *character => Checked::Standard,
            () if row["variant"] == *character => Checked::Variant,
            // The list does not say which character the variant gives here.
            () if row.get("variant").is_none() => continue,
            () => Checked::Mismatch,
        };
        if character == printed {
            let class = row["class"].as_str().unwrap_or("standard");
            assert_eq!(class, if expected == Checked::Variant { "variant" } else { "standard" });
        }
        let actual = certificate_identifier(&format!("{body}{character}"));
        let case = format!("{body}{character}");
        suite.case(&case, &format!("{expected:?}"), &format!("{actual:?}"), actual == expected);
    }
}

/// A number as it stands, and with every other last character.
fn checked(suite: &mut Suite, number: &str, expected: bool, check: fn(&str) -> bool) {
    let (body, printed) = number.split_at(number.len() - 1);
    for character in CHARACTERS.chars().map(String::from) {
        let changed = format!("{body}{character}");
        let expected = expected && character == printed;
        let actual = check(&changed);
        suite.case(&changed, &expected.to_string(), &actual.to_string(), actual == expected);
    }
}
