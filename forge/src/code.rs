//! The credential code (证照码): what an issuer states, as a CWT of kind 1 for paper, and the
//! decimal digits of all three kinds. Kind 2 is made in `bound` and `present`.
//!
//! Rules (`docs/code.md`):
//! - Deterministic CBOR; `alg`, `kid` and `typ` in the protected header, nothing in the other.
//! - Elements of GB/T 36903 under small integer keys; on paper 1, 4 and 7 always stand there.
//! - One credential has at most 992 bytes: QR version 23 at level L. Several in one code have
//!   2,916: version 40.

use crate::cbor::{Value, head};
use crate::cbor_read::decode;
use crate::cose::{ALG, KID, Sign1, Signed, TYP};
use crate::digits;
use crate::elements;
use crate::key::Key;
use crate::public_key::Algorithm;
use crate::refused::Refused;

/// The marker (GB/T 36904, version 1) and the kind 1, before the digits of the bytes.
pub const PREFIX: &str = "3690411";
/// The marker without the kind.
pub const MARKER: &str = "369041";
/// Bytes of one credential.
pub const LIMIT: usize = 992;
/// Bytes of several credentials in one code.
pub const LIMIT_TOGETHER: usize = 2916;
/// Credentials in one code of kind 3.
pub const TOGETHER: std::ops::RangeInclusive<usize> = 2..=8;
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
    /// `cnonce`, RFC 9201.
    pub const CNONCE: i64 = 39;
    /// `status`, Token Status List.
    pub const STATUS: i64 = 65535;
    /// The map of elements, in the private range.
    pub const ELEMENTS: i64 = -369_041;
}

/// What a code holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// One credential on paper.
    Paper,
    /// One credential, shown by its holder.
    Bound,
    /// Several credentials.
    Together,
}

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
    /// First second at which it is no longer valid; none for a type without end (长期).
    pub expires: Option<i64>,
    /// Where its status is listed.
    pub status: Option<StatusEntry>,
    /// Elements by their English names.
    pub elements: Vec<(String, Value)>,
}

/// A place in a Token Status List.
#[derive(Clone, Debug)]
pub struct StatusEntry {
    /// The place.
    pub index: i64,
    /// The address of the list.
    pub uri: String,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Paper, Self::Bound, Self::Together];

    /// The digit behind the marker.
    pub fn digit(self) -> char {
        match self {
            Self::Paper => '1',
            Self::Bound => '2',
            Self::Together => '3',
        }
    }
}

impl Credential {
    /// Checks what every verifier will check, then signs for paper; the bytes of the credential.
    ///
    /// # Errors
    /// A [`Refused`] that names the claim, the key id, the dates or the size.
    pub fn issue(&self, key: &Key) -> Result<Vec<u8>, Refused> {
        self.check()?;
        for required in
            ["certificateName", "certificateIssuingAuthorityName", "certificateHolderName"]
        {
            if !self.elements.iter().any(|(name, _)| name == required) {
                return Err(Refused::ClaimMissing(required));
            }
        }
        within(LIMIT, self.message_for(key.algorithm()).sign(key).encode())
    }

    /// Checks what holds for every kind: key id, dates, and the form of each element.
    ///
    /// # Errors
    /// A [`Refused`] that names what is wrong.
    pub fn check(&self) -> Result<(), Refused> {
        if self.kid.is_empty() || self.kid.len() > 64 {
            return Err(Refused::KeyId);
        }
        if self.expires.is_some_and(|expires| expires <= self.issued) {
            return Err(Refused::Validity);
        }
        for (place, (name, value)) in self.elements.iter().enumerate() {
            elements::check(name, value)?;
            if self.elements[..place].iter().any(|(earlier, _)| earlier == name) {
                return Err(Refused::ClaimDuplicate(name.clone()));
            }
        }
        Ok(())
    }

    /// The message of kind 1 under ES256, without any check.
    pub fn message(&self) -> Sign1 {
        self.message_for(Algorithm::Es256)
    }

