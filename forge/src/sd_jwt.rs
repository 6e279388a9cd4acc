//! Selective disclosure in JSON, RFC 9901: members and elements are taken out of a payload, their
//! digests stay; the issuer signs, the holder chooses, binds and writes it down in one of the
//! serialisations.
//!
//! Rules:
//! - Inside first: what a redacted value contains is redacted before the value itself.
//! - `_sd_alg` stands in every payload that has digests, also for the default.
//! - Nothing here stops a wrong redaction: that is the vector writer's business.

use serde_json::{Value as Json, json};

use crate::base64::{from_url, url};
use crate::hash::{Hash, salt};
use crate::jws::Compact;
use crate::key::Key;

/// The type of a key binding JWT, RFC 9901 §4.3.
pub const KB_TYPE: &str = "kb+jwt";

/// One disclosure, in base64url as it is handed on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Disclosure(pub String);

impl Disclosure {
    /// A disclosure of this JSON, whatever it is.
    pub fn of(content: &Json) -> Self {
        Self(url(content.to_string().as_bytes()))
    }

    /// The disclosure of a member of an object, RFC 9901 §4.2.1.
    pub fn member(salt: &[u8], name: &str, value: &Json) -> Self {
        Self::of(&json!([url(salt), name, value]))
    }

    /// The disclosure of an element of an array, RFC 9901 §4.2.2.
    pub fn element(salt: &[u8], value: &Json) -> Self {
        Self::of(&json!([url(salt), value]))
    }

    /// The digest over its base64url text, RFC 9901 §4.2.3.
    pub fn digest(&self, hash: Hash) -> String {
        url(&hash.digest(self.0.as_bytes()))
    }

    /// Its JSON, when it is some.
    pub fn content(&self) -> Option<Json> {
        serde_json::from_slice(&from_url(&self.0)?).ok()
    }

    /// The name of the member that it discloses; none for an element of an array.
    pub fn name(&self) -> Option<String> {
        match self.content()? {
            Json::Array(parts) if parts.len() == 3 => parts[1].as_str().map(str::to_owned),
            _ => None,
        }
    }
}

/// Takes claims out of a payload, with salts that follow from a seed and a place.
#[derive(Clone, Debug)]
pub struct Redactor {
    /// What the digests are made with.
    pub hash: Hash,
    /// What the salts follow from; never the same for two credentials.
    pub seed: String,
    /// What was taken out, in the order in which it was.
    pub disclosures: Vec<Disclosure>,
}

impl Redactor {
    /// A redactor that has taken out nothing.
    pub fn new(hash: Hash, seed: &str) -> Self {
        Self { hash, seed: seed.to_owned(), disclosures: Vec::new() }
    }

    /// Takes a member out of an object; a name that does not stand there leaves it as it is. The
    /// place names this member among all that are redacted.
    pub fn redact(&mut self, object: &mut Json, name: &str, place: &str) {
        let Some(value) = object.as_object_mut().and_then(|members| members.remove(name)) else {
            return;
        };
        let disclosure = Disclosure::member(&salt(&self.seed, place), name, &value);
        insert(object, disclosure.digest(self.hash));
        self.disclosures.push(disclosure);
    }

    /// Takes an element out of an array.
    pub fn redact_element(&mut self, array: &mut Json, index: usize, place: &str) {
        let Some(element) = array.get_mut(index) else { return };
        let disclosure = Disclosure::element(&salt(&self.seed, place), element);
        *element = json!({ "...": disclosure.digest(self.hash) });
        self.disclosures.push(disclosure);
    }

    /// Adds a digest to an object that no claim stands behind.
    pub fn decoy(&self, object: &mut Json, place: &str) {
        insert(object, self.nothing(place));
    }

    /// Adds an element to an array that no claim stands behind.
    pub fn decoy_element(&self, array: &mut Json, place: &str) {
        if let Json::Array(elements) = array {
            elements.push(json!({ "...": self.nothing(place) }));
        }
    }

    /// Writes the name of the hash function into the payload, RFC 9901 §4.1.1.
    pub fn name_hash(&self, payload: &mut Json) {
        payload["_sd_alg"] = self.hash.name().into();
    }

    fn nothing(&self, place: &str) -> String {
        url(&self.hash.digest(&salt(&self.seed, place)))
    }
}

/// Puts a digest among those of an object, in their order as texts.
pub fn insert(object: &mut Json, digest: String) {
    let mut digests: Vec<Json> = object["_sd"].as_array().cloned().unwrap_or_default();
    digests.push(digest.into());
    digests.sort_by(|one, two| one.as_str().cmp(&two.as_str()));
    object["_sd"] = digests.into();
}

