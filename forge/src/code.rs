//! The credential code (证照码), kind 1: a CWT of one credential in decimal digits, for paper.
//!
//! Rules (`docs/code.md`):
//! - Deterministic CBOR; `alg`, `kid` and `typ` in the protected header, nothing in the other.
//! - Elements of GB/T 36903 under small integer keys; names 1, 4 and 7 always stand there.
//! - At most 992 bytes: QR version 22 at level L.

use crate::cbor::Value;
use crate::cose::{ALG, ES256, KID, Sign1, TYP};
use crate::digits;
use crate::key::Key;
use crate::refused::Refused;
use crate::time;

/// The marker (GB/T 36904, version 1) and the kind, before the digits of the bytes.
pub const PREFIX: &str = "3690411";
/// Bytes that one code holds.
pub const LIMIT: usize = 992;
/// The content type `application/cwt`, RFC 7252 §12.3.
pub const CWT_TYPE: i64 = 61;

/// The claim labels of the payload.
pub mod claim {
    /// `iss`, RFC 8392 §4.
    pub const ISS: i64 = 1;
    /// `aud`.
    pub const AUD: i64 = 3;
    /// `exp`.
    pub const EXP: i64 = 4;
    /// `nbf`.
    pub const NBF: i64 = 5;
    /// `iat`.
    pub const IAT: i64 = 6;
    /// `cnf`, RFC 8747.
    pub const CNF: i64 = 8;
    /// `vct`, the type.
    pub const VCT: i64 = 11;
    /// `status`, Token Status List.
    pub const STATUS: i64 = 65535;
    /// The map of elements, in the private range.
    pub const ELEMENTS: i64 = -369_041;
}

/// The elements of GB/T 36903: key in the map, English name.
pub const ELEMENTS: [(i64, &str); 12] = [
    (1, "certificateName"),
    (2, "certificateNumber"),
    (3, "certificateIdentifier"),
    (4, "certificateIssuingAuthorityName"),
    (5, "certificateIssuingAuthorityCode"),
    (6, "certificateIssuedDate"),
    (7, "certificateHolderName"),
    (8, "certificateHolderCode"),
    (9, "certificateHolderTypeCode"),
    (10, "certificateEffectiveDate"),
    (11, "certificateExpiringDate"),
    (12, "certificateAreaCode"),
];

/// What an issuer states.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The issuer's id.
    pub issuer: String,
    /// The id of the issuer's key.
    pub kid: String,
    /// The type code (证照类型代码).
    pub type_code: String,
    /// First second of validity and second of issuing, since the Unix epoch.
    pub issued: i64,
    /// First second at which it is no longer valid.
    pub expires: i64,
    /// Elements by their English names.
    pub elements: Vec<(String, String)>,
}

impl Credential {
    /// Checks what every verifier will check, then signs; the bytes of the credential.
    ///
    /// # Errors
    /// A [`Refused`] that names the claim, the key id, the dates or the size.
    pub fn issue(&self, key: &Key) -> Result<Vec<u8>, Refused> {
        if self.kid.is_empty() || self.kid.len() > 64 {
            return Err(Refused::KeyId);
        }
        if self.expires <= self.issued {
            return Err(Refused::Validity);
        }
        for required in
            ["certificateName", "certificateIssuingAuthorityName", "certificateHolderName"]
        {
            if !self.elements.iter().any(|(name, _)| name == required) {
                return Err(Refused::ClaimMissing(required));
            }
        }
        self.elements.iter().try_for_each(|(name, value)| check(name, value))?;
        let bytes = self.message().sign(key).encode();
        if bytes.len() > LIMIT {
            return Err(Refused::TooLarge { size: bytes.len(), limit: LIMIT });
        }
        Ok(bytes)
    }

    /// The message that is signed, without any check.
    pub fn message(&self) -> Sign1 {
        let protected = Value::map([
            (ALG, Value::from(ES256)),
            (KID, Value::Bytes(self.kid.clone().into_bytes())),
            (TYP, Value::from(CWT_TYPE)),
        ]);
        let payload = Value::map([
            (claim::ISS, Value::from(self.issuer.as_str())),
            (claim::EXP, Value::from(self.expires)),
            (claim::NBF, Value::from(self.issued)),
            (claim::IAT, Value::from(self.issued)),
            (claim::VCT, Value::from(self.type_code.as_str())),
            (claim::ELEMENTS, self.element_map()),
        ]);
        Sign1::new(protected, payload)
    }

