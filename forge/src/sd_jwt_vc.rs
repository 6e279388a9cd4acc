//! A Chinese credential as an SD-JWT: the elements by their English names at the top level, each
//! redacted by itself, bound to the holder's key or not.

use serde_json::{Value as Json, json};

use crate::code::Credential;
use crate::elements;
use crate::hash::Hash;
use crate::key::Key;
use crate::public_key::{Algorithm, PublicKey};
use crate::refused::Refused;
use crate::sd_jwt::{Disclosure, Redactor, Token};

/// The type in the header, draft-ietf-oauth-sd-jwt-vc §3.2.1.
pub const TYPE: &str = "dc+sd-jwt";

/// What an issuer states.
#[derive(Clone, Debug)]
pub struct SdJwt {
    /// The statement.
    pub credential: Credential,
    /// Whose key it is bound to.
    pub holder: Option<PublicKey>,
    /// Elements that are redacted, by their names.
    pub redacted: Vec<String>,
    /// What the salts follow from, besides what is stated to whom.
    pub seed: String,
}

/// A token before it is signed: everything is open to change.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The protected header.
    pub header: Json,
    /// The payload with its digests.
    pub payload: Json,
    /// What was taken out of it.
    pub disclosures: Vec<Disclosure>,
}

impl SdJwt {
    /// Checks what every verifier will check, then signs.
    ///
    /// # Errors
    /// A [`Refused`] that names the claim, the key id or the dates; a token has to end.
    pub fn issue(&self, key: &Key) -> Result<Token, Refused> {
        self.credential.check()?;
        self.redacted.iter().try_for_each(|name| elements::key(name).map(|_| ()))?;
        if self.credential.expires.is_none() {
            return Err(Refused::ClaimMissing("exp"));
        }
        Ok(self.draft(key.algorithm()).sign(key))
    }

    /// Header, payload and disclosures, without any check.
    pub fn draft(&self, algorithm: Algorithm) -> Draft {
        let hash = match algorithm {
            Algorithm::Es256 => Hash::Sha256,
            Algorithm::Sm2 => Hash::Sm3,
        };
        let mut payload = self.claims();
        let holder = self.holder.as_ref().map(PublicKey::thumbprint).unwrap_or_default();
        let mut redactor = Redactor::new(hash, &format!("{}\n{holder}\n{payload}", self.seed));
        for name in &self.redacted {
            redactor.redact(&mut payload, name, name);
        }
        if !redactor.disclosures.is_empty() {
            redactor.name_hash(&mut payload);
        }
        let header = json!({ "alg": algorithm.jose(), "kid": self.credential.kid, "typ": TYPE });
        Draft { header, payload, disclosures: redactor.disclosures }
    }

    fn claims(&self) -> Json {
        let Credential { issuer, type_code, issued, expires, status, elements, .. } =
            &self.credential;
        let mut payload = json!({ "iss": issuer, "vct": type_code, "iat": issued, "nbf": issued });
        if let Some(expires) = expires {
            payload["exp"] = (*expires).into();
        }
        if let Some(status) = status {
            payload["status"] = status.value().into();
        }
        if let Some(holder) = &self.holder {
            payload["cnf"] = json!({ "jwk": holder.jwk() });
        }
        for (name, value) in elements {
            payload[name] = value.clone().into();
        }
        payload
    }
}

impl Draft {
    /// Signs.
    pub fn sign(&self, key: &Key) -> Token {
        Token::sign(&self.header, &self.payload, self.disclosures.clone(), key)
    }
}

/// Those of a token's disclosures that show the named elements, and their parents.
///
/// # Errors
/// [`Refused::Absent`] for an element that is not stated, [`Refused::Credential`] when the token
/// cannot be read.
pub fn choose(token: &Token, names: &[&str]) -> Result<Token, Refused> {
    let payload = token.payload().ok_or(Refused::Credential)?;
    let hash = token.hash().ok_or(Refused::Credential)?;
    let stated =
        |name: &str| token.disclosures.iter().any(|one| one.name().as_deref() == Some(name));
    if let Some(absent) = names.iter().find(|name| payload.get(**name).is_none() && !stated(name)) {
        return Err(Refused::Absent((*absent).to_owned()));
    }
    Ok(token.choose(hash, |one| one.name().is_some_and(|name| names.contains(&name.as_str()))))
}

