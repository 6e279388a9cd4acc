//! A revocation pack: one deterministic CBOR map of the places that are revoked or suspended.
//!
//! Rules:
//! - A place is a number below the universe: all lists of the rows, one after the other.
//! - Sets of a snapshot are Elias–Fano, sets of a delta Golomb–Rice.
//! - A file is filled to a multiple of 4,096 bytes, so that its size says little of a day.
//!
//! A pack has no signature: it is a target of the trust bundle, which names its hash. Wrong packs
//! are made by changing [`Pack::members`] before [`padded`] writes them.

use crate::cbor::{Value, encode, head};
use crate::cbor_read::decode;
use crate::hash::Hash;
use crate::status::elias_fano::EliasFano;
use crate::status::rice::Rice;

/// The version that is written.
pub const VERSION: i64 = 1;
/// What the size of a file is a multiple of, in bytes.
pub const BLOCK: usize = 4096;

/// The labels of the members.
pub mod member {
    /// The version.
    pub const VERSION: i64 = 1;
    /// 1 for a snapshot, 2 for a delta.
    pub const KIND: i64 = 2;
    /// The region.
    pub const REGION: i64 = 3;
    /// The types.
    pub const TYPES: i64 = 4;
    /// The rows.
    pub const LISTS: i64 = 5;
    /// The sequence.
    pub const SEQUENCE: i64 = 6;
    /// The hash of the file that a delta continues.
    pub const BASE: i64 = 7;
    /// The second up to which everything is in.
    pub const COVERED_UNTIL: i64 = 8;
    /// The second from which a newer file is to be expected.
    pub const FRESH_UNTIL: i64 = 9;
    /// The first second at which it no longer counts.
    pub const EXPIRES: i64 = 10;
    /// The revoked places.
    pub const REVOKED: i64 = 11;
    /// The suspended places.
    pub const SUSPENDED: i64 = 12;
    /// The resumed places.
    pub const RESUMED: i64 = 13;
    /// Zero bytes.
    pub const PADDING: i64 = 14;
}

/// Some status lists: addresses that end in consecutive numbers, all of one size.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Row {
    /// What stands before the number.
    pub prefix: String,
    /// The number of the first list.
    pub first: u64,
    /// Lists.
    pub count: u64,
    /// Entries of each.
    pub size: u64,
}

/// From when to when a pack counts, in seconds since the Unix epoch.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Period {
    /// Everything up to this second is in.
    pub covered_until: i64,
    /// From here on a newer file is to be expected.
    pub fresh_until: i64,
    /// First second at which it no longer counts.
    pub expires: i64,
}

/// What a pack is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Kind {
    /// All that is revoked or suspended.
    Snapshot,
    /// What changed since another file.
    Delta {
        /// SHA-256 of that file.
        base: Vec<u8>,
        /// Places that are no longer suspended.
        resumed: Vec<u64>,
    },
}

/// What a pack states.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Pack {
    /// What it is.
    pub kind: Kind,
    /// Whose lists.
    pub region: String,
    /// The types of their credentials.
    pub types: Vec<String>,
    /// The lists.
    pub rows: Vec<Row>,
    /// Its number in its stream.
    pub sequence: u64,
    /// When it counts.
    pub period: Period,
    /// Ascending places.
    pub revoked: Vec<u64>,
    /// Ascending places, none of them revoked.
    pub suspended: Vec<u64>,
}

/// A file of a stream.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct File {
    /// `<stream>.<sequence>.snapshot` or `.delta`.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Row {
    /// Entries of all its lists.
    pub fn entries(&self) -> u64 {
        self.count * self.size
    }

    /// The place of an entry among those of this row.
    fn place(&self, uri: &str, index: u64) -> Option<u64> {
        let digits = uri.strip_prefix(&self.prefix)?;
        let number: u64 =
            digits.parse().ok().filter(|number: &u64| number.to_string() == digits)?;
        let list = number.checked_sub(self.first).filter(|list| *list < self.count)?;
        (index < self.size).then_some(list * self.size + index)
    }
}

/// Entries of all lists.
pub fn universe(rows: &[Row]) -> u64 {
    rows.iter().map(Row::entries).sum()
}