/// A signed token: every part open to change.
#[derive(Clone, Debug)]
pub struct Token {
    /// What the issuer signed.
    pub jws: Compact,
    /// All disclosures, or those that the holder has chosen.
    pub disclosures: Vec<Disclosure>,
    /// The holder's proof, RFC 9901 §4.3.
    pub key_binding: Option<Compact>,
}

impl Token {
    /// Signs a header and a payload with the issuer's key.
    pub fn sign(header: &Json, payload: &Json, disclosures: Vec<Disclosure>, key: &Key) -> Self {
        let jws = Compact::sign(&header.to_string(), payload.to_string().as_bytes(), key);
        Self { jws, disclosures, key_binding: None }
    }

    /// Reads the compact form; nothing when it is something else.
    pub fn read(text: &str) -> Option<Self> {
        let mut pieces: Vec<&str> = text.split('~').collect();
        let last = pieces.pop().filter(|_| !pieces.is_empty())?;
        let compact = |text: &str| {
            let parts: Vec<_> = text.split('.').map(str::to_owned).collect();
            (parts.len() == 3).then_some(Compact { parts })
        };
        let jws = compact(pieces.remove(0))?;
        let key_binding = if last.is_empty() { None } else { Some(compact(last)?) };
        let disclosures = pieces.into_iter().map(|one| Disclosure(one.to_owned())).collect();
        Some(Self { jws, disclosures, key_binding })
    }

    /// The payload that the issuer signed, when it is JSON.
    pub fn payload(&self) -> Option<Json> {
        serde_json::from_slice(&from_url(self.jws.parts.get(1)?)?).ok()
    }

    /// What its digests are made with.
    pub fn hash(&self) -> Option<Hash> {
        match &self.payload()?["_sd_alg"] {
            Json::Null => Some(Hash::Sha256),
            name => Hash::of_name(name.as_str()?),
        }
    }

    /// The same with the disclosures that are wanted and every one that their digests lie in.
    #[must_use]
    pub fn choose(&self, hash: Hash, wanted: impl Fn(&Disclosure) -> bool) -> Self {
        let mut shown: Vec<bool> = self.disclosures.iter().map(wanted).collect();
        let mut open: Vec<usize> = (0..shown.len()).filter(|place| shown[*place]).collect();
        while let Some(place) = open.pop() {
            let digest = self.disclosures[place].digest(hash);
            for (parent, one) in self.disclosures.iter().enumerate() {
                let text = one.content().map(|content| content.to_string()).unwrap_or_default();
                if !shown[parent] && text.contains(&digest) {
                    shown[parent] = true;
                    open.push(parent);
                }
            }
        }
        let kept = self.disclosures.iter().zip(shown).filter(|(_, shown)| *shown);
        let disclosures = kept.map(|(one, _)| one.clone()).collect();
        Self { disclosures, key_binding: None, jws: self.jws.clone() }
    }

    /// The text without a key binding, which `sd_hash` is taken over.
    pub fn unbound(&self) -> String {
        let disclosures = self.disclosures.iter().map(|one| one.0.clone());
        let pieces: Vec<_> = std::iter::once(self.jws.text()).chain(disclosures).collect();
        pieces.join("~") + "~"
    }

    /// The claims of a key binding, before they are signed.
    pub fn binding(&self, audience: &str, at: i64, nonce: &str) -> Json {
        let hash = self.hash().unwrap_or(Hash::Sha256);
        let sd_hash = url(&hash.digest(self.unbound().as_bytes()));
        json!({ "aud": audience, "iat": at, "nonce": nonce, "sd_hash": sd_hash })
    }

    /// The same, bound with the holder's key by these claims.
    #[must_use]
    pub fn bound(&self, claims: &Json, holder: &Key) -> Self {
        let header = json!({ "alg": holder.algorithm().jose(), "typ": KB_TYPE });
        let jws = Compact::sign(&header.to_string(), claims.to_string().as_bytes(), holder);
        Self { key_binding: Some(jws), ..self.clone() }
    }

    /// The compact serialisation, RFC 9901 §4.
    pub fn text(&self) -> String {
        self.unbound() + &self.key_binding.as_ref().map(Compact::text).unwrap_or_default()
    }

    /// The flattened JWS JSON serialisation, RFC 9901 §8.
    pub fn flattened(&self) -> Json {
        let mut json = self.signature(true);
        json["payload"] = self.part(1);
        json
    }

    /// The general JWS JSON serialisation with further signatures behind the issuer's; only the
    /// first one carries disclosures and key binding.
    pub fn general(&self, more: &[Self]) -> Json {
        let others = more.iter().map(|token| token.signature(false));
        let signatures: Vec<_> = std::iter::once(self.signature(true)).chain(others).collect();
        json!({ "payload": self.part(1), "signatures": signatures })
    }

