//! The bench for credentials in JSON: a small SD-JWT, alone or bound to its holder, and a small
//! JWT, with a way to change each at every stage.

use serde_json::{Value as Json, json};

use crate::anchor::Anchor;
use crate::hash::Hash;
use crate::jws::Compact;
use crate::key::Key;
use crate::public_key::Algorithm;
use crate::regions::region;
use crate::sd_jwt::{Disclosure, KB_TYPE, Token, insert};
use crate::sd_jwt_vc::{Draft, SdJwt};
use crate::time::DAY;
use crate::vectors::bench::{Bench, stated};
use crate::vectors::case::Case;
use crate::vectors::showing::{AUDIENCE, CHALLENGE};
use crate::world::{Issuer, World};

/// One credential in JSON, and its holder, where it has one.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Who issued it.
    pub issuer: Issuer,
    /// Its holder's key; without one it is shown as it is.
    pub holder: Option<Key>,
    /// The clock.
    pub at: i64,
    /// What its digests are made with.
    pub hash: Hash,
    name: &'static str,
    asked: bool,
}

/// What the holder signs, before it is signed.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The header.
    pub header: Json,
    /// The claims.
    pub claims: Json,
}

impl Tokens {
    /// An SD-JWT by a key over P-256, without a holder.
    pub fn es256(b: &Bench) -> Self {
        Self::new(b, Algorithm::Es256, None, "sd-jwt")
    }

    /// An SD-JWT by an SM2 key, digests with SM3, without a holder.
    pub fn sm2(b: &Bench) -> Self {
        Self::new(b, Algorithm::Sm2, None, "sd-jwt-sm2")
    }

    /// An SD-JWT by an issuer for a holder, with keys of these algorithms.
    pub fn new(
        b: &Bench,
        issuer: Algorithm,
        holder: Option<Algorithm>,
        name: &'static str,
    ) -> Self {
        let (letter, hash) = match issuer {
            Algorithm::Es256 => ('a', Hash::Sha256),
            Algorithm::Sm2 => ('c', Hash::Sm3),
        };
        let World { seed, at, .. } = &b.world;
        let holder = holder.map(|algorithm| Key::seeded(algorithm, seed, "holder"));
        let issuer = region(seed, letter).issuer;
        Self { issuer, asked: holder.is_some(), holder, at: *at, hash, name }
    }

    /// The same, where nobody has shown a challenge or said who it is.
    #[must_use]
    pub fn unasked(&self) -> Self {
        Self { asked: false, ..self.clone() }
    }

    /// The same, bound to a holder and shown in answer to a challenge.
    pub fn bound(b: &Bench, [issuer, holder]: [Algorithm; 2], name: &'static str) -> Self {
        Self::new(b, issuer, Some(holder), name)
    }

    /// Its name, as part of an id.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// A case under the anchor of the issuer; its scan is still to be set.
    pub fn case(&self, words: [&str; 3]) -> Case {
        let room = if self.asked { "holder" } else { "envelope" };
        let case = Case::new(words, &format!("{room}::{}", self.name), self.at)
            .anchors([self.anchor()])
            .releasing(self.claims());
        if self.asked { case.challenge(CHALLENGE).audience(AUDIENCE) } else { case }
    }

    /// A draft that was changed before the issuer signed it.
    pub fn draft(&self, words: [&str; 3], edit: impl FnOnce(&mut Draft)) -> Case {
        let mut draft = self.whole();
        edit(&mut draft);
        self.case(words).scan(self.show(&draft.sign(&self.issuer.key)).text())
    }

    /// A token whose disclosures or parts were changed before the holder bound it.
    pub fn token(&self, words: [&str; 3], edit: impl FnOnce(&mut Token)) -> Case {
        let mut token = self.issued();
        edit(&mut token);
        self.case(words).scan(self.show(&token).text())
    }

    /// A token whose binding was changed before the holder signed it.
    pub fn binding(&self, words: [&str; 3], edit: impl FnOnce(&mut Binding)) -> Case {
        let token = self.issued();
        let mut binding = self.bind(&token);
        edit(&mut binding);
        self.case(words).scan(self.sign(&token, &binding).text())
    }

    /// A token that was changed after the holder bound it.
    pub fn shown(&self, words: [&str; 3], edit: impl FnOnce(&mut Token)) -> Case {
        let mut token = self.show(&self.issued());
        edit(&mut token);
        self.case(words).scan(token.text())
    }

    /// What the issuer states, in the clear and redacted.
    pub fn whole(&self) -> Draft {
        let credential = stated(&self.issuer, self.at);
        SdJwt {
            credential,
            holder: self.holder.as_ref().map(Key::public),
            redacted: ["certificateHolderName", "holderOver18"].map(str::to_owned).to_vec(),
            seed: "vectors".to_owned(),
        }
        .draft(self.issuer.key.algorithm())
    }

