//! New Zealand COVID passes: a CWT with a verifiable credential, in base32 behind `NZCP:/1/`.

use crate::base32;
use crate::cbor::Value;
use crate::code::claim;
use crate::cose::{ALG, ES256, KID, Sign1};

/// The first characters of a code of version 1.
pub const PREFIX: &str = "NZCP:/1/";
/// The claim `cti`, sixteen bytes of a UUID.
pub const CTI: i64 = 7;
/// The claim that holds the verifiable credential.
pub const VC: &str = "vc";

/// What an issuer states.
#[derive(Clone, Debug)]
pub struct Pass {
    /// The issuer's DID.
    pub issuer: String,
    /// The name of the key in the issuer's DID document.
    pub kid: String,
    /// First second of validity, since the Unix epoch.
    pub not_before: i64,
    /// First second at which it is no longer valid.
    pub expires: i64,
    /// The pass's UUID.
    pub id: Vec<u8>,
    /// Name and birth date: `givenName`, `familyName`, `dob`.
    pub subject: Vec<(String, String)>,
}

impl Pass {
    /// The message that is signed.
    pub fn message(&self) -> Sign1 {
        let protected = Value::map([
            (ALG, Value::from(ES256)),
            (KID, Value::Bytes(self.kid.clone().into_bytes())),
        ]);
        let mut payload = Value::map([
            (claim::ISS, Value::from(self.issuer.as_str())),
            (claim::NBF, Value::from(self.not_before)),
            (claim::EXP, Value::from(self.expires)),
            (CTI, Value::Bytes(self.id.clone())),
        ]);
        payload.add(VC, self.credential());
        Sign1::new(protected, payload)
    }

    fn credential(&self) -> Value {
        let context = [
            "https://www.w3.org/2018/credentials/v1",
            "https://nzcp.covid19.health.nz/contexts/v1",
        ];
        Value::map([
            ("@context", Value::array(context)),
            ("version", Value::from("1.0.0")),
            ("type", Value::array(["VerifiableCredential", "PublicCovidPass"])),
            (
                "credentialSubject",
                Value::map(
                    self.subject.iter().map(|(name, value)| (name.as_str(), value.as_str())),
                ),
            ),
        ])
    }
}

/// The text of a code from a message's bytes.
pub fn scan(bytes: &[u8]) -> String {
    format!("{PREFIX}{}", base32::encode(bytes))
}
