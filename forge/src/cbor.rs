//! CBOR, RFC 8949: the deterministic encoding of §4.2.1, and every deviation from it that a bad
//! vector needs.
//!
//! Rules:
//! - [`encode`] is deterministic for every value without [`Value::Raw`] or [`Value::Unsorted`].
//! - Nothing stops a key from standing twice: that is the vector writer's business.

/// One CBOR item.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A whole number, of major type 0 or 1.
    Integer(i128),
    /// A byte string.
    Bytes(Vec<u8>),
    /// A text.
    Text(String),
    /// A list.
    Array(Vec<Value>),
    /// Pairs, written in the bytewise order of their encoded keys.
    Map(Vec<(Value, Value)>),
    /// Pairs, written in the order in which they stand here.
    Unsorted(Vec<(Value, Value)>),
    /// A tag and what it marks.
    Tag(u64, Box<Value>),
    /// A 64-bit float, written in 64 bits.
    Float(f64),
    /// A simple value: 20 false, 21 true, 22 null, 23 undefined; from 32 on in two bytes.
    Simple(u8),
    /// Bytes that are written as they are.
    Raw(Vec<u8>),
}

impl Value {
    /// The truth value `false`.
    pub const FALSE: Self = Self::Simple(20);
    /// The truth value `true`.
    pub const TRUE: Self = Self::Simple(21);
    /// `null`.
    pub const NULL: Self = Self::Simple(22);

