//! What CBOR and JSON have in common: one neutral tree, read once.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Largest whole number that every JSON reader holds exactly: 2^53 − 1.
const EXACT: i128 = (1 << 53) - 1;

/// One value of a payload. Maps keep their order; keys are any value, text in JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// CBOR `null` or `undefined`, JSON `null`.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number. CBOR reaches from −2^64 to 2^64−1, which only `i128` holds.
    Integer(i128),
    /// A number with a fraction, never infinite and never NaN.
    Float(f64),
    /// A byte string.
    Bytes(Vec<u8>),
    /// A text.
    Text(String),
    /// A list.
    Array(Vec<Value>),
    /// Pairs in the order in which they stand; no key stands twice.
    Map(Vec<(Value, Value)>),
    /// A CBOR tag and what it marks.
    Tag(u64, Box<Value>),
}

impl Value {
    /// The entry of a map under an integer key.
    pub fn at(&self, key: i128) -> Option<&Self> {
        self.entries()?.iter().find_map(|(k, v)| (k.integer() == Some(key)).then_some(v))
    }

    /// The entry of a map under a text key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries()?.iter().find_map(|(k, v)| (k.text() == Some(key)).then_some(v))
    }

    /// The entries of a map.
    pub fn entries(&self) -> Option<&[(Self, Self)]> {
        match self {
            Self::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The elements of an array.
    pub fn elements(&self) -> Option<&[Self]> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// A text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A byte string.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// A whole number.
    pub fn integer(&self) -> Option<i128> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }
}

/// Whether two of these are the same bytes.
pub(super) fn any_twice(mut names: Vec<&[u8]>) -> bool {
    names.sort_unstable();
    names.windows(2).any(|pair| pair.first() == pair.last())
}

/// As JSON: bytes in base64url, whole numbers that JSON readers round as text, tags as what they
/// mark, integer keys as text.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => match i64::try_from(*value) {
                Ok(small) if (-EXACT..=EXACT).contains(value) => serializer.serialize_i64(small),
                _ => serializer.collect_str(value),
            },
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Bytes(value) => serializer.serialize_str(&URL_SAFE_NO_PAD.encode(value)),
            Self::Text(value) => serializer.serialize_str(value),
            Self::Array(value) => value.serialize(serializer),
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    match key {
                        Self::Text(name) => map.serialize_entry(name, value)?,
                        Self::Integer(label) => map.serialize_entry(&label.to_string(), value)?,
                        _ => {}
                    }
                }
                map.end()
            }
            Self::Tag(_, value) => value.serialize(serializer),
        }
    }
}
