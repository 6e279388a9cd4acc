//! Selective disclosure in CBOR, draft-ietf-spice-sd-cwt: entries and elements are taken out,
//! their digests stay, and the holder shows what it chooses.
//!
//! Rules:
//! - Inside first: what a redacted value contains is redacted before the value itself.
//! - Digests stand in bytewise order, so that their places say nothing.
//! - Nothing here stops a wrong redaction: that is the vector writer's business.

use crate::cbor::{Value, encode};
use crate::cbor_read::decode;
use crate::hash::{Hash, salt};

/// The key of a map under which the digests of its redacted entries stand.
pub const REDACTED_KEYS: Value = Value::Simple(59);
/// The tag around the digest of a redacted element of an array.
pub const REDACTED_ELEMENT: u64 = 60;
/// The header label of the disclosures.
pub const SD_CLAIMS: i64 = 17;
/// The header label of the hash function.
pub const SD_ALG: i64 = 170;

/// One disclosure: the CBOR of `[salt, value, key]`, `[salt, value]` or `[salt]`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Disclosure(pub Vec<u8>);

impl Disclosure {
    /// A disclosure of these parts, whatever they are.
    pub fn of(parts: Vec<Value>) -> Self {
        Self(encode(&Value::Array(parts)))
    }

    /// The disclosure of an entry of a map.
    pub fn entry(salt: Vec<u8>, key: Value, value: Value) -> Self {
        Self::of(vec![Value::Bytes(salt), value, key])
    }

    /// The disclosure of an element of an array.
    pub fn element(salt: Vec<u8>, value: Value) -> Self {
        Self::of(vec![Value::Bytes(salt), value])
    }

    /// What stands behind no claim.
    pub fn decoy(salt: Vec<u8>) -> Self {
        Self::of(vec![Value::Bytes(salt)])
    }

    /// The byte string that stands in the header.
    pub fn value(&self) -> Value {
        Value::Bytes(self.0.clone())
    }

    /// The digest: over the encoding of the byte string, its head included.
    pub fn digest(&self, hash: Hash) -> Vec<u8> {
        hash.digest(&encode(&self.value()))
    }

