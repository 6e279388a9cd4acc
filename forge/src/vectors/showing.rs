//! The bench for credential codes that their holder shows: one small valid presentation, and a way
//! to change it at each stage between the issuer's statement and the digits.

use serde_json::{Value as Json, json};

use crate::anchor::Anchor;
use crate::bound::{Bound, Draft, Held};
use crate::cbor::Value;
use crate::code::{Kind, claim, scan_as};
use crate::cose::{Sign1, Signed};
use crate::hash::Hash;
use crate::key::Key;
use crate::plan::Plan;
use crate::present::{KCWT, Presentation};
use crate::public_key::Algorithm;
use crate::regions::region;
use crate::sd_cwt::{Disclosure, insert};
use crate::vectors::bench::{Bench, stated};
use crate::vectors::case::Case;
use crate::world::{Issuer, World};

/// Who the verifier is, where it says so.
pub const AUDIENCE: &str = "counter.example";
/// What the verifier has shown.
pub const CHALLENGE: &str = "2WbFUzSUGTnbN2nUzvZKDg";
/// A policy that asks for the holder.
pub fn holder_required() -> Json {
    json!({ "scenario": "hotel.check-in", "assurance": "device" })
}

/// One credential, its holder, and how it is shown.
#[derive(Clone, Debug)]
pub struct Showing {
    /// Who issued it.
    pub issuer: Issuer,
    /// Its holder's key.
    pub holder: Key,
    /// The clock.
    pub at: i64,
    /// What its digests are made with.
    pub hash: Hash,
    name: &'static str,
    challenge: Option<&'static str>,
}

impl Showing {
    /// Issuer and holder with keys over P-256.
    pub fn es256(b: &Bench) -> Self {
        Self::new(b, [Algorithm::Es256; 2], "presentation")
    }

    /// Issuer and holder with SM2 keys, digests with SM3.
    pub fn sm2(b: &Bench) -> Self {
        Self::new(b, [Algorithm::Sm2; 2], "presentation-sm2")
    }

    /// An issuer and a holder with keys of these algorithms.
    pub fn new(b: &Bench, [issuer, holder]: [Algorithm; 2], name: &'static str) -> Self {
        let (letter, hash) = match issuer {
            Algorithm::Es256 => ('a', Hash::Sha256),
            Algorithm::Sm2 => ('c', Hash::Sm3),
        };
        let World { seed, at, .. } = &b.world;
        let holder = Key::seeded(holder, seed, "holder");
        let issuer = region(seed, letter).issuer;
        Self { issuer, holder, at: *at, hash, name, challenge: None }
    }

    /// The same, in answer to a challenge.
    #[must_use]
    pub fn live(&self) -> Self {
        Self { challenge: Some(CHALLENGE), ..self.clone() }
    }

    /// Its name, as part of an id.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// A case under the anchor of the issuer; its scan is still to be set.
    pub fn case(&self, words: [&str; 3]) -> Case {
        let room = if self.challenge.is_some() { "holder" } else { "envelope" };
        let case = Case::new(words, &format!("{room}::{}", self.name), self.at)
            .anchors([self.anchor()])
            .releasing(self.claims());
        match self.challenge {
            Some(challenge) => case.challenge(challenge).audience(AUDIENCE),
            None => case,
        }
    }

    /// A draft that was changed before the issuer signed it.
    pub fn draft(&self, words: [&str; 3], edit: impl FnOnce(&mut Draft)) -> Case {
        let mut draft = self.bound().draft(self.issuer.key.algorithm());
        edit(&mut draft);
        let held = draft.sign(&self.issuer.key);
        self.case(words).scan(self.scan(&self.token(held.signed().value())))
    }

    /// A credential whose disclosures its holder changed before showing it.
    pub fn held(&self, words: [&str; 3], edit: impl FnOnce(&mut Held)) -> Case {
        let mut held = self.credential();
        edit(&mut held);
        self.case(words).scan(self.scan(&self.token(held.signed().value())))
    }

