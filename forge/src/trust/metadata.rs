//! One role's metadata: what is signed, and by whom.

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::keys::{id_of, sign};
use crate::base64::hex;
use crate::key::Key;
use crate::time::civil;

/// The specification that the metadata follows.
pub const SPEC_VERSION: &str = "1.0.31";

/// How the bytes of a file are laid out. The signature does not cover it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Layout {
    /// Without white space.
    #[default]
    Compact,
    /// With a line for each member.
    Indented,
}

/// Keys, and how many of them must sign.
#[derive(Clone, Debug)]
pub struct Quorum {
    /// The keys.
    pub keys: Vec<Key>,
    /// How many different ones must sign.
    pub threshold: usize,
}

/// A role's metadata. Every member may be changed; [`Role::sign`] signs what is there then.
#[derive(Clone, Debug)]
pub struct Role {
    /// What is signed.
    pub signed: Json,
    /// The signatures, as they stand in the file.
    pub signatures: Vec<Json>,
    /// The keys that [`Role::sign`] signs with.
    pub keys: Vec<Key>,
    /// How the file is laid out.
    pub layout: Layout,
}

impl Quorum {
    /// So many of these keys.
    pub fn of(threshold: usize, keys: impl Into<Vec<Key>>) -> Self {
        Self { keys: keys.into(), threshold }
    }

    /// All of these keys.
    pub fn all(keys: impl Into<Vec<Key>>) -> Self {
        let keys = keys.into();
        Self { threshold: keys.len(), keys }
    }

    /// The role's entry in metadata that delegates to it: `keyids` and `threshold`.
    pub fn entry(&self) -> Json {
        let keyids: Vec<_> = self.keys.iter().map(id_of).collect();
        json!({ "keyids": keyids, "threshold": self.threshold })
    }
}

impl Role {
    /// Version 1 of a role, unsigned, with the members of its type.
    pub fn new(kind: &str, expires: i64, keys: &[Key], members: &Json) -> Self {
        let mut signed = json!({
            "_type": kind,
            "spec_version": SPEC_VERSION,
            "version": 1,
            "expires": moment(expires),
        });
        for (name, value) in members.as_object().into_iter().flatten() {
            signed[name] = value.clone();
        }
        Self { signed, signatures: Vec::new(), keys: keys.to_vec(), layout: Layout::Compact }
    }

    /// Its version; 0 when what is there is none.
    pub fn version(&self) -> u64 {
        self.signed["version"].as_u64().unwrap_or_default()
    }

    /// Gives it a version, and a moment at which it expires.
    pub fn renew(&mut self, version: u64, expires: i64) {
        self.signed["version"] = version.into();
        self.expire(expires);
    }

    /// Gives it a moment at which it expires.
    pub fn expire(&mut self, expires: i64) {
        self.signed["expires"] = moment(expires).into();
    }

    /// Signs it with its own keys, in place of the signatures that are there.
    pub fn sign(&mut self) {
        self.signatures = self.keys.iter().map(|key| sign(key, &self.signed)).collect();
    }

    /// Signs it with these keys, in place of the signatures that are there.
    pub fn sign_with<'a>(&mut self, keys: impl IntoIterator<Item = &'a Key>) {
        self.signatures = keys.into_iter().map(|key| sign(key, &self.signed)).collect();
    }

    /// Adds a key's signature to those that are there.
    pub fn add_signature(&mut self, key: &Key) {
        self.signatures.push(sign(key, &self.signed));
    }

    /// The file as JSON.
    pub fn envelope(&self) -> Json {
        json!({ "signatures": self.signatures, "signed": self.signed })
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let envelope = self.envelope();
        match self.layout {
            Layout::Compact => envelope.to_string().into_bytes(),
            Layout::Indented => format!("{envelope:#}\n").into_bytes(),
        }
    }
}

/// What metadata says of a file that it lists: `length` and `hashes`.
pub fn listing(bytes: &[u8]) -> Json {
    json!({ "length": bytes.len(), "hashes": { "sha256": hex(&Sha256::digest(bytes)) } })
}

/// A moment as metadata writes it: `2026-06-01T00:00:00Z`.
pub fn moment(seconds: i64) -> String {
    let [year, month, day, hour, minute, second] = civil(seconds);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Layout, Role, moment};
    use crate::key::Key;
    use crate::time::parse;

    #[test]
    fn a_moment_is_read_again() {
        assert_eq!(moment(1_780_272_000 + 3723), "2026-06-01T01:02:03Z");
        assert_eq!(parse(&moment(1_780_275_723)), Ok(1_780_275_723));
    }

    #[test]
    fn the_layout_is_not_signed() {
        let key = Key::from_seed("a", "b");
        let mut role = Role::new("targets", 0, &[key], &json!({ "targets": {} }));
        role.sign();
        let (compact, signatures) = (role.bytes(), role.signatures.clone());
        role.layout = Layout::Indented;
        role.sign();
        assert_eq!(role.signatures, signatures);
        assert_ne!(role.bytes(), compact);
        let read: serde_json::Value = serde_json::from_slice(&role.bytes()).unwrap();
        assert_eq!(read, serde_json::from_slice::<serde_json::Value>(&compact).unwrap());
    }
}