    /// Key and value of an entry, when it is the disclosure of one.
    pub fn named(&self) -> Option<(Value, Value)> {
        match decode(&self.0)? {
            Value::Array(parts) => match <[Value; 3]>::try_from(parts) {
                Ok([_, value, key]) => Some((key, value)),
                Err(_) => None,
            },
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

    /// Takes an entry out of a map; a key that does not stand there leaves it as it is. The place
    /// names this entry among all that are redacted.
    pub fn redact(&mut self, map: &mut Value, key: impl Into<Value>, place: &str) {
        let key = key.into();
        let Some(value) = map.get(key.clone()).cloned() else { return };
        map.remove(key.clone());
        let disclosure = Disclosure::entry(salt(&self.seed, place), key, value);
        insert(map, disclosure.digest(self.hash));
        self.disclosures.push(disclosure);
    }

    /// Takes an element out of an array.
    pub fn redact_element(&mut self, array: &mut Value, index: usize, place: &str) {
        let Value::Array(elements) = array else { return };
        let Some(element) = elements.get_mut(index) else { return };
        let disclosure = Disclosure::element(salt(&self.seed, place), element.clone());
        *element = Value::Bytes(disclosure.digest(self.hash)).tagged(REDACTED_ELEMENT);
        self.disclosures.push(disclosure);
    }

    /// Adds a digest to a map that no claim stands behind.
    pub fn decoy(&self, map: &mut Value, place: &str) {
        insert(map, Disclosure::decoy(salt(&self.seed, place)).digest(self.hash));
    }

    /// Adds an element to an array that no claim stands behind.
    pub fn decoy_element(&self, array: &mut Value, place: &str) {
        if let Value::Array(elements) = array {
            let digest = Disclosure::decoy(salt(&self.seed, place)).digest(self.hash);
            elements.push(Value::Bytes(digest).tagged(REDACTED_ELEMENT));
        }
    }
}

/// Puts a digest among those of a map.
pub fn insert(map: &mut Value, digest: Vec<u8>) {
    let mut digests = match map.get(REDACTED_KEYS) {
        Some(Value::Array(digests)) => digests.clone(),
        _ => Vec::new(),
    };
    digests.push(Value::Bytes(digest));
    digests.sort_by_key(encode);
    map.set(REDACTED_KEYS, Value::Array(digests));
}

/// Those of some disclosures that a holder must show so that the wanted ones count: each wanted
/// one, and every one that its digest lies in.
pub fn with_parents(
    all: &[Disclosure],
    hash: Hash,
    wanted: impl Fn(&Disclosure) -> bool,
) -> Vec<Disclosure> {
    let mut shown: Vec<bool> = all.iter().map(wanted).collect();
    let mut open: Vec<usize> = (0..all.len()).filter(|place| shown[*place]).collect();
    while let Some(place) = open.pop() {
        let digest = all[place].digest(hash);
        let holds = |other: &Disclosure| other.0.windows(digest.len()).any(|part| part == digest);
        for (parent, disclosure) in all.iter().enumerate() {
            if !shown[parent] && holds(disclosure) {
                shown[parent] = true;
                open.push(parent);
            }
        }
    }
    all.iter().zip(shown).filter(|(_, shown)| *shown).map(|(one, _)| one.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Disclosure, REDACTED_KEYS, Redactor, with_parents};
    use crate::base64::{from_hex, hex};
    use crate::cbor::Value;
    use crate::hash::Hash;

    /// A disclosure of the draft's signed examples (`kbt.cbor`) and its digest there.
    #[test]
    fn a_digest_of_the_draft_s_examples() {
        let salt = from_hex("bae611067bb823486797da1ebbb52f83").unwrap();
        let disclosure = Disclosure::entry(salt, Value::from(501), Value::from("ABCD-123456"));
        assert_eq!(
            hex(&disclosure.digest(Hash::Sha256)),
            "af375dc3fba1d082448642c00be7b2f7bb05c9d8fb61cfc230ddfdfb4616a693"
        );
        assert_eq!(disclosure.named(), Some((Value::from(501), Value::from("ABCD-123456"))));
    }

    #[test]
    fn an_entry_leaves_its_digest() {
        let mut redactor = Redactor::new(Hash::Sm3, "a");
        let mut map = Value::map([(1, "x"), (2, "y")]);
        redactor.redact(&mut map, 1, "1");
        redactor.redact(&mut map, 9, "9");
        redactor.decoy(&mut map, "decoy");
        assert_eq!((map.get(1), map.get(2)), (None, Some(&Value::from("y"))));
        let Some(Value::Array(digests)) = map.get(REDACTED_KEYS) else { panic!("no digests") };
        assert_eq!((digests.len(), redactor.disclosures.len()), (2, 1));
        let digest = Value::Bytes(redactor.disclosures[0].digest(Hash::Sm3));
        assert!(digests.contains(&digest));
    }

    #[test]
    fn an_element_leaves_its_digest_in_its_place() {
        let mut redactor = Redactor::new(Hash::Sha256, "a");
        let mut array = Value::array(["x", "y"]);
        redactor.redact_element(&mut array, 1, "1");
        redactor.decoy_element(&mut array, "decoy");
        let Value::Array(elements) = array else { panic!("no array") };
        let digest = Value::Bytes(redactor.disclosures[0].digest(Hash::Sha256)).tagged(60);
        assert_eq!((elements.len(), &elements[1]), (3, &digest));
        assert_eq!(redactor.disclosures[0].named(), None);
    }

    #[test]
    fn a_child_is_shown_with_its_parents() {
        let mut redactor = Redactor::new(Hash::Sha256, "a");
        let mut inner = Value::map([(1, "x"), (2, "y")]);
        redactor.redact(&mut inner, 1, "inner 1");
        redactor.redact(&mut inner, 2, "inner 2");
        let mut outer = Value::map([(3, inner), (4, Value::from("z"))]);
        redactor.redact(&mut outer, 3, "3");
        redactor.redact(&mut outer, 4, "4");
        let is =
            |key| move |one: &Disclosure| one.named().is_some_and(|(k, _)| k == Value::from(key));
        let keys = |key| {
            let shown = with_parents(&redactor.disclosures, Hash::Sha256, is(key));
            shown.iter().filter_map(|one| Some(one.named()?.0)).collect::<Vec<_>>()
        };
        assert_eq!(keys(1), [Value::from(1), Value::from(3)]);
        assert_eq!(keys(4), [Value::from(4)]);
        assert_eq!(keys(5), []);
    }
}
