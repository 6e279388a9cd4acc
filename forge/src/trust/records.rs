//! What the targets say: authorities and their keys, types, recognition agreements and policies.
//!
//! Rules:
//! - What an authority may do is written out: no type or no region is no authority.
//! - A key is told apart by issuer, key id and algorithm.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value as Json, json};

use crate::base64::hex;
use crate::key::{Key, SM2_ID};
use crate::public_key::{Algorithm, Jwk, PublicKey};
use crate::regions::Words;

/// An authority and its keys.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// Its id, as it stands in its credentials.
    pub issuer: String,
    /// Its name.
    pub name: Words,
    /// The types that it may issue.
    pub types: Vec<String>,
    /// The regions that it may issue for, all inside the region of its file's path.
    pub regions: Vec<String>,
    /// The status lists that it may sign: prefixes that end in `/`, or whole addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lists: Option<Vec<String>>,
    /// The longest validity of what it issues, in seconds; none: no limit.
    #[serde(deserialize_with = "written")]
    pub max_lifetime: Option<i64>,
    /// Its keys.
    pub keys: Vec<KeyRecord>,
}

/// A key of an authority.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRecord {
    /// Its id, as a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// Its id, as bytes in hex, where it is no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid_hex: Option<String>,
    /// The algorithm, by its JOSE name.
    pub alg: String,
    /// The x coordinate, 32 bytes in base64url.
    pub x: String,
    /// The y coordinate, 32 bytes in base64url.
    pub y: String,
    /// The SM2 signer id, where it is not the default one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sm2_id: Option<String>,
    /// First second at which the key issues, since the Unix epoch.
    pub not_before: i64,
    /// Last second at which the key issues, since the Unix epoch.
    pub not_after: i64,
    /// Whether it is still used.
    pub state: State,
    /// Of a retired key: what was issued in this second or later is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off: Option<i64>,
    /// Of a compromised key: what stays good, as the SHA-256 of the signed bytes in hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub except: Option<Vec<String>>,
}

/// Whether a key is still used.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It is.
    Active,
    /// No longer; what it issued before stays good.
    Retired,
    /// Somebody else may have it: what it issued is refused.
    Compromised,
}

/// An agreement to recognise each other's credentials.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Its id, as it stands on receipts.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// Where it is published.
    pub source: String,
    /// Who recognises whom: one direction each, and no others.
    pub pairs: Vec<Pair>,
}

/// One direction of an agreement.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The signer's region.
    pub from: String,
    /// The counter's region.
    pub to: String,
    /// The types that are recognised; absent: none.
    #[serde(default)]
    pub types: Vec<String>,
    /// The scenarios in which they are; absent: none.
    #[serde(default)]
    pub scenarios: Vec<String>,
    /// First second of it, since the Unix epoch.
    pub not_before: i64,
    /// Last second of it, since the Unix epoch.
    pub not_after: i64,
}

impl Authority {
    /// An authority without keys.
    pub fn new(issuer: &str, name: Words, types: &[String], region: &str) -> Self {
        Self {
            issuer: issuer.to_owned(),
            name,
            types: types.to_vec(),
            regions: vec![region.to_owned()],
            lists: None,
            max_lifetime: None,
            keys: Vec::new(),
        }
    }

    /// The same, with keys.
    #[must_use]
    pub fn keyed(mut self, keys: impl IntoIterator<Item = KeyRecord>) -> Self {
        self.keys.extend(keys);
        self
    }

    /// The same, for credentials of at most so many seconds.
    #[must_use]
    pub fn at_most(self, seconds: i64) -> Self {
        Self { max_lifetime: Some(seconds), ..self }
    }

    /// The same, which may sign the status lists at an address or below it.
    #[must_use]
    pub fn listing(mut self, address: &str) -> Self {
        self.lists.get_or_insert_default().push(address.to_owned());
        self
    }
}

impl KeyRecord {
    /// An active key that issues between two seconds.
    pub fn new(kid: &str, key: &Key, between: (i64, i64)) -> Self {
        let sm2_id = key.other_signer_id().map(str::to_owned);
        Self { sm2_id, ..Self::of_public(kid, &key.public(), between) }
    }

