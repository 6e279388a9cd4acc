//! The credential code, kind 2, as its issuer makes it: an SD-CWT bound to the holder's key, with
//! its elements redacted by a plan. What the holder then shows is made in `present`.
//!
//! Rules (`docs/code.md`):
//! - Only elements are redacted: alone, or as a group under a negative key; the elements of a
//!   group that is redacted `each` have digests of their own inside it.
//! - The holder's key stands in `cnf` with the sign of y alone, which is what the size asks for.
//! - The digests are made with the hash of the issuer's algorithm: SHA-256, or SM3.

use crate::cbor::{Value, encode};
use crate::cbor_read::decode;
use crate::code::{Credential, LIMIT, claim, within};
use crate::cose::{ALG, KID, Sign1, Signed, TYP};
use crate::elements;
use crate::hash::Hash;
use crate::key::Key;
use crate::plan::Plan;
use crate::public_key::{Algorithm, PublicKey, Y};
use crate::refused::Refused;
use crate::sd_cwt::{Disclosure, Redactor, SD_ALG, SD_CLAIMS, with_parents};

/// The content type `application/sd-cwt`.
pub const SD_CWT_TYPE: i64 = 293;

/// What an issuer states to a holder.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The statement.
    pub credential: Credential,
    /// Whose key it is bound to.
    pub holder: PublicKey,
    /// What is redacted.
    pub plan: Plan,
    /// What the salts follow from, besides what is stated to whom.
    pub seed: String,
}

/// A bound credential before it is signed: everything is open to change.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The message without disclosures.
    pub message: Sign1,
    /// What was taken out of it.
    pub disclosures: Vec<Disclosure>,
}

/// A bound credential in its holder's hands.
#[derive(Clone, Debug)]
pub struct Held {
    /// What the issuer signed, without disclosures.
    pub credential: Signed,
    /// All disclosures, or those that the holder has chosen.
    pub disclosures: Vec<Disclosure>,
}

impl Bound {
    /// Checks what every verifier will check, then signs.
    ///
    /// # Errors
    /// A [`Refused`] that names the claim, the key id, the dates or the size: what is shown with
    /// no disclosure at all must fit a code.
    pub fn issue(&self, key: &Key) -> Result<Held, Refused> {
        self.credential.check()?;
        self.plan.check()?;
        let held = self.draft(key.algorithm()).sign(key);
        within(LIMIT, held.credential.encode()).map(|_| held)
    }

    /// The message and its disclosures, without any check.
    pub fn draft(&self, algorithm: Algorithm) -> Draft {
        let hash = match algorithm {
            Algorithm::Es256 => Hash::Sha256,
            Algorithm::Sm2 => Hash::Sm3,
        };
        let mut redactor = Redactor::new(hash, &self.salt_seed());
        let mut payload = self.credential.payload();
        payload.edit(claim::ELEMENTS, |map| self.plan.apply(map, &mut redactor));
        payload.set(claim::CNF, Value::map([(1, self.holder.cose_key(Y::Sign))]));
        let protected = Value::map([
            (ALG, Value::from(algorithm.cose())),
            (KID, Value::Bytes(self.credential.kid.clone().into_bytes())),
            (TYP, Value::from(SD_CWT_TYPE)),
            (SD_ALG, Value::from(hash.cose())),
        ]);
        let message = Sign1::new(protected, payload);
        Draft { message, disclosures: redactor.disclosures }
    }

    /// Two credentials never share their salts, also when one seed makes both.
    fn salt_seed(&self) -> String {
        let Credential { issuer, type_code, issued, .. } = &self.credential;
        let stated = encode(&self.credential.payload());
        let stated = crate::base64::hex(&Hash::Sha256.digest(&stated));
        let holder = self.holder.thumbprint();
        format!("{}\n{issuer}\n{type_code}\n{issued}\n{holder}\n{stated}", self.seed)
    }
}

impl Draft {
    /// Signs.
    pub fn sign(&self, key: &Key) -> Held {
        Held { credential: self.message.sign(key), disclosures: self.disclosures.clone() }
    }
}

