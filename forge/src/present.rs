//! Key binding tokens, draft-ietf-spice-sd-cwt §8.1: what a holder shows of a bound credential, to
//! whom, when, and in answer to which challenge. One token is one code of kind 2.

use crate::bound::Held;
use crate::cbor::{Value, encode};
use crate::code::{LIMIT, claim, within};
use crate::cose::{ALG, Sign1, TYP};
use crate::key::Key;
use crate::public_key::{Algorithm, Y};
use crate::refused::Refused;

/// The content type `application/kb+cwt`.
pub const KB_CWT_TYPE: i64 = 294;
/// The header label of the credential that is shown.
pub const KCWT: i64 = 13;
/// Bytes of a challenge.
pub const CHALLENGE: std::ops::RangeInclusive<usize> = 16..=64;

/// What a holder shows.
#[derive(Clone, Debug)]
pub struct Presentation {
    /// The credential with the disclosures that are shown.
    pub held: Held,
    /// Whom it is shown to: a verifier's id, or the name of a scenario.
    pub audience: String,
    /// When, in seconds since the Unix epoch.
    pub at: i64,
    /// The challenge that it answers, as the verifier showed it.
    pub challenge: Option<String>,
}

impl Presentation {
    /// Checks what every verifier will check, then signs with the holder's key; the bytes.
    ///
    /// # Errors
    /// [`Refused::Audience`], [`Refused::Challenge`], [`Refused::Holder`] for another key,
    /// [`Refused::ValidityAt`] outside the credential's dates, [`Refused::TooLarge`].
    pub fn sign(&self, holder: &Key) -> Result<Vec<u8>, Refused> {
        if self.audience.is_empty() {
            return Err(Refused::Audience);
        }
        if self.challenge.as_ref().is_some_and(|text| !CHALLENGE.contains(&text.len())) {
            return Err(Refused::Challenge);
        }
        self.check_holder(holder)?;
        self.check_time()?;
        within(LIMIT, self.message(holder.algorithm()).sign(holder).encode())
    }

    /// The message that is signed, without any check.
    pub fn message(&self, algorithm: Algorithm) -> Sign1 {
        let protected = Value::map([
            (ALG, Value::from(algorithm.cose())),
            (KCWT, self.held.signed().value()),
            (TYP, Value::from(KB_CWT_TYPE)),
        ]);
        let mut payload = Value::map([
            (claim::AUD, Value::from(self.audience.as_str())),
            (claim::IAT, Value::from(self.at)),
        ]);
        if let Some(challenge) = &self.challenge {
            payload.set(claim::CNONCE, challenge.clone().into_bytes());
        }
        Sign1::new(protected, payload)
    }

    /// The key in `cnf` is the holder's, under the default signer id.
    fn check_holder(&self, holder: &Key) -> Result<(), Refused> {
        let payload = self.held.payload()?;
        let own = [Y::Sign, Y::Whole].map(|y| encode(&holder.public().cose_key(y)));
        let bound = payload.get(claim::CNF).and_then(|cnf| cnf.get(1)).map(encode);
        // Holder keys have no record that could name another signer id.
        let default_id = holder.other_signer_id().is_none();
        if !default_id || !bound.is_some_and(|bound| own.contains(&bound)) {
            return Err(Refused::Holder);
        }
        Ok(())
    }

    /// The moment lies between the credential's dates.
    fn check_time(&self) -> Result<(), Refused> {
        let payload = self.held.payload()?;
        let date = |label: i64| match payload.get(label) {
            Some(Value::Integer(seconds)) => Some(*seconds),
            _ => None,
        };
        let at = i128::from(self.at);
        let begun = [claim::NBF, claim::IAT].into_iter().filter_map(date).all(|date| date <= at);
        if !begun || date(claim::EXP).is_some_and(|expires| expires <= at) {
            return Err(Refused::ValidityAt(self.at));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{KCWT, Presentation};
    use crate::bound::Bound;
    use crate::cbor::Value;
    use crate::cbor_read::decode;
    use crate::code::Credential;
    use crate::cose::Signed;
    use crate::key::Key;
    use crate::plan::Plan;
    use crate::refused::Refused;

    fn holder() -> Key {
        Key::sm2_from_seed("a", "holder")
    }

    fn presentation() -> Presentation {
        let credential = Credential {
            issuer: "demo.issuer".to_owned(),
            kid: "k".to_owned(),
            type_code: "t".to_owned(),
            issued: 10,
            expires: Some(20),
            status: None,
            elements: vec![("certificateHolderName".to_owned(), "人".into())],
        };
        let bound = Bound {
            credential,
            holder: holder().public(),
            plan: Plan::personal(),
            seed: "a".to_owned(),
        };
        Presentation {
            held: bound.issue(&Key::from_seed("a", "b")).unwrap(),
            audience: "hotel.check-in".to_owned(),
            at: 15,
            challenge: Some("2WbFUzSUGTnbN2nUzvZKDg".to_owned()),
        }
    }

    #[test]
    fn a_token_holds_the_credential_as_it_is() {
        let bytes = presentation().sign(&holder()).unwrap();
        let token = decode(&bytes).and_then(Signed::of).unwrap();
        let inner = token.inside(0).unwrap().get(KCWT).cloned().unwrap();
        assert_eq!(crate::cbor::encode(&inner), presentation().held.encode());
        let payload = token.inside(2).unwrap();
        assert_eq!(payload.entries().len(), 3);
        assert_eq!(payload.get(39), Some(&Value::Bytes(b"2WbFUzSUGTnbN2nUzvZKDg".to_vec())));
        assert_eq!(bytes, presentation().sign(&holder()).unwrap());
    }

    #[test]
    fn what_a_verifier_refuses_is_not_shown() {
        let refusal = |change: fn(&mut Presentation)| {
            let mut presentation = presentation();
            change(&mut presentation);
            presentation.sign(&holder()).unwrap_err()
        };
        assert_eq!(refusal(|p| p.audience.clear()), Refused::Audience);
        assert_eq!(refusal(|p| p.challenge = Some("a".repeat(15))), Refused::Challenge);
        assert_eq!(refusal(|p| p.challenge = Some("a".repeat(65))), Refused::Challenge);
        assert_eq!(refusal(|p| p.at = 9), Refused::ValidityAt(9));
        assert_eq!(refusal(|p| p.at = 20), Refused::ValidityAt(20));
        assert!(matches!(
            refusal(|p| p.audience = "a".repeat(900)),
            Refused::TooLarge { limit: 992, .. }
        ));
        let other = Key::sm2_from_seed("a", "other");
        assert_eq!(presentation().sign(&other), Err(Refused::Holder));
        assert_eq!(presentation().sign(&holder().with_signer_id("")), Err(Refused::Holder));
    }
}