    /// The message of kind 1, without any check.
    pub fn message_for(&self, algorithm: Algorithm) -> Sign1 {
        let protected = Value::map([
            (ALG, Value::from(algorithm.cose())),
            (KID, Value::Bytes(self.kid.clone().into_bytes())),
            (TYP, Value::from(CWT_TYPE)),
        ]);
        Sign1::new(protected, self.payload())
    }

    /// The payload with all elements in the clear.
    pub fn payload(&self) -> Value {
        let mut payload = Value::map([(claim::ISS, self.issuer.as_str())]);
        if let Some(expires) = self.expires {
            payload.add(claim::EXP, expires);
        }
        let rest = [
            (claim::NBF, Value::from(self.issued)),
            (claim::IAT, Value::from(self.issued)),
            (claim::VCT, Value::from(self.type_code.as_str())),
            (claim::ELEMENTS, self.element_map()),
        ];
        for (label, value) in rest {
            payload.add(label, value);
        }
        if let Some(status) = &self.status {
            payload.set(claim::STATUS, status.value());
        }
        payload
    }

    fn element_map(&self) -> Value {
        let keyed = self.elements.iter();
        Value::map(
            keyed.filter_map(|(name, value)| Some((elements::key(name).ok()?, value.clone()))),
        )
    }
}

impl StatusEntry {
    /// The claim, Token Status List §6.3.
    pub fn value(&self) -> Value {
        let entry = [("idx", Value::from(self.index)), ("uri", Value::from(self.uri.as_str()))];
        Value::map([("status_list", Value::map(entry))])
    }
}

/// Joins credentials of kinds 1 and 2 into one code of kind 3: an array of them as they are.
///
/// # Errors
/// [`Refused::Together`] unless there are 2 to 8, [`Refused::Credential`] for what is none,
/// [`Refused::TooLarge`] where one has more than 992 bytes or all have more than 2,916.
pub fn join(credentials: &[Vec<u8>]) -> Result<Vec<u8>, Refused> {
    if !TOGETHER.contains(&credentials.len()) {
        return Err(Refused::Together(credentials.len()));
    }
    for credential in credentials {
        decode(credential).and_then(Signed::of).ok_or(Refused::Credential)?;
        within(LIMIT, credential.clone())?;
    }
    within(LIMIT_TOGETHER, joined(credentials))
}

/// The same without any check.
pub fn joined(credentials: &[Vec<u8>]) -> Vec<u8> {
    let count = u64::try_from(credentials.len()).unwrap_or_default();
    [head(4, count), credentials.concat()].concat()
}

/// Passes bytes on that a code holds.
///
/// # Errors
/// [`Refused::TooLarge`].
pub fn within(limit: usize, bytes: Vec<u8>) -> Result<Vec<u8>, Refused> {
    let size = bytes.len();
    if size > limit { Err(Refused::TooLarge { size, limit }) } else { Ok(bytes) }
}

/// The text of a code of kind 1 from a credential's bytes, whatever their number.
pub fn scan(bytes: &[u8]) -> String {
    scan_as(Kind::Paper, bytes)
}

/// The text of a code of some kind.
pub fn scan_as(kind: Kind, bytes: &[u8]) -> String {
    format!("{MARKER}{}{}", kind.digit(), digits::encode(bytes))
}

/// Kind and bytes of a code's text.
///
/// # Errors
/// [`Refused::Code`] when it is no code.
pub fn read(text: &str) -> Result<(Kind, Vec<u8>), Refused> {
    let parts = Kind::ALL.iter().find_map(|kind| {
        let rest = text.strip_prefix(MARKER)?.strip_prefix(kind.digit())?;
        Some((*kind, digits::decode(rest)?))
    });
    parts.ok_or(Refused::Code)
}

/// The text of a code with one digit changed, so that one digit of a claim is another and
/// everything else stays well-formed: the last digit of a group stands for its first byte.
pub fn with_changed_digit(bytes: &[u8]) -> String {
    scan(&changed_digit(bytes))
}