impl Held {
    /// The credential with its disclosures, as it lies in a presentation.
    pub fn signed(&self) -> Signed {
        let mut signed = self.credential.clone();
        let disclosures: Vec<_> = self.disclosures.iter().map(Disclosure::value).collect();
        let header = match disclosures.is_empty() {
            true => Value::Map(Vec::new()),
            false => Value::map([(SD_CLAIMS, Value::Array(disclosures))]),
        };
        if let Some(unprotected) = signed.parts.get_mut(1) {
            *unprotected = header;
        }
        signed
    }

    /// The credential with its disclosures as bytes, as an issuer hands it over.
    pub fn encode(&self) -> Vec<u8> {
        self.signed().encode()
    }

    /// Reads what [`Held::encode`] writes.
    ///
    /// # Errors
    /// [`Refused::Credential`] when the bytes are something else.
    pub fn decode(bytes: &[u8]) -> Result<Self, Refused> {
        let credential = decode(bytes).and_then(Signed::of).ok_or(Refused::Credential)?;
        let disclosures = match credential.parts.get(1).and_then(|header| header.get(SD_CLAIMS)) {
            Some(Value::Array(disclosures)) => disclosures.clone(),
            _ => Vec::new(),
        };
        let disclosures = disclosures.into_iter().map(|disclosure| match disclosure {
            Value::Bytes(bytes) => Ok(Disclosure(bytes)),
            _ => Err(Refused::Credential),
        });
        let held = Self { disclosures: disclosures.collect::<Result<_, _>>()?, credential };
        let bound = held.payload()?.get(claim::CNF).is_some();
        held.hash().filter(|_| bound).ok_or(Refused::Credential)?;
        Ok(held)
    }

    /// The claims that the issuer signed.
    ///
    /// # Errors
    /// [`Refused::Credential`] when there are none.
    pub fn payload(&self) -> Result<Value, Refused> {
        self.credential.inside(2).ok_or(Refused::Credential)
    }

    /// The same with the disclosures that show the named elements, and no others. What stands in
    /// the clear needs none.
    ///
    /// # Errors
    /// [`Refused::ClaimUnknown`] for a name that is not in the table, [`Refused::Absent`] for an
    /// element that is not stated.
    pub fn choose(&self, names: &[&str]) -> Result<Self, Refused> {
        let hash = self.hash().ok_or(Refused::Credential)?;
        let payload = self.payload()?;
        let mut keys = Vec::new();
        for name in names {
            let key = elements::key(name)?;
            let clear = payload.get(claim::ELEMENTS).is_some_and(|map| map.get(key).is_some());
            if !clear && !self.disclosures.iter().any(|one| shows(one, key)) {
                return Err(Refused::Absent((*name).to_owned()));
            }
            keys.push(key);
        }
        let wanted = |one: &Disclosure| keys.iter().any(|key| shows(one, *key));
        let disclosures = with_parents(&self.disclosures, hash, wanted);
        Ok(Self { credential: self.credential.clone(), disclosures })
    }

    /// What its digests are made with.
    fn hash(&self) -> Option<Hash> {
        match self.credential.inside(0)?.get(SD_ALG)? {
            Value::Integer(number) => Hash::of_cose(*number),
            _ => None,
        }
    }
}