    /// The token as its issuer hands it over.
    pub fn issued(&self) -> Token {
        self.whole().sign(&self.issuer.key)
    }

    /// The token as its holder shows it.
    pub fn show(&self, token: &Token) -> Token {
        self.sign(token, &self.bind(token))
    }

    /// What the holder signs over a token.
    pub fn bind(&self, token: &Token) -> Binding {
        let alg = self.holder.as_ref().map_or("none", |holder| holder.algorithm().jose());
        let claims = token.binding(AUDIENCE, self.at, CHALLENGE);
        Binding { header: json!({ "alg": alg, "typ": KB_TYPE }), claims }
    }

    /// A token with a binding; without a holder as it is.
    pub fn sign(&self, token: &Token, binding: &Binding) -> Token {
        let Some(holder) = &self.holder else { return token.clone() };
        let (header, claims) = (binding.header.to_string(), binding.claims.to_string());
        let jws = Compact::sign(&header, claims.as_bytes(), holder);
        Token { key_binding: Some(jws), ..token.clone() }
    }

    /// The anchor of the issuer, without any restriction.
    pub fn anchor(&self) -> Anchor {
        Anchor { alg: None, ..self.issuer.anchor() }
    }

    /// What the valid token releases: all that is stated, and nothing of how it was redacted.
    pub fn claims(&self) -> Json {
        let mut claims = self.whole().payload;
        if let Some(members) = claims.as_object_mut() {
            members.retain(|name, _| !["_sd", "_sd_alg"].contains(&name.as_str()));
        }
        claims["certificateHolderName"] = "张伟（演示）".into();
        claims["holderOver18"] = true.into();
        claims
    }
}

/// Takes a member out of an object.
pub fn remove(object: &mut Json, name: &str) {
    if let Some(members) = object.as_object_mut() {
        members.remove(name);
    }
}

/// Puts the digest of a disclosure into the payload, and shows it.
pub fn disclose(draft: &mut Draft, hash: Hash, disclosure: Disclosure) {
    insert(&mut draft.payload, disclosure.digest(hash));
    draft.disclosures.push(disclosure);
}

/// A plain JWT of an issuer.
#[derive(Clone, Debug)]
pub struct Plain {
    /// Who issued it.
    pub issuer: Issuer,
    /// The clock.
    pub at: i64,
    name: &'static str,
}

impl Plain {
    /// A JWT by a key over P-256.
    pub fn es256(b: &Bench) -> Self {
        Self { issuer: region(&b.world.seed, 'a').issuer, at: b.world.at, name: "jwt" }
    }

    /// A JWT by an SM2 key.
    pub fn sm2(b: &Bench) -> Self {
        Self { issuer: region(&b.world.seed, 'c').issuer, at: b.world.at, name: "jwt-sm2" }
    }

    /// Its name, as part of an id.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// A case under the anchor of the issuer; its scan is still to be set.
    pub fn case(&self, words: [&str; 3]) -> Case {
        Case::new(words, &format!("envelope::{}", self.name), self.at)
            .anchors([Anchor { alg: None, ..self.issuer.anchor() }])
            .releasing(self.payload())
    }

    /// A token whose header and payload were changed before it was signed; what it releases follows
    /// its payload.
    pub fn token(&self, words: [&str; 3], edit: impl FnOnce(&mut Json, &mut Json)) -> Case {
        let (mut header, mut payload) = (self.header(), self.payload());
        edit(&mut header, &mut payload);
        let text = payload.to_string();
        self.text(words, &header.to_string(), text.as_bytes()).releasing(payload)
    }

    /// A token of a header text and payload bytes.
    pub fn text(&self, words: [&str; 3], header: &str, payload: &[u8]) -> Case {
        self.case(words).scan(Compact::sign(header, payload, &self.issuer.key).text())
    }

    /// A token that was changed after it was signed.
    pub fn signed(&self, words: [&str; 3], edit: impl FnOnce(&mut Compact)) -> Case {
        let mut compact = self.compact();
        edit(&mut compact);
        self.case(words).scan(compact.text())
    }

    /// The valid token.
    pub fn compact(&self) -> Compact {
        let payload = self.payload().to_string();
        Compact::sign(&self.header().to_string(), payload.as_bytes(), &self.issuer.key)
    }

    /// The valid header.
    pub fn header(&self) -> Json {
        json!({ "alg": self.issuer.key.algorithm().jose(), "kid": self.issuer.kid, "typ": "JWT" })
    }

    /// The valid payload.
    pub fn payload(&self) -> Json {
        json!({
            "iss": self.issuer.id,
            "vct": World::identity_type(),
            "iat": self.at - 30 * DAY,
            "exp": self.at + 335 * DAY,
            "certificateName": "演示凭证",
            "certificateHolderName": "张伟（演示）",
        })
    }
}