    /// A credential that was changed after the issuer signed it, before the holder signed.
    pub fn issued(&self, words: [&str; 3], edit: impl FnOnce(&mut Signed)) -> Case {
        let mut signed = self.credential().signed();
        edit(&mut signed);
        self.case(words).scan(self.scan(&self.token(signed.value())))
    }

    /// A presentation that was changed before the holder signed it.
    pub fn shown(&self, words: [&str; 3], edit: impl FnOnce(&mut Sign1)) -> Case {
        let mut token = self.message();
        edit(&mut token);
        self.case(words).scan(self.scan(&token))
    }

    /// A credential that was changed before its issuer signed it, in a presentation that was
    /// changed before the holder signed it.
    pub fn both(
        &self,
        words: [&str; 3],
        credential: impl FnOnce(&mut Draft),
        token: impl FnOnce(&mut Sign1),
    ) -> Case {
        let mut draft = self.bound().draft(self.issuer.key.algorithm());
        credential(&mut draft);
        let mut message = self.token(draft.sign(&self.issuer.key).signed().value());
        token(&mut message);
        self.case(words).scan(self.scan(&message))
    }

    /// A presentation that was changed after the holder signed it.
    pub fn signed(&self, words: [&str; 3], edit: impl FnOnce(&mut Signed)) -> Case {
        let mut signed = self.message().sign(&self.holder);
        edit(&mut signed);
        self.case(words).scan(scan_as(Kind::Bound, &signed.encode()))
    }

    /// What the issuer states.
    pub fn bound(&self) -> Bound {
        let credential = stated(&self.issuer, self.at);
        let plan = Plan::new(&["certificateHolderName", "holderOver18"], &[]);
        Bound { credential, holder: self.holder.public(), plan, seed: "vectors".to_owned() }
    }

    /// The credential in its holder's hands, with all its disclosures.
    pub fn credential(&self) -> Held {
        self.bound().draft(self.issuer.key.algorithm()).sign(&self.issuer.key)
    }

    /// The presentation of all that the credential states.
    pub fn message(&self) -> Sign1 {
        self.token(self.credential().signed().value())
    }

    /// The presentation of a credential, whatever that is.
    pub fn token(&self, credential: Value) -> Sign1 {
        let mut message = Presentation {
            held: self.credential(),
            audience: AUDIENCE.to_owned(),
            at: self.at,
            challenge: self.challenge.map(str::to_owned),
        }
        .message(self.holder.algorithm());
        message.protected.set(KCWT, credential);
        message
    }

    /// The bytes of the valid presentation.
    pub fn bytes(&self) -> Vec<u8> {
        self.message().sign(&self.holder).encode()
    }

    /// The digits of a message that the holder signs.
    pub fn scan(&self, message: &Sign1) -> String {
        scan_as(Kind::Bound, &message.sign(&self.holder).encode())
    }

    /// The anchor of the issuer, without any restriction.
    pub fn anchor(&self) -> Anchor {
        Anchor { alg: None, ..self.issuer.anchor() }
    }

    /// What the valid presentation releases.
    pub fn claims(&self) -> Json {
        self.bound().credential.elements.into_iter().collect()
    }
}

/// Changes the claims that the issuer signs.
pub fn payload(draft: &mut Draft, edit: impl FnOnce(&mut Value)) {
    edit(&mut draft.message.payload);
}

/// Changes the map of elements that the issuer signs.
pub fn elements(draft: &mut Draft, edit: impl FnOnce(&mut Value)) {
    draft.message.payload.edit(claim::ELEMENTS, edit);
}

/// Puts the digest of a disclosure among the elements, and shows it.
pub fn disclose(draft: &mut Draft, hash: Hash, disclosure: Disclosure) {
    elements(draft, |map| insert(map, disclosure.digest(hash)));
    draft.disclosures.push(disclosure);
}
