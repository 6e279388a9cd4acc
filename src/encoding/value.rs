//! What CBOR and JSON have in common: one neutral tree, read once.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::gather::Gather;

/// Largest whole number that every JSON reader holds exactly: 2^53 − 1.
const EXACT: i64 = (1 << 53) - 1;

/// One value of a payload. Maps keep their order; keys are any value, text in JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// CBOR `null` or `undefined`, JSON `null`.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number that 64 bits with a sign hold. No label and no date is larger.
    Integer(i64),
    /// A larger one, as CBOR and JSON can write it: 2^64 − 1 at most, or −2^64 at least.
    Large {
        /// Whether it is below zero.
        negative: bool,
        /// The number; below zero, one less than its distance from zero.
        argument: u64,
    },
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
    /// A CBOR simple value without a meaning of its own here: the key under which digests stand.
    Simple(u8),
}

impl Value {
    /// A map of the members that are there, in this order.
    pub fn object<'n>(members: impl IntoIterator<Item = (&'n str, Option<Self>)>) -> Self {
        let present = members.into_iter().filter_map(|(name, value)| Some((name.into(), value?)));
        Self::Map(present.gather())
    }

    /// A list of texts.
    pub fn texts(texts: &[String]) -> Self {
        Self::Array(texts.iter().map(|text| text.as_str().into()).gather())
    }

    /// The whole number of a CBOR head, RFC 8949 §3.1: `argument`, or −1 − `argument`.
    pub(super) fn whole(negative: bool, argument: u64) -> Self {
        match (negative, i64::try_from(argument)) {
            (false, Ok(number)) => Self::Integer(number),
            (true, Ok(number)) => Self::Integer(!number),
            (_, Err(_)) => Self::Large { negative, argument },
        }
    }

    /// The entry of a map under an integer key.
    pub fn at(&self, key: i64) -> Option<&Self> {
        self.entries()?.iter().find_map(|(k, v)| (k.integer() == Some(key)).then_some(v))
    }

    /// The entry of a map under a text key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries()?.iter().find_map(|(k, v)| (k.text() == Some(key)).then_some(v))
    }

    /// Takes the entry of a map under a text key out of it.
    pub fn take(&mut self, key: &str) -> Option<Self> {
        let Self::Map(entries) = self else { return None };
        let place = entries.iter().position(|(known, _)| known.text() == Some(key))?;
        Some(entries.swap_remove(place).1)
    }

    /// The entries of a map.
    pub fn entries(&self) -> Option<&[(Self, Self)]> {
        match self {
            Self::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// Whether a whole number is one that every JSON reader holds exactly.
    fn is_exact(&self) -> bool {
        self.integer().is_some_and(|number| (-EXACT..=EXACT).contains(&number))
    }

    /// A whole number in digits; nothing for any other value.
    fn digits(&self) -> String {
        match self {
            Self::Integer(number) => number.to_string(),
            Self::Large { negative: false, argument } => argument.to_string(),
            Self::Large { negative: true, argument } => match argument.checked_add(1) {
                Some(distance) => format!("-{distance}"),
                None => "-18446744073709551616".to_owned(),
            },
            _ => String::new(),
        }
    }

    /// The elements of an array.
    pub fn elements(&self) -> Option<&[Self]> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The texts of an array that holds nothing else.
    pub fn all_texts(&self) -> Option<Vec<String>> {
        self.elements()?.iter().map(|text| Some(text.text()?.to_owned())).gather()
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
    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }
}

/// Whether two of these are the same bytes.
pub(crate) fn any_twice(mut names: Vec<&[u8]>) -> bool {
    names.sort_unstable();
    names.windows(2).any(|pair| pair.first() == pair.last())
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// As JSON: bytes in base64url, whole numbers that JSON readers round as text, tags as what they
/// mark, integer keys as text.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null | Self::Simple(_) => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) if self.is_exact() => serializer.serialize_i64(*value),
            Self::Integer(_) | Self::Large { .. } => serializer.serialize_str(&self.digits()),
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