    fn element_map(&self) -> Value {
        let keyed = self.elements.iter().filter_map(|(name, value)| {
            let (key, _) = ELEMENTS.iter().find(|(_, known)| known == name)?;
            Some((*key, value.as_str()))
        });
        Value::map(keyed)
    }
}

/// The text of a code from a credential's bytes, whatever their number.
pub fn scan(bytes: &[u8]) -> String {
    format!("{PREFIX}{}", digits::encode(bytes))
}

/// The text of a code with one digit changed, so that one digit of a claim is another and
/// everything else stays well-formed: the last digit of a group stands for its first byte.
pub fn with_changed_digit(bytes: &[u8]) -> String {
    let number = bytes.windows(18).position(|window| window.iter().all(u8::is_ascii_digit));
    let first = number.unwrap_or_default().div_ceil(7) * 7;
    let mut changed = bytes.to_vec();
    // An odd byte and the even one below it: no digit but the last one changes.
    changed[first] ^= 1;
    scan(&changed)
}

fn check(name: &str, value: &str) -> Result<(), Refused> {
    let is_date = |text: &str| text.len() == 10 && time::parse(text).is_ok();
    let digits = |count| value.len() == count && value.bytes().all(|byte| byte.is_ascii_digit());
    let right = match name {
        "certificateIssuedDate" | "certificateEffectiveDate" => is_date(value),
        "certificateExpiringDate" => is_date(value) || value == "长期",
        "certificateHolderTypeCode" => digits(3),
        "certificateAreaCode" => digits(6),
        _ if ELEMENTS.iter().any(|(_, known)| *known == name) => !value.is_empty(),
        _ => return Err(Refused::ClaimUnknown(name.to_owned())),
    };
    if right { Ok(()) } else { Err(Refused::ClaimMalformed(name.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::{Credential, scan, with_changed_digit};
    use crate::key::Key;
    use crate::refused::Refused;

    fn credential() -> Credential {
        let element = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Credential {
            issuer: "demo.issuer".to_owned(),
            kid: "k".to_owned(),
            type_code: "t".to_owned(),
            issued: 1,
            expires: 2,
            elements: vec![
                element("certificateName", "证"),
                element("certificateIssuingAuthorityName", "机构"),
                element("certificateHolderName", "人"),
            ],
        }
    }

    fn refusal(change: impl FnOnce(&mut Credential)) -> Refused {
        let mut credential = credential();
        change(&mut credential);
        credential.issue(&Key::from_seed("a", "b")).unwrap_err()
    }

    #[test]
    fn a_credential_becomes_digits() {
        let bytes = credential().issue(&Key::from_seed("a", "b")).unwrap();
        let text = scan(&bytes);
        assert!(text.starts_with("3690411") && text.bytes().all(|byte| byte.is_ascii_digit()));
    }

    #[test]
    fn one_digit_changes() {
        let mut credential = credential();
        credential.elements.push(("certificateHolderCode".to_owned(), "9".repeat(18)));
        let bytes = credential.issue(&Key::from_seed("a", "b")).unwrap();
        let (before, after) = (scan(&bytes), with_changed_digit(&bytes));
        assert_eq!(before.bytes().zip(after.bytes()).filter(|(x, y)| x != y).count(), 1);
    }

    #[test]
    fn what_a_verifier_refuses_is_not_issued() {
        assert_eq!(refusal(|c| c.kid.clear()), Refused::KeyId);
        assert_eq!(refusal(|c| c.expires = 1), Refused::Validity);
        assert_eq!(
            refusal(|c| c.elements.truncate(2)),
            Refused::ClaimMissing("certificateHolderName")
        );
        let add = |name: &str, value: String| {
            let entry = (name.to_owned(), value);
            refusal(move |c| c.elements.push(entry))
        };
        assert_eq!(add("nickname", "x".to_owned()), Refused::ClaimUnknown("nickname".to_owned()));
        let wrong = [
            ("certificateIssuedDate", "2026-02-30"),
            ("certificateAreaCode", "99000"),
            ("certificateNumber", ""),
        ];
        for (name, value) in wrong {
            assert_eq!(add(name, value.to_owned()), Refused::ClaimMalformed(name.to_owned()));
        }
        assert!(matches!(
            add("certificateNumber", "9".repeat(992)),
            Refused::TooLarge { limit: 992, .. }
        ));
    }
}
