//! SMART Health Cards: a compact JWS over compressed JSON, in pairs of digits behind `shc:/`,
//! whole or in parts.

use serde_json::{Value, json};

use crate::deflate;
use crate::jws::Compact;
use crate::key::Key;
use crate::numeric;

/// The first characters of a code.
pub const PREFIX: &str = "shc:/";
/// Characters of a JWS that one code holds.
pub const SINGLE: usize = 1195;
/// Characters of a JWS that one part of several holds.
pub const PART: usize = 1191;
/// The type that every card has.
pub const HEALTH_CARD: &str = "https://smarthealth.cards#health-card";

/// What an issuer states.
#[derive(Clone, Debug)]
pub struct Card {
    /// The issuer's address.
    pub issuer: String,
    /// First second of validity, since the Unix epoch.
    pub not_before: i64,
    /// The types, as URIs.
    pub types: Vec<String>,
    /// The FHIR bundle.
    pub bundle: Value,
}

impl Card {
    /// The payload as JSON.
    pub fn payload(&self) -> Value {
        json!({
            "iss": self.issuer,
            "nbf": self.not_before,
            "vc": {
                "type": self.types,
                "credentialSubject": { "fhirVersion": "4.0.1", "fhirBundle": self.bundle },
            },
        })
    }

    /// The signed card.
    pub fn sign(&self, key: &Key) -> Compact {
        Compact::sign(&header(key), &deflate::raw(self.payload().to_string().as_bytes()), key)
    }
}

/// The header of a card that a key signs.
pub fn header(key: &Key) -> String {
    format!(r#"{{"zip":"DEF","alg":"ES256","kid":"{}"}}"#, key.thumbprint())
}

/// The text of one code that holds a whole JWS.
pub fn scan(jws: &str) -> String {
    format!("{PREFIX}{}", numeric::encode(jws))
}

/// The texts of codes that hold a JWS in as many parts as it needs, of nearly equal length.
pub fn parts(jws: &str) -> Vec<String> {
    parts_of(jws, jws.len().div_ceil(PART))
}

/// The texts of codes that hold a JWS in so many parts.
pub fn parts_of(jws: &str, total: usize) -> Vec<String> {
    let size = jws.len().div_ceil(total);
    jws.as_bytes()
        .chunks(size)
        .zip(1..)
        .map(|(part, index)| {
            format!("{PREFIX}{index}/{total}/{}", numeric::encode(&String::from_utf8_lossy(part)))
        })
        .collect()
}
