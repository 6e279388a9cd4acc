//! What the keys and numbers of a code are called, by the place where they stand.

use crate::cbor::Value;
use crate::elements;
use crate::sd_cwt::REDACTED_KEYS;
use crate::time::civil;

/// Where a value stands, which says what it is and whether bytes hold CBOR of their own.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    Sign1,
    ProtectedHeader,
    Header,
    PayloadBytes,
    Payload,
    Confirmation,
    CoseKey,
    Elements,
    Digests,
    Disclosures,
    DisclosureBytes,
    Disclosure,
    Status,
    Plain,
}

use Place::{
    Confirmation, CoseKey, Digests, Disclosure, DisclosureBytes, Disclosures, Elements, Header,
    Payload, PayloadBytes, Plain, ProtectedHeader, Sign1, Status,
};

/// Place, key, name, and the place of what stands under it.
const KEYS: [(Place, i128, &str, Place); 21] = [
    (Header, 1, "alg", Plain),
    (Header, 4, "kid", Plain),
    (Header, 13, "kcwt", Sign1),
    (Header, 16, "typ", Plain),
    (Header, 17, "sd_claims", Disclosures),
    (Header, 170, "sd_alg", Plain),
    (Payload, 1, "iss", Plain),
    (Payload, 3, "aud", Plain),
    (Payload, 4, "exp", Plain),
    (Payload, 5, "nbf", Plain),
    (Payload, 6, "iat", Plain),
    (Payload, 8, "cnf", Confirmation),
    (Payload, 11, "vct", Plain),
    (Payload, 39, "cnonce", Plain),
    (Payload, 65535, "status", Status),
    (Payload, -369_041, "elements", Elements),
    (Confirmation, 1, "COSE_Key", CoseKey),
    (CoseKey, 1, "kty", Plain),
    (CoseKey, -1, "crv", Plain),
    (CoseKey, -2, "x", Plain),
    (CoseKey, -3, "sign of y", Plain),
];

/// Name, number, meaning.
const MEANINGS: [(&str, i128, &str); 10] = [
    ("alg", -7, "ES256"),
    ("alg", -132_918, "SM2 with SM3"),
    ("typ", 61, "application/cwt"),
    ("typ", 293, "application/sd-cwt"),
    ("typ", 294, "application/kb+cwt"),
    ("sd_alg", -16, "SHA-256"),
    ("sd_alg", -132_905, "SM3"),
    ("kty", 2, "EC2"),
    ("crv", 1, "P-256"),
    ("crv", -132_918, "SM2"),
];

impl Place {
    /// What bytes in this place hold, when they hold CBOR.
    pub(super) fn inside(self) -> Option<Self> {
        match self {
            ProtectedHeader => Some(Header),
            PayloadBytes => Some(Payload),
            DisclosureBytes => Some(Disclosure),
            _ => None,
        }
    }

    /// The name of what stands under a key, and its place.
    pub(super) fn entry(self, key: &Value) -> (String, Self) {
        match (self, key) {
            (Elements, key) if *key == REDACTED_KEYS => ("digests".to_owned(), Digests),
            (Elements, Value::Integer(number)) => {
                (element(*number), if *number < 0 { Elements } else { Plain })
            }
            (_, Value::Integer(number)) => {
                let known = KEYS.iter().find(|(place, key, ..)| *place == self && key == number);
                known.map_or((String::new(), Plain), |(.., name, place)| {
                    ((*name).to_owned(), *place)
                })
            }
            (place, _) => (String::new(), place),
        }
    }

    /// The name and place of an element of an array.
    pub(super) fn element(self, index: usize) -> (&'static str, Self) {
        match (self, index) {
            (Sign1, 0) => ("protected header", ProtectedHeader),
            (Sign1, 1) => ("unprotected header", Header),
            (Sign1, 2) => ("payload", PayloadBytes),
            (Sign1, _) => ("signature", Plain),
            (Disclosures, _) => ("disclosure", DisclosureBytes),
            (Disclosure, 0) => ("salt", Plain),
            (Disclosure, 1) => ("value", Elements),
            (Disclosure, _) => ("key", Plain),
            _ => ("", Plain),
        }
    }
}

/// What an element's key stands for.
pub(super) fn element(key: i128) -> String {
    match elements::name(key) {
        Some(name) => name.to_owned(),
        None => format!("group {key}"),
    }
}

/// What a number means where that is not its name: an algorithm, a type, a moment.
pub(super) fn meaning(name: &str, value: &Value) -> Option<String> {
    let Value::Integer(number) = value else { return None };
    if ["exp", "nbf", "iat"].contains(&name) {
        let [year, month, day, hour, minute, second] = civil(i64::try_from(*number).ok()?);
        return Some(format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"));
    }
    if name == "key" {
        return Some(element(*number));
    }
    let row = MEANINGS.iter().find(|(known, key, _)| *known == name && key == number);
    row.map(|(.., meaning)| (*meaning).to_owned())
}
