//! `COSE_Sign1`, RFC 9052 §4.2: built from values, signed, and open to change before and after.
//!
//! Does not know what the payload means; see `code`, `hcert` and `nzcp`.

use crate::cbor::{Value, encode};
use crate::cbor_read::decode;
use crate::key::Key;

/// The tag of a `COSE_Sign1`, RFC 9052 §2.
pub const SIGN1: u64 = 18;
/// The tag of a CWT, RFC 8392 §6.
pub const CWT: u64 = 61;
/// The header label `alg`.
pub const ALG: i64 = 1;
/// The header label `crit`.
pub const CRIT: i64 = 2;
/// The header label `kid`.
pub const KID: i64 = 4;
/// The header label `typ`, RFC 9596.
pub const TYP: i64 = 16;
/// The algorithm ES256, RFC 9053 §2.1.
pub const ES256: i64 = -7;

/// What will be signed.
#[derive(Clone, Debug)]
pub struct Sign1 {
    /// Tags around the array, outermost first.
    pub tags: Vec<u64>,
    /// The protected header.
    pub protected: Value,
    /// The unprotected header.
    pub unprotected: Value,
    /// The payload before it becomes a byte string.
    pub payload: Value,
}

/// What was signed: every part still open to change, to make a vector of a signature that no
/// longer fits or of a container of another shape.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Tags around the array, outermost first.
    pub tags: Vec<u64>,
    /// The four parts: protected, unprotected, payload, signature.
    pub parts: Vec<Value>,
}

impl Sign1 {
    /// A tagged message with one protected header and an empty unprotected one.
    pub fn new(protected: Value, payload: Value) -> Self {
        Self { tags: vec![SIGN1], protected, unprotected: Value::Map(Vec::new()), payload }
    }

    /// Signs with a key.
    pub fn sign(&self, key: &Key) -> Signed {
        self.sign_in_context(key, "Signature1", b"")
    }

    /// Signs with a key in another context or with external data: neither is what a credential
    /// is signed with.
    pub fn sign_in_context(&self, key: &Key, context: &str, external: &[u8]) -> Signed {
        let signature = key.sign(&self.to_be_signed(context, external));
        Signed {
            tags: self.tags.clone(),
            parts: vec![
                Value::Bytes(self.protected_bytes()),
                self.unprotected.clone(),
                Value::Bytes(encode(&self.payload)),
                Value::Bytes(signature),
            ],
        }
    }

    /// The bytes under the signature, RFC 9052 §4.4.
    pub fn to_be_signed(&self, context: &str, external: &[u8]) -> Vec<u8> {
        encode(&Value::Array(vec![
            Value::from(context),
            Value::Bytes(self.protected_bytes()),
            Value::Bytes(external.to_vec()),
            Value::Bytes(encode(&self.payload)),
        ]))
    }

    /// RFC 9052 §3: an empty protected header is a byte string of length zero.
    fn protected_bytes(&self) -> Vec<u8> {
        match &self.protected {
            Value::Map(entries) if entries.is_empty() => Vec::new(),
            protected => encode(protected),
        }
    }
}

impl Signed {
    /// The signature, as bytes.
    pub fn signature(&self) -> Vec<u8> {
        match self.parts.last() {
            Some(Value::Bytes(signature)) => signature.clone(),
            _ => Vec::new(),
        }
    }

    /// Puts another signature in the place of the signature.
    pub fn set_signature(&mut self, signature: Vec<u8>) {
        self.parts.pop();
        self.parts.push(Value::Bytes(signature));
    }

    /// The message as a value, as it lies inside another message.
    pub fn value(&self) -> Value {
        let array = Value::Array(self.parts.clone());
        self.tags.iter().rev().fold(array, |inner, tag| inner.tagged(*tag))
    }

    /// The message as bytes.
    pub fn encode(&self) -> Vec<u8> {
        encode(&self.value())
    }

    /// A message of four parts under one tag, taken apart; nothing when it has another shape.
    pub fn of(value: Value) -> Option<Self> {
        match value {
            Value::Tag(SIGN1, array) => match *array {
                Value::Array(parts) if parts.len() == 4 => Some(Self { tags: vec![SIGN1], parts }),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a byte string among the parts holds: 0 the protected header, 2 the payload.
    pub fn inside(&self, place: usize) -> Option<Value> {
        match self.parts.get(place)? {
            Value::Bytes(bytes) => decode(bytes),
            _ => None,
        }
    }
}