    /// The same of a public key, with the default signer id if it is one of SM2.
    pub fn of_public(kid: &str, key: &PublicKey, (not_before, not_after): (i64, i64)) -> Self {
        let jwk = key.jwk();
        Self {
            kid: Some(kid.to_owned()),
            kid_hex: None,
            alg: key.algorithm.jose().to_owned(),
            x: jwk.x,
            y: jwk.y,
            sm2_id: None,
            not_before,
            not_after,
            state: State::Active,
            cut_off: None,
            except: None,
        }
    }

    /// The same under a key id of bytes.
    #[must_use]
    pub fn under(self, kid: &[u8]) -> Self {
        Self { kid: None, kid_hex: Some(hex(kid)), ..self }
    }

    /// The same, retired: what was issued at or after a second is refused.
    #[must_use]
    pub fn retired(self, cut_off: i64) -> Self {
        Self { state: State::Retired, cut_off: Some(cut_off), ..self }
    }

    /// The same, compromised, with the digests of what stays good.
    #[must_use]
    pub fn compromised(self, except: Vec<String>) -> Self {
        Self { state: State::Compromised, except: Some(except), ..self }
    }

    /// The SM2 signer id; the default one where none is written.
    pub fn signer_id(&self) -> &str {
        self.sm2_id.as_deref().unwrap_or(SM2_ID)
    }

    /// The key.
    pub fn public(&self) -> Option<PublicKey> {
        let crv = Algorithm::of_jose(&self.alg).ok()?.curve().to_owned();
        let (kty, x, y) = ("EC".to_owned(), self.x.clone(), self.y.clone());
        PublicKey::from_jwk(&Jwk { kty, crv, x, y }).ok()
    }
}

/// The target file of authorities.
pub fn issuers_file(authorities: &[Authority]) -> Vec<u8> {
    json!({ "issuers": authorities }).to_string().into_bytes()
}

/// The target file of rows of the catalogue.
pub fn types_file(types: &[Json]) -> Vec<u8> {
    json!({ "types": types }).to_string().into_bytes()
}

/// The target file of agreements.
pub fn recognition_file(agreements: &[Agreement]) -> Vec<u8> {
    json!({ "agreements": agreements }).to_string().into_bytes()
}

/// A member that must be written, also when it is null.
fn written<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    Option::deserialize(from)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Authority, KeyRecord};
    use crate::key::Key;
    use crate::regions::Words;

    fn authority() -> Authority {
        let key = Key::sm2_from_seed("a", "b").with_signer_id("");
        let name = Words { zh: "甲".to_owned(), en: "A".to_owned() };
        Authority::new("i", name, &["t".to_owned()], "990000").keyed([
            KeyRecord::new("k", &key, (1, 2)),
            KeyRecord::new("k", &key, (1, 2)).under(&[0, 255]),
        ])
    }

    #[test]
    fn a_record_is_read_again() {
        let json = serde_json::to_value(authority()).unwrap();
        assert_eq!(json["max_lifetime"], json!(null));
        assert_eq!(json["keys"][0]["sm2_id"], "");
        assert_eq!(json["keys"][1]["kid_hex"], "00ff");
        assert_eq!(serde_json::from_value::<Authority>(json).unwrap(), authority());
    }

    #[test]
    fn a_record_holds_its_key() {
        let key = Key::sm2_from_seed("a", "b");
        let record = KeyRecord::new("k", &key, (1, 2));
        assert_eq!((record.public(), record.signer_id()), (Some(key.public()), "1234567812345678"));
        assert_eq!(authority().keys[0].signer_id(), "");
    }

    #[test]
    fn what_must_be_written_must_be_written() {
        for member in ["max_lifetime", "types", "regions"] {
            let mut json = serde_json::to_value(authority()).unwrap();
            json.as_object_mut().unwrap().remove(member);
            assert!(serde_json::from_value::<Authority>(json).is_err(), "{member}");
        }
    }
}