/// Whether a disclosure shows an element: as itself, or as a member of a group.
fn shows(disclosure: &Disclosure, key: i64) -> bool {
    disclosure.named().is_some_and(|(shown, value)| {
        let group = matches!(shown, Value::Integer(number) if number < 0);
        shown == Value::from(key) || (group && value.get(key).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::{Bound, Held};
    use crate::cbor::Value;
    use crate::code::{Credential, claim};
    use crate::key::Key;
    use crate::plan::Plan;
    use crate::refused::Refused;
    use crate::sd_cwt::REDACTED_KEYS;

    fn bound() -> Bound {
        let element = |name: &str, value: Value| (name.to_owned(), value);
        let credential = Credential {
            issuer: "demo.issuer".to_owned(),
            kid: "k".to_owned(),
            type_code: "t".to_owned(),
            issued: 1,
            expires: Some(2),
            status: None,
            elements: vec![
                element("certificateName", "证".into()),
                element("certificateHolderName", "人".into()),
                element("certificateHolderCode", "1".into()),
                element("certificateHolderTypeCode", "111".into()),
                element("holderOver18", true.into()),
                element("holderOver14", true.into()),
            ],
        };
        let holder = Key::sm2_from_seed("a", "holder").public();
        Bound { credential, holder, plan: Plan::personal(), seed: "a".to_owned() }
    }

    fn shown(names: &[&str]) -> Vec<i128> {
        let held = bound().issue(&Key::sm2_from_seed("a", "b")).unwrap().choose(names).unwrap();
        let mut keys: Vec<_> = held
            .disclosures
            .iter()
            .filter_map(|one| match one.named() {
                Some((Value::Integer(key), _)) => Some(key),
                _ => None,
            })
            .collect();
        keys.sort_unstable();
        keys
    }

    #[test]
    fn what_the_plan_names_is_redacted() {
        let draft = bound().draft(crate::public_key::Algorithm::Sm2);
        let map = draft.message.payload.get(claim::ELEMENTS).unwrap();
        assert_eq!(map.get(1), Some(&Value::from("证")));
        // Name, document, age: three digests, and two more inside the third.
        let Some(Value::Array(digests)) = map.get(REDACTED_KEYS) else { panic!("no digests") };
        assert_eq!((map.entries().len(), digests.len(), draft.disclosures.len()), (2, 3, 5));
    }

    #[test]
    fn a_holder_shows_what_it_chooses() {
        assert_eq!(shown(&["certificateHolderName"]), [7]);
        assert_eq!(shown(&["certificateHolderTypeCode"]), [-1]);
        assert_eq!(shown(&["holderOver18", "certificateName"]), [-2, 17]);
        assert_eq!(shown(&[]), []);
    }

    #[test]
    fn a_held_credential_is_read_again() {
        let held = bound().issue(&Key::from_seed("a", "b")).unwrap();
        let read = Held::decode(&held.encode()).unwrap();
        assert_eq!(read.disclosures, held.disclosures);
        assert_eq!(read.encode(), held.encode());
        assert_eq!(Held::decode(b"x").unwrap_err(), Refused::Credential);
        let paper = bound().credential.message().sign(&Key::from_seed("a", "b")).encode();
        assert_eq!(Held::decode(&paper).unwrap_err(), Refused::Credential);
    }

    #[test]
    fn no_two_credentials_share_a_salt() {
        let key = Key::from_seed("a", "b");
        let first = bound().issue(&key).unwrap().disclosures;
        let mut other = bound();
        other.credential.issued = 0;
        let second = other.issue(&key).unwrap().disclosures;
        assert!(first.iter().zip(&second).all(|(one, two)| one.0[2..18] != two.0[2..18]));
        let mut salts: Vec<_> = first.iter().map(|one| one.0[2..18].to_vec()).collect();
        salts.sort();
        salts.dedup();
        assert_eq!(salts.len(), first.len());
    }

    #[test]
    fn what_cannot_be_right_is_refused() {
        let key = Key::from_seed("a", "b");
        let held = bound().issue(&key).unwrap();
        let absent = Refused::Absent("holderSurname".to_owned());
        assert_eq!(held.choose(&["holderSurname"]).unwrap_err(), absent);
        assert!(matches!(held.choose(&["nickname"]), Err(Refused::ClaimUnknown(_))));
        let mut twice = bound();
        twice.plan.alone.push("holderOver18".to_owned());
        let duplicate = Refused::ClaimDuplicate("holderOver18".to_owned());
        assert_eq!(twice.issue(&key).unwrap_err(), duplicate);
        let mut large = bound();
        large.credential.elements[0].1 = "9".repeat(992).into();
        assert!(matches!(large.issue(&key), Err(Refused::TooLarge { limit: 992, .. })));
    }
}
