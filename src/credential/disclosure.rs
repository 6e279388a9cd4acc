//! Disclosures put back into a credential: RFC 9901 §7.1 and draft-ietf-spice-sd-cwt, one set of
//! rules in two spellings.
//!
//! Rules:
//! - Every disclosure belongs to exactly one digest, and every digest stands there once.
//! - A disclosed claim never takes the place of one that is there, and some names are never
//!   disclosed: what decides about a credential was signed in the open.
//! - What stays redacted is gone from the result, and nothing of the redaction is left in it.

use crate::budget::Budget;
use crate::encoding::base64url;
use crate::encoding::cbor::{REDACTED_ELEMENT, REDACTED_KEYS};
use crate::encoding::digest::{Hash, Meaning};
use crate::encoding::value::Value;
use crate::envelope::{Dialect, Disclosure, Disclosures};
use crate::error::Fault;
use crate::gather::Gather;

/// Where the digests of a JSON object stand, what marks one in an array, and what names the digest.
const SD: &str = "_sd";
const PLACEHOLDER: &str = "...";
const SD_ALG: &str = "_sd_alg";

/// SD-JWT VC §3.2.2.2: claims that are never disclosed on their own.
const FIXED: [&str; 7] = ["iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"];

/// Bytes of a salt in CBOR.
const SALT: usize = 16;

/// A payload with what was disclosed, and the digest that it uses.
#[derive(Debug)]
pub struct Disclosed {
    /// The payload.
    pub payload: Value,
    /// The digest.
    pub hash: Hash,
}

/// Puts the disclosures into the payload and takes the digests out.
///
/// # Errors
/// The `credential.digest_*` and `credential.disclosure_*` faults,
/// [`Fault::CredentialClaimDuplicate`].
pub fn apply(
    payload: &Value,
    disclosures: &Disclosures,
    budget: &Budget,
) -> Result<Disclosed, Fault> {
    let hash = hash(payload, disclosures)?;
    let dialect = disclosures.dialect;
    let open = disclosures.items.iter().map(|disclosure| Open {
        digest: dialect.written(&hash.digest(&disclosure.hashed)),
        disclosure,
        used: false,
    });
    let mut walk = Walk { dialect, open: open.gather(), digests: Vec::new(), budget, fixed: true };
    let payload = walk.value(payload, 0)?;
    match walk.open.iter().all(|open| open.used) {
        true => Ok(Disclosed { payload, hash }),
        false => Err(Fault::CredentialDisclosureUnknown),
    }
}

/// The digest of this credential: SHA-256 where it names none.
fn hash(payload: &Value, disclosures: &Disclosures) -> Result<Hash, Fault> {
    let meaning = match disclosures.dialect {
        Dialect::Cbor => disclosures.hash.map(Hash::of_number),
        Dialect::Json => payload.get(SD_ALG).map(|name| name.text().and_then(Hash::of_name)),
    };
    match meaning {
        None => Ok(Hash::Sha256),
        Some(Some(Meaning::Is(hash))) => Ok(hash),
        Some(Some(Meaning::Known)) => Err(Fault::CredentialDigestUnsupported),
        Some(None) => Err(Fault::CredentialDigestUnauthorised),
    }
}

impl Dialect {
    /// A digest as it stands in a payload.
    fn written(self, digest: &[u8]) -> Value {
        match self {
            Self::Cbor => Value::Bytes(digest.to_vec()),
            Self::Json => Value::Text(base64url::encode(digest)),
        }
    }

    fn is_digest(self, value: &Value) -> bool {
        match self {
            Self::Cbor => value.bytes().is_some(),
            Self::Json => value.text().is_some(),
        }
    }

    /// Whether a key is where the digests of its map stand.
    fn holds_digests(self, key: &Value) -> bool {
        match self {
            Self::Cbor => *key == Value::Simple(REDACTED_KEYS),
            Self::Json => key.text() == Some(SD),
        }
    }

    /// The digest that an element of an array is, if it is one.
    fn redacted(self, element: &Value) -> Option<&Value> {
        match (self, element) {
            (Self::Cbor, Value::Tag(REDACTED_ELEMENT, digest)) => Some(digest),
            (Self::Json, Value::Map(members)) => match members.as_slice() {
                [(name, digest)] if name.text() == Some(PLACEHOLDER) => Some(digest),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a disclosure shows, its parts in the order of the dialect.
    fn shown(self, disclosure: &Disclosure) -> Result<Shown<'_>, Fault> {
        let parts = disclosure.value.elements().unwrap_or_default();
        let (salt, shown) = match (self, parts) {
            (Self::Json, [salt, key, value]) | (Self::Cbor, [salt, value, key]) => {
                (salt, Shown::Entry(key, value))
            }
            (_, [salt, value]) => (salt, Shown::Element(value)),
            (Self::Cbor, [salt]) => (salt, Shown::Decoy),
            _ => return Err(Fault::CredentialDisclosureMalformed),
        };
        let salted = match self {
            Self::Cbor => salt.bytes().is_some_and(|salt| salt.len() == SALT),
            Self::Json => salt.text().is_some(),
        };
        match salted {
            true => Ok(shown),
            false => Err(Fault::CredentialDisclosureMalformed),
        }
    }
}

/// What a disclosure shows: an entry of a map, an element of an array, or that there was nothing.
enum Shown<'d> {
    Entry(&'d Value, &'d Value),
    Element(&'d Value),
    Decoy,
}

/// A disclosure, the digest under which it is looked for, and whether it was found.
struct Open<'d> {
    digest: Value,
    disclosure: &'d Disclosure,
    used: bool,
}

struct Walk<'d> {
    dialect: Dialect,
    open: Vec<Open<'d>>,
    digests: Vec<Value>,
    budget: &'d Budget,
    /// Whether the next map is the payload itself.
    fixed: bool,
}