/// The place of an entry; nothing where no row has its list or its index.
pub fn place(rows: &[Row], uri: &str, index: u64) -> Option<u64> {
    let mut before = 0;
    for row in rows {
        if let Some(place) = row.place(uri, index) {
            return Some(before + place);
        }
        before += row.entries();
    }
    None
}

impl Pack {
    /// The members without the padding.
    pub fn members(&self) -> Value {
        let universe = universe(&self.rows);
        let texts = Value::array(self.types.iter().map(String::as_str));
        let mut members = Value::map([
            (member::VERSION, Value::from(VERSION)),
            (member::REGION, Value::from(self.region.as_str())),
            (member::TYPES, texts),
            (member::LISTS, Value::array(self.rows.iter().map(row_value))),
            (member::SEQUENCE, uint(self.sequence)),
            (member::COVERED_UNTIL, Value::from(self.period.covered_until)),
            (member::FRESH_UNTIL, Value::from(self.period.fresh_until)),
            (member::EXPIRES, Value::from(self.period.expires)),
        ]);
        let set = |places: &[u64]| match self.kind {
            Kind::Snapshot => EliasFano::of(places, universe).value(),
            Kind::Delta { .. } => Rice::of(places).value(),
        };
        members.add(member::REVOKED, set(&self.revoked));
        members.add(member::SUSPENDED, set(&self.suspended));
        match &self.kind {
            Kind::Snapshot => members.add(member::KIND, 1),
            Kind::Delta { base, resumed } => {
                members.add(member::KIND, 2);
                members.add(member::BASE, base.clone());
                members.add(member::RESUMED, set(resumed));
            }
        }
        members
    }

    /// The bytes of the file.
    pub fn encode(&self) -> Vec<u8> {
        padded(self.members())
    }

    /// The file in a stream.
    pub fn file(&self, stream: &str) -> File {
        let ending = match self.kind {
            Kind::Snapshot => "snapshot",
            Kind::Delta { .. } => "delta",
        };
        let name = format!("{stream}.{}.{ending}", self.sequence);
        File { name, bytes: self.encode() }
    }

    /// What a file states; nothing when it is no pack of this kit's making.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let members = decode(bytes)?;
        let kind = match members.get(member::KIND)? {
            Value::Integer(1) => Kind::Snapshot,
            Value::Integer(2) => Kind::Delta {
                base: match members.get(member::BASE)? {
                    Value::Bytes(base) => base.clone(),
                    _ => return None,
                },
                resumed: Rice::read(members.get(member::RESUMED)?)?.places()?,
            },
            _ => return None,
        };
        let set = |label| match kind {
            Kind::Snapshot => EliasFano::read(members.get(label)?)?.places(),
            Kind::Delta { .. } => Rice::read(members.get(label)?)?.places(),
        };
        let number = |label| integer::<i64>(members.get(label)?);
        Some(Self {
            region: text(members.get(member::REGION)?)?,
            types: array(members.get(member::TYPES)?)?.iter().map(text).collect::<Option<_>>()?,
            rows: array(members.get(member::LISTS)?)?
                .iter()
                .map(read_row)
                .collect::<Option<_>>()?,
            sequence: integer(members.get(member::SEQUENCE)?)?,
            period: Period {
                covered_until: number(member::COVERED_UNTIL)?,
                fresh_until: number(member::FRESH_UNTIL)?,
                expires: number(member::EXPIRES)?,
            },
            revoked: set(member::REVOKED)?,
            suspended: set(member::SUSPENDED)?,
            kind,
        })
    }
}

impl File {
    /// The name of the target in a trust bundle.
    pub fn target(&self, region: &str) -> String {
        format!("revocation/{region}/{}", self.name)
    }

    /// SHA-256 of the file.
    pub fn hash(&self) -> Vec<u8> {
        Hash::Sha256.digest(&self.bytes)
    }
}