/// The bytes of [`with_changed_digit`].
pub fn changed_digit(bytes: &[u8]) -> Vec<u8> {
    let number = bytes.windows(18).position(|window| window.iter().all(u8::is_ascii_digit));
    let first = number.unwrap_or_default().div_ceil(7) * 7;
    let mut changed = bytes.to_vec();
    // An odd byte and the even one below it: no digit but the last one changes.
    changed[first] ^= 1;
    changed
}

#[cfg(test)]
mod tests {
    use super::{Credential, Kind, join, read, scan, scan_as, with_changed_digit};
    use crate::cbor::Value;
    use crate::key::Key;
    use crate::refused::Refused;

    fn credential() -> Credential {
        let element = |name: &str, value: &str| (name.to_owned(), Value::from(value));
        Credential {
            issuer: "demo.issuer".to_owned(),
            kid: "k".to_owned(),
            type_code: "t".to_owned(),
            issued: 1,
            expires: Some(2),
            status: None,
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
        credential.elements.push(("certificateHolderCode".to_owned(), "9".repeat(18).into()));
        let bytes = credential.issue(&Key::from_seed("a", "b")).unwrap();
        let (before, after) = (scan(&bytes), with_changed_digit(&bytes));
        assert_eq!(before.bytes().zip(after.bytes()).filter(|(x, y)| x != y).count(), 1);
    }

    #[test]
    fn what_a_verifier_refuses_is_not_issued() {
        assert_eq!(refusal(|c| c.kid.clear()), Refused::KeyId);
        assert_eq!(refusal(|c| c.expires = Some(1)), Refused::Validity);
        assert_eq!(
            refusal(|c| c.elements.truncate(2)),
            Refused::ClaimMissing("certificateHolderName")
        );
        let add = |name: &str, value: String| {
            let entry = (name.to_owned(), value.into());
            refusal(move |c| c.elements.push(entry))
        };
        assert_eq!(add("nickname", "x".to_owned()), Refused::ClaimUnknown("nickname".to_owned()));
        let wrong = [
            ("certificateIssuedDate", "2026-02-30"),
            ("certificateAreaCode", "99000"),
            ("certificateStatus", "001"),
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

    #[test]
    fn an_element_stands_once() {
        let twice = refusal(|c| c.elements.push(c.elements[0].clone()));
        assert_eq!(twice, Refused::ClaimDuplicate("certificateName".to_owned()));
    }

    #[test]
    fn a_credential_of_either_algorithm_and_without_end() {
        let mut credential = credential();
        credential.expires = None;
        for key in [Key::from_seed("a", "b"), Key::sm2_from_seed("a", "b")] {
            let message = credential.message_for(key.algorithm());
            assert_eq!(message.protected.get(1), Some(&key.algorithm().cose().into()));
            assert_eq!(message.payload.get(super::claim::EXP), None);
            assert_eq!(credential.issue(&key).unwrap(), message.sign(&key).encode());
        }
    }

    #[test]
    fn several_become_one() {
        let bytes = credential().issue(&Key::from_seed("a", "b")).unwrap();
        let joined = join(&[bytes.clone(), bytes.clone()]).unwrap();
        assert_eq!((joined[0], joined.len()), (0x82, 1 + 2 * bytes.len()));
        assert_eq!(joined[1..=bytes.len()], bytes);
        let text = scan_as(Kind::Together, &joined);
        assert_eq!(read(&text), Ok((Kind::Together, joined)));
        assert_eq!(join(std::slice::from_ref(&bytes)), Err(Refused::Together(1)));
        assert_eq!(join(&vec![bytes; 9]), Err(Refused::Together(9)));
        assert_eq!(join(&vec![vec![0]; 2]), Err(Refused::Credential));
        let mut long = credential();
        long.elements.push(("certificateNumber".to_owned(), "9".repeat(500).into()));
        let long = long.issue(&Key::from_seed("a", "b")).unwrap();
        assert!(matches!(join(&vec![long; 5]), Err(Refused::TooLarge { limit: 2916, .. })));
        assert_eq!(read("3690414"), Err(Refused::Code));
    }
}