impl<'d> Walk<'d> {
    /// One value with its redactions resolved; `nesting` counts disclosures around it.
    fn value(&mut self, value: &Value, nesting: usize) -> Result<Value, Fault> {
        match value {
            Value::Map(entries) => self.map(entries, nesting),
            Value::Array(elements) => {
                let mut shown = Vec::with_capacity(elements.len());
                for element in elements {
                    match self.dialect.redacted(element) {
                        Some(digest) => shown.extend(self.element(digest, nesting)?),
                        None => shown.push(self.value(element, nesting)?),
                    }
                }
                Ok(Value::Array(shown))
            }
            Value::Tag(REDACTED_ELEMENT, _) => Err(Fault::CredentialDigestMalformed),
            other => Ok(other.clone()),
        }
    }

    fn map(&mut self, entries: &[(Value, Value)], nesting: usize) -> Result<Value, Fault> {
        let payload = core::mem::take(&mut self.fixed);
        let mut shown = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            match key.text() {
                _ if self.dialect.holds_digests(key) => {}
                Some(SD_ALG) if payload && self.dialect == Dialect::Json => {}
                Some(PLACEHOLDER | SD_ALG) if self.dialect == Dialect::Json => {
                    return Err(Fault::CredentialDigestMalformed);
                }
                _ => shown.push((key.clone(), self.value(value, nesting)?)),
            }
        }
        let digests = entries.iter().find(|(key, _)| self.dialect.holds_digests(key));
        let digests = match digests {
            Some((_, Value::Array(digests))) => digests.as_slice(),
            Some(_) => return Err(Fault::CredentialDigestMalformed),
            None => &[],
        };
        for digest in digests {
            let (key, value) = match self.find(digest)? {
                None | Some(Shown::Decoy) => continue,
                Some(Shown::Entry(key, value)) => (key, value),
                Some(Shown::Element(_)) => return Err(Fault::CredentialDisclosureMalformed),
            };
            self.check_key(key, payload)?;
            if entries.iter().chain(&shown).any(|(known, _)| known == key) {
                return Err(Fault::CredentialClaimDuplicate);
            }
            shown.push((key.clone(), self.inside(value, nesting)?));
        }
        Ok(Value::Map(shown))
    }

    /// The element of an array for its digest; none while it stays redacted.
    fn element(&mut self, digest: &Value, nesting: usize) -> Result<Option<Value>, Fault> {
        match self.find(digest)? {
            None | Some(Shown::Decoy) => Ok(None),
            Some(Shown::Entry(..)) => Err(Fault::CredentialDisclosureMalformed),
            Some(Shown::Element(value)) => self.inside(value, nesting).map(Some),
        }
    }

    fn inside(&mut self, value: &Value, nesting: usize) -> Result<Value, Fault> {
        match nesting < self.budget.nesting {
            true => self.value(value, nesting.saturating_add(1)),
            false => Err(Fault::CredentialDisclosureTooDeep { limit: self.budget.nesting }),
        }
    }

    /// The disclosure for a digest, which must not have stood anywhere before.
    fn find(&mut self, digest: &Value) -> Result<Option<Shown<'d>>, Fault> {
        if !self.dialect.is_digest(digest) {
            return Err(Fault::CredentialDigestMalformed);
        }
        if self.digests.contains(digest) {
            return Err(Fault::CredentialDisclosureDuplicate);
        }
        if self.digests.len() >= self.budget.digests {
            return Err(Fault::CredentialDisclosureTooMany { limit: self.budget.digests });
        }
        self.digests.push(digest.clone());
        let mut found = self.open.iter_mut().filter(|open| open.digest == *digest);
        let Some(open) = found.next() else { return Ok(None) };
        if found.next().is_some() {
            return Err(Fault::CredentialDisclosureDuplicate);
        }
        open.used = true;
        self.dialect.shown(open.disclosure).map(Some)
    }

    fn check_key(&self, key: &Value, payload: bool) -> Result<(), Fault> {
        let allowed = match (self.dialect, key) {
            (Dialect::Cbor, Value::Integer(_)) => true,
            (Dialect::Cbor, Value::Text(name)) => name.len() <= 255,
            (Dialect::Json, Value::Text(name)) => {
                let reserved = [SD, PLACEHOLDER, SD_ALG].contains(&name.as_str());
                match reserved || (payload && FIXED.contains(&name.as_str())) {
                    true => return Err(Fault::CredentialDisclosureNameUnauthorised),
                    false => true,
                }
            }
            _ => false,
        };
        match allowed {
            true => Ok(()),
            false => Err(Fault::CredentialDisclosureMalformed),
        }
    }
}