/// Writes members and fills the file with zero bytes up to a whole block.
pub fn padded(mut members: Value) -> Vec<u8> {
    members.remove(member::PADDING);
    let bare = encode(&members).len();
    let label = encode(&member::PADDING.into()).len();
    let entry =
        |length: usize| label + head(2, u64::try_from(length).unwrap_or(u64::MAX)).len() + length;
    let length = (0..2 * BLOCK).find(|length| (bare + entry(*length)).is_multiple_of(BLOCK));
    members.add(member::PADDING, vec![0; length.unwrap_or_default()]);
    encode(&members)
}

/// A row as a member of a pack has it.
pub fn row_value(row: &Row) -> Value {
    let numbers = [row.first, row.count, row.size].map(uint);
    Value::Array([vec![Value::from(row.prefix.as_str())], numbers.to_vec()].concat())
}

fn read_row(value: &Value) -> Option<Row> {
    let [prefix, first, count, size] = array(value)? else { return None };
    let (first, count, size) = (integer(first)?, integer(count)?, integer(size)?);
    let row = Row { prefix: text(prefix)?, first, count, size };
    count.checked_mul(size).map(|_| row)
}

fn uint(number: u64) -> Value {
    Value::Integer(number.into())
}

fn integer<T: TryFrom<i128>>(value: &Value) -> Option<T> {
    match value {
        Value::Integer(number) => T::try_from(*number).ok(),
        _ => None,
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn array(value: &Value) -> Option<&[Value]> {
    match value {
        Value::Array(elements) => Some(elements),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Pack, Period, Row, member, padded, place, universe};
    use crate::cbor::{Value, encode};

    fn rows() -> Vec<Row> {
        let row = |prefix: &str, first, count, size| Row {
            prefix: prefix.to_owned(),
            first,
            count,
            size,
        };
        vec![row("https://a.example/", 1, 3, 100), row("https://b.example/list-", 9, 2, 1000)]
    }

    fn pack(kind: Kind) -> Pack {
        Pack {
            kind,
            region: "990000".to_owned(),
            types: vec!["t".to_owned(), "u".to_owned()],
            rows: rows(),
            sequence: 24,
            period: Period { covered_until: 1, fresh_until: 2, expires: 3 },
            revoked: vec![0, 7, 2299],
            suspended: vec![1],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let delta = Kind::Delta { base: vec![7; 32], resumed: vec![5] };
        for pack in [pack(Kind::Snapshot), pack(delta)] {
            let bytes = pack.encode();
            assert_eq!(bytes.len() % 4096, 0);
            assert_eq!(Pack::read(&bytes), Some(pack));
        }
        assert_eq!(Pack::read(b""), None);
    }

    #[test]
    fn files_have_the_names_of_their_stream() {
        let file = pack(Kind::Snapshot).file("identity");
        assert_eq!(file.name, "identity.24.snapshot");
        assert_eq!(file.target("990000"), "revocation/990000/identity.24.snapshot");
        let delta = pack(Kind::Delta { base: vec![], resumed: vec![] });
        assert_eq!(delta.file("identity").name, "identity.24.delta");
    }

    #[test]
    fn entries_have_places() {
        let rows = rows();
        assert_eq!(universe(&rows), 2300);
        assert_eq!(place(&rows, "https://a.example/1", 0), Some(0));
        assert_eq!(place(&rows, "https://a.example/3", 99), Some(299));
        assert_eq!(place(&rows, "https://b.example/list-10", 999), Some(2299));
        for (uri, index) in [
            ("https://a.example/1", 100),
            ("https://a.example/0", 0),
            ("https://a.example/4", 0),
            ("https://a.example/01", 0),
            ("https://a.example/+1", 0),
            ("https://a.example/", 0),
            ("https://c.example/1", 0),
        ] {
            assert_eq!(place(&rows, uri, index), None, "{uri} {index}");
        }
    }

    /// Also where a byte string of just the missing length cannot be written: an entry of the
    /// padding has no size of 0, 1, 26 or 259 bytes.
    #[test]
    fn every_file_is_filled() {
        for length in 3500..4200 {
            let members = Value::map([(member::REGION, Value::Bytes(vec![1; length]))]);
            let bytes = padded(members.clone());
            assert_eq!(bytes.len() % 4096, 0, "{length}");
            assert!(bytes.len() <= encode(&members).len() + 4096 + 259);
        }
    }
}