/// Binds what is shown to an audience, a moment and a challenge, with the holder's key; the text.
///
/// # Errors
/// [`Refused::Audience`], [`Refused::Challenge`], [`Refused::Holder`] for another key,
/// [`Refused::ValidityAt`] outside the token's dates.
pub fn present(
    token: &Token,
    (audience, at, nonce): (&str, i64, &str),
    holder: &Key,
) -> Result<String, Refused> {
    let payload = token.payload().ok_or(Refused::Credential)?;
    if audience.is_empty() {
        return Err(Refused::Audience);
    }
    if nonce.is_empty() {
        return Err(Refused::Challenge);
    }
    // Holder keys have no record that could name another signer id.
    if payload["cnf"]["jwk"] != json!(holder.jwk()) || holder.other_signer_id().is_some() {
        return Err(Refused::Holder);
    }
    let date = |name: &str| payload[name].as_i64();
    let begun = ["nbf", "iat"].into_iter().filter_map(date).all(|date| date <= at);
    if !begun || date("exp").is_some_and(|expires| expires <= at) {
        return Err(Refused::ValidityAt(at));
    }
    Ok(token.bound(&token.binding(audience, at, nonce), holder).text())
}

#[cfg(test)]
mod tests {
    use super::{SdJwt, choose, present};
    use crate::code::Credential;
    use crate::key::Key;
    use crate::refused::Refused;
    use crate::sd_jwt::Token;

    fn sd_jwt() -> SdJwt {
        let credential = Credential {
            issuer: "demo.issuer".to_owned(),
            kid: "k".to_owned(),
            type_code: "t".to_owned(),
            issued: 10,
            expires: Some(20),
            status: None,
            elements: vec![
                ("certificateName".to_owned(), "证".into()),
                ("certificateHolderName".to_owned(), "人".into()),
                ("holderOver18".to_owned(), true.into()),
            ],
        };
        SdJwt {
            credential,
            holder: Some(Key::from_seed("a", "holder").public()),
            redacted: vec!["certificateHolderName".to_owned(), "holderOver18".to_owned()],
            seed: "a".to_owned(),
        }
    }

    #[test]
    fn an_issued_token_hides_what_it_redacts() {
        let token = sd_jwt().issue(&Key::sm2_from_seed("a", "b")).unwrap();
        let payload = token.payload().unwrap();
        assert_eq!(
            (&payload["_sd_alg"], &payload["certificateName"]),
            (&"sm3".into(), &"证".into())
        );
        assert!(payload.get("holderOver18").is_none());
        assert_eq!(payload["_sd"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn a_holder_shows_what_it_chooses() {
        let key = Key::from_seed("a", "holder");
        let token = sd_jwt().issue(&Key::from_seed("a", "b")).unwrap();
        let chosen = choose(&token, &["holderOver18", "certificateName"]).unwrap();
        let text = present(&chosen, ("hotel.check-in", 15, "nonce"), &key).unwrap();
        let read = Token::read(&text).unwrap();
        assert_eq!(read.disclosures.len(), 1);
        assert_eq!(read.disclosures[0].name().as_deref(), Some("holderOver18"));
        let absent = Refused::Absent("holderSurname".to_owned());
        assert_eq!(choose(&token, &["holderSurname"]).unwrap_err(), absent);
    }

    #[test]
    fn what_a_verifier_refuses_is_not_made() {
        let key = Key::from_seed("a", "holder");
        let token = sd_jwt().issue(&key).unwrap();
        let shown = |asked, key: &Key| present(&token, asked, key).unwrap_err();
        assert_eq!(shown(("", 15, "n"), &key), Refused::Audience);
        assert_eq!(shown(("a", 15, ""), &key), Refused::Challenge);
        assert_eq!(shown(("a", 20, "n"), &key), Refused::ValidityAt(20));
        assert_eq!(shown(("a", 15, "n"), &Key::from_seed("a", "b")), Refused::Holder);
        let mut endless = sd_jwt();
        endless.credential.expires = None;
        assert_eq!(endless.issue(&key).unwrap_err(), Refused::ClaimMissing("exp"));
    }
}