    fn signature(&self, with_header: bool) -> Json {
        let mut json = json!({ "protected": self.part(0), "signature": self.part(2) });
        if with_header {
            let disclosures: Vec<_> = self.disclosures.iter().map(|one| &one.0).collect();
            json["header"] = json!({ "disclosures": disclosures });
            if let Some(binding) = &self.key_binding {
                json["header"]["kb_jwt"] = binding.text().into();
            }
        }
        json
    }

    fn part(&self, place: usize) -> Json {
        self.jws.parts.get(place).map_or(Json::Null, |part| part.as_str().into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Disclosure, Redactor, Token};
    use crate::base64::from_url;
    use crate::hash::Hash;
    use crate::key::Key;

    /// RFC 9901 §4.2.3 and §4.2.2.
    #[test]
    fn the_digests_of_the_specification() {
        let family = "WyI2cU1RdlJMNWhhaiIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
        let element = "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0";
        let digest = |text: &str| Disclosure(text.to_owned()).digest(Hash::Sha256);
        assert_eq!(digest(family), "uutlBuYeMDyjLLTpf6Jxi7yNkEF35jdyWMn9U7b_RYY");
        assert_eq!(digest(element), "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs");
        assert_eq!(Disclosure(family.to_owned()).name().as_deref(), Some("family_name"));
        assert_eq!(Disclosure(element.to_owned()).name(), None);
    }

    fn token(hash: Hash) -> Token {
        let mut redactor = Redactor::new(hash, "a");
        let mut payload =
            json!({ "iss": "i", "name": "x", "address": { "town": "y" }, "list": [1, 2] });
        redactor.redact(&mut payload["address"], "town", "address/town");
        redactor.redact(&mut payload, "address", "address");
        redactor.redact(&mut payload, "name", "name");
        redactor.redact(&mut payload, "none", "none");
        redactor.redact_element(&mut payload["list"], 1, "list/1");
        redactor.decoy(&mut payload, "decoy");
        redactor.decoy_element(&mut payload["list"], "list/decoy");
        redactor.name_hash(&mut payload);
        assert_eq!(payload["_sd"].as_array().map(Vec::len), Some(3));
        assert_eq!(
            (&payload["list"][0], payload["list"].as_array().map(Vec::len)),
            (&json!(1), Some(3))
        );
        let key = Key::from_seed("a", "b");
        Token::sign(&json!({ "alg": "ES256" }), &payload, redactor.disclosures, &key)
    }

    #[test]
    fn a_token_is_read_as_it_was_written() {
        let token = token(Hash::Sm3);
        let bound = token.bound(&token.binding("a", 1, "n"), &Key::sm2_from_seed("a", "h"));
        for one in [&token, &bound] {
            let read = Token::read(&one.text()).unwrap();
            assert_eq!((read.text(), read.hash()), (one.text(), Some(Hash::Sm3)));
        }
        assert!(Token::read("a.b.c").is_none() && Token::read("a.b~").is_none());
    }

    #[test]
    fn a_child_is_shown_with_its_parents() {
        let token = token(Hash::Sha256);
        let town = token.choose(Hash::Sha256, |one| one.name().as_deref() == Some("town"));
        let names: Vec<_> = town.disclosures.iter().filter_map(Disclosure::name).collect();
        assert_eq!(names, ["town", "address"]);
    }

    #[test]
    fn a_key_binding_names_what_is_shown() {
        let token = token(Hash::Sha256);
        let fewer = token.choose(Hash::Sha256, |_| false);
        let claims = token.binding("a", 1, "n");
        assert_eq!(from_url(claims["sd_hash"].as_str().unwrap()).unwrap().len(), 32);
        assert_ne!(claims["sd_hash"], fewer.binding("a", 1, "n")["sd_hash"]);
    }

    #[test]
    fn json_serialisations_hold_the_same_parts() {
        let token = token(Hash::Sha256);
        let bound = token.bound(&token.binding("a", 1, "n"), &Key::from_seed("a", "h"));
        let (flattened, general) = (bound.flattened(), bound.general(std::slice::from_ref(&token)));
        assert_eq!(flattened["payload"], general["payload"]);
        assert_eq!(general["signatures"][0]["header"], flattened["header"]);
        assert_eq!(flattened["header"]["disclosures"].as_array().map(Vec::len), Some(4));
        assert!(flattened["header"]["kb_jwt"].is_string());
        assert!(general["signatures"][1].get("header").is_none());
    }
}
