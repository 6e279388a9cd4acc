//! Keys of roles, and how many of them have signed.
//!
//! Rules:
//! - A vote is a distinct point, not a distinct name: one key under two ids counts once.
//! - A key of a kind that is not checked here never counts, and is named when a threshold is missed.
//! - A signature that is none (an empty one among them) is no vote; it is not an error.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::encoding::value::{Value, any_twice};
use crate::encoding::x509;
use crate::error::Fault;
use crate::gather::Gather;
use crate::signature::key::DEFAULT_ID;
use crate::signature::{Algorithm, Key};

/// Key type, scheme, and what that is here. The second spelling of the first is from before TUF 1.0.
const CHECKED: [(&str, &str, Algorithm); 3] = [
    ("ecdsa", "ecdsa-sha2-nistp256", Algorithm::Es256),
    ("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", Algorithm::Es256),
    ("sm2", "sm2-sm3", Algorithm::Sm2Sm3),
];

/// Schemes that others use, by name.
const OTHERS: [&str; 8] = [
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "ed25519",
    "ed448",
    "ml-dsa-65",
    "rsa-pkcs1v15-sha256",
    "rsassa-pss-sha256",
    "sphincs-shake-128s",
];

/// A key of a role.
#[derive(Clone, Debug)]
enum RoleKey {
    Checked(Box<Key>),
    Other(&'static str),
}

/// Keys by their ids.
#[derive(Clone, Debug, Default)]
pub struct Keys(Vec<(String, RoleKey)>);

impl Keys {
    /// Reads `{ keyid: { keytype, scheme, keyval } }`.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let entries = value.entries()?.iter();
        let keys = entries.map(|(id, key)| Some((id.text()?.to_owned(), RoleKey::read(key)?)));
        keys.gather::<Option<_>>().map(Self)
    }

    fn find(&self, id: &str) -> Option<&RoleKey> {
        self.0.iter().find(|(known, _)| known == id).map(|(_, key)| key)
    }
}

impl RoleKey {
    fn read(value: &Value) -> Option<Self> {
        let member = |name| value.get(name).and_then(Value::text);
        let (kind, scheme) = (member("keytype")?, member("scheme")?);
        let row = CHECKED.into_iter().find(|(known, named, _)| (*known, *named) == (kind, scheme));
        let Some((_, _, algorithm)) = row else {
            let known = OTHERS.into_iter().find(|known| *known == scheme);
            return Some(Self::Other(known.unwrap_or("other")));
        };
        let info = x509::public_key(&from_pem(value.get("keyval")?.get("public")?.text()?)?)?;
        let key = Key::of_info(&info, DEFAULT_ID).ok()?;
        // A scheme of one curve with a key on another is neither.
        (key.algorithm() == algorithm).then(|| Self::Checked(Box::new(key)))
    }
}

/// The DER inside `-----BEGIN PUBLIC KEY-----`, RFC 7468 §13.
fn from_pem(text: &str) -> Option<Vec<u8>> {
    let body = text.trim().strip_prefix("-----BEGIN PUBLIC KEY-----")?;
    let body = body.strip_suffix("-----END PUBLIC KEY-----")?;
    let base64: String = body.split_ascii_whitespace().collect();
    STANDARD.decode(base64).ok()
}

/// The keys that a role is signed with, and how many of them it takes.
#[derive(Clone, Debug)]
pub struct Role {
    ids: Vec<String>,
    threshold: usize,
}

impl Role {
    /// Reads `{ keyids, threshold }`. A threshold of none, or of more than there are keys, is none.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let ids = value.get("keyids")?.all_texts()?;
        let threshold = usize::try_from(value.get("threshold")?.integer()?).ok()?;
        let twice = any_twice(ids.iter().map(String::as_bytes).gather());
        ((1..=ids.len()).contains(&threshold) && !twice).then_some(Self { ids, threshold })
    }

    /// How many distinct keys must sign.
    pub fn threshold(&self) -> usize {
        self.threshold
    }

    /// Checks that enough distinct keys have signed some bytes.
    ///
    /// # Errors
    /// [`Fault::BundleSignatureMissing`], or [`Fault::BundleKeyUnsupported`] when a key of another
    /// kind is among those that were asked.
    pub(super) fn check(
        &self,
        name: &str,
        keys: &Keys,
        signed: &[u8],
        signatures: &[(String, Vec<u8>)],
    ) -> Result<(), Fault> {
        let mut voters: Vec<&Key> = Vec::new();
        let mut unsupported = None;
        for (id, signature) in signatures.iter().filter(|(id, _)| self.ids.contains(id)) {
            if voters.len() >= self.threshold {
                break;
            }
            match keys.find(id) {
                Some(RoleKey::Checked(key)) => {
                    let voted = voters.iter().any(|voter| voter.is_same_point(key));
                    if !voted && key.verify_der(signed, signature).is_ok() {
                        voters.push(key);
                    }
                }
                Some(RoleKey::Other(scheme)) => unsupported = Some(*scheme),
                None => {}
            }
        }
        let (role, have, of) = (name.to_owned(), voters.len(), self.threshold);
        match unsupported {
            _ if have >= of => Ok(()),
            Some(scheme) => Err(Fault::BundleKeyUnsupported { role, scheme }),
            None => Err(Fault::BundleSignatureMissing { role, have, of }),
        }
    }
}
