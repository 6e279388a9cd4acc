//! European digital certificates: a CWT under claim −260, compressed, in base45 behind `HC1:`.

use crate::base45;
use crate::cbor::Value;
use crate::code::claim;
use crate::cose::{ALG, ES256, KID, Sign1};
use crate::deflate;

/// The claim `hcert`.
pub const HCERT: i64 = -260;
/// The first characters of a code.
pub const PREFIX: &str = "HC1:";

/// What an issuer states.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// Two letters of the issuing country.
    pub issuer: String,
    /// The first eight bytes of the SHA-256 of the signer's certificate.
    pub kid: Vec<u8>,
    /// Second of issuing, since the Unix epoch.
    pub issued: i64,
    /// First second at which it is no longer valid.
    pub expires: i64,
    /// The certificate itself, by the DCC schema.
    pub content: Value,
}

impl Certificate {
    /// The message that is signed.
    pub fn message(&self) -> Sign1 {
        let protected =
            Value::map([(ALG, Value::from(ES256)), (KID, Value::Bytes(self.kid.clone()))]);
        let payload = Value::map([
            (claim::ISS, Value::from(self.issuer.as_str())),
            (claim::EXP, Value::from(self.expires)),
            (claim::IAT, Value::from(self.issued)),
            (HCERT, Value::map([(1, self.content.clone())])),
        ]);
        Sign1::new(protected, payload)
    }
}

/// The text of a code from a message's bytes.
pub fn scan(bytes: &[u8]) -> String {
    scan_compressed(&deflate::zlib(bytes))
}

/// The text of a code from bytes that are compressed already.
pub fn scan_compressed(bytes: &[u8]) -> String {
    format!("{PREFIX}{}", base45::encode(bytes))
}