    /// A map of entries.
    pub fn map<K: Into<Self>, V: Into<Self>>(entries: impl IntoIterator<Item = (K, V)>) -> Self {
        Self::Map(entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }

    /// An array of elements.
    pub fn array<V: Into<Self>>(elements: impl IntoIterator<Item = V>) -> Self {
        Self::Array(elements.into_iter().map(Into::into).collect())
    }

    /// This item under a tag.
    #[must_use]
    pub fn tagged(self, tag: u64) -> Self {
        Self::Tag(tag, Box::new(self))
    }

    /// The entries, when this is a map.
    pub fn entries(&self) -> &[(Self, Self)] {
        match self {
            Self::Map(entries) | Self::Unsorted(entries) => entries,
            _ => &[],
        }
    }

    /// The value under a key, when this is a map that has it.
    pub fn get(&self, key: impl Into<Self>) -> Option<&Self> {
        let key = key.into();
        self.entries().iter().find(|(k, _)| *k == key).map(|(_, value)| value)
    }

    /// Sets the value under a key; a value that is not a map becomes one.
    pub fn set(&mut self, key: impl Into<Self>, value: impl Into<Self>) {
        let key = key.into();
        self.remove(key.clone());
        self.add(key, value);
    }

    /// Adds an entry, also when its key stands there already.
    pub fn add(&mut self, key: impl Into<Self>, value: impl Into<Self>) {
        let entry = (key.into(), value.into());
        match self {
            Self::Map(entries) | Self::Unsorted(entries) => entries.push(entry),
            _ => *self = Self::Map(vec![entry]),
        }
    }

    /// Takes the entry under a key away.
    pub fn remove(&mut self, key: impl Into<Self>) {
        let key = key.into();
        if let Self::Map(entries) | Self::Unsorted(entries) = self {
            entries.retain(|(k, _)| *k != key);
        }
    }

    /// Changes the value under a key, when this is a map that has it.
    pub fn edit(&mut self, key: impl Into<Self>, change: impl FnOnce(&mut Self)) {
        let key = key.into();
        if let Self::Map(entries) | Self::Unsorted(entries) = self
            && let Some((_, value)) = entries.iter_mut().find(|(k, _)| *k == key)
        {
            change(value);
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number.into())
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        if truth { Self::TRUE } else { Self::FALSE }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

/// Writes one item.
pub fn encode(value: &Value) -> Vec<u8> {
    match value {
        Value::Integer(number) => integer(*number),
        Value::Bytes(bytes) => [head(2, length(bytes)), bytes.clone()].concat(),
        Value::Text(text) => [head(3, length(text.as_bytes())), text.clone().into_bytes()].concat(),
        Value::Array(elements) => {
            let body: Vec<u8> = elements.iter().flat_map(encode).collect();
            [head(4, length(elements)), body].concat()
        }
        Value::Map(entries) => {
            let mut pairs = pairs(entries);
            pairs.sort();
            map(&pairs)
        }
        Value::Unsorted(entries) => map(&pairs(entries)),
        Value::Tag(tag, inner) => [head(6, *tag), encode(inner)].concat(),
        Value::Float(number) => [vec![0xfb], number.to_be_bytes().to_vec()].concat(),
        Value::Simple(number) => head(7, u64::from(*number)),
        Value::Raw(bytes) => bytes.clone(),
    }
}

/// An initial byte of a major type with its argument in the shortest form.
pub fn head(major: u8, argument: u64) -> Vec<u8> {
    let info: u8 = match argument {
        0..24 => 0,
        24..0x100 => 1,
        0x100..0x1_0000 => 2,
        0x1_0000..0x1_0000_0000 => 4,
        _ => 8,
    };
    wide_head(major, argument, info)
}

/// An initial byte of a major type with its argument in `width` (0, 1, 2, 4, 8) further bytes,
/// also where fewer would do.
pub fn wide_head(major: u8, argument: u64, width: u8) -> Vec<u8> {
    let bytes = argument.to_be_bytes();
    let low = bytes[7];
    let info = match width {
        0 => low & 0x1f,
        1 => 24,
        2 => 25,
        4 => 26,
        _ => 27,
    };
    let mut head = vec![(major << 5) | info];
    head.extend_from_slice(&bytes[8 - usize::from(width)..]);
    head
}

fn integer(number: i128) -> Vec<u8> {
    match u64::try_from(number) {
        Ok(positive) => head(0, positive),
        Err(_) => head(1, u64::try_from(-1 - number).unwrap_or(u64::MAX)),
    }
}

fn pairs(entries: &[(Value, Value)]) -> Vec<(Vec<u8>, Vec<u8>)> {
    entries.iter().map(|(key, value)| (encode(key), encode(value))).collect()
}

fn map(pairs: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let body: Vec<u8> =
        pairs.iter().flat_map(|(key, value)| [key.clone(), value.clone()].concat()).collect();
    [head(5, length(pairs)), body].concat()
}

fn length<T>(things: &[T]) -> u64 {
    u64::try_from(things.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Value, encode, wide_head};

    fn hex(value: &Value) -> String {
        crate::base64::hex(&encode(value))
    }

    /// The examples of RFC 8949 appendix A.
    #[test]
    fn rfc_8949_appendix_a() {
        let rows = [
            (Value::from(0), "00"),
            (Value::from(23), "17"),
            (Value::from(24), "1818"),
            (Value::from(1000), "1903e8"),
            (Value::from(1_000_000), "1a000f4240"),
            (Value::from(1_000_000_000_000), "1b000000e8d4a51000"),
            (Value::Integer(-(1 << 64)), "3bffffffffffffffff"),
            (Value::from(-1000), "3903e7"),
            (Value::Float(1.1), "fb3ff199999999999a"),
            (Value::TRUE, "f5"),
            (Value::FALSE, "f4"),
            (Value::Simple(255), "f8ff"),
            (Value::NULL, "f6"),
            (Value::from("水"), "63e6b0b4"),
            (Value::from(vec![1, 2, 3, 4]), "4401020304"),
            (Value::array([1, 2, 3]), "83010203"),
            (Value::map([("a", "A"), ("b", "B")]), "a26161614161626142"),
            (Value::from(1_363_896_240).tagged(1), "c11a514b67b0"),
        ];
        for (value, expected) in rows {
            assert_eq!(hex(&value), expected);
        }
    }

    #[test]
    fn keys_are_sorted_by_their_bytes() {
        let map = Value::map([(-1, 1), (100, 2), (10, 3)]);
        assert_eq!(hex(&map), "a30a031864022001");
    }

    #[test]
    fn a_wide_head_keeps_its_width() {
        assert_eq!(wide_head(0, 1, 2), [0x19, 0, 1]);
        assert_eq!(wide_head(5, 2, 8), [0xbb, 0, 0, 0, 0, 0, 0, 0, 2]);
    }
}
