//! The journal: one line an entry, each with the digest of the one before it.
//!
//! Rules:
//! - An entry is one line of JSON, and its digest is SHA-256 of that line as it was written. Changing,
//!   adding, dropping or moving a line breaks the chain at the next one; cutting its end off is seen by
//!   a checkpoint that has left the machine, and after the last checkpoint by nobody.
//! - An entry has no claims. What a policy retains stands in a second line of the same record, which
//!   the entry names by its salted digest: it can be deleted, and the chain does not notice.
//! - Does not write anything, and does not know when. Whoever keeps the records gives them back in
//!   order; what does not follow is refused.

use sha2::{Digest as _, Sha256};

use crate::budget::Budget;
use crate::credential::Digest;
use crate::encoding::json;
use crate::encoding::value::Value;
use crate::gather::Gather;
use crate::replay::Shown;
use crate::time::Time;

/// Limits on one entry: a receipt of eight credentials fits.
const ENTRY: Budget = Budget { string: 1 << 16, items: 1 << 14, ..Budget::DEFAULT };

/// What does not follow, and why.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Broken {
    /// The retained claims are not those that the entry names.
    Kept,
    /// It is no entry.
    Malformed,
    /// It does not have the digest of the entry before it.
    Previous,
    /// It is not the next one.
    Sequence,
}

impl Broken {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Kept => "journal.kept_mismatch",
            Self::Malformed => "journal.malformed",
            Self::Previous => "journal.previous_mismatch",
            Self::Sequence => "journal.sequence_mismatch",
        }
    }
}

/// The last entry of a journal: what a checkpoint says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Head {
    /// Its place.
    pub sequence: u64,
    /// SHA-256 of its line.
    pub sha256: Digest,
    /// Its moment.
    pub at: Time,
}

/// What one record says for whoever goes on from it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What a checkpoint of it says.
    pub head: Head,
    /// The digest of the entry before it.
    previous: Option<Digest>,
    /// The showings that it accepted.
    pub shown: Vec<Shown>,
    /// From when on the replay memory knew, after it.
    pub since: Option<Time>,
    /// The last entry before it with a showing that was still remembered.
    pub last: Option<u64>,
}

impl Entry {
    /// Reads a record: its first line, and its second one where there is one.
    ///
    /// # Errors
    /// [`Broken::Malformed`], [`Broken::Kept`].
    pub fn read(record: &str) -> Result<Self, Broken> {
        let (line, kept) = match record.split_once('\n') {
            Some((line, kept)) => (line, kept.strip_suffix('\n').unwrap_or(kept)),
            None => (record, ""),
        };
        let value = json::decode(line.as_bytes(), &ENTRY).map_err(|_| Broken::Malformed)?;
        let entry = Self::of(&value, line).ok_or(Broken::Malformed)?;
        let named = value.get("kept").and_then(Value::text);
        match kept.is_empty() || named == Some(&hex(&digest(kept))) {
            true => Ok(entry),
            false => Err(Broken::Kept),
        }
    }

    fn of(value: &Value, line: &str) -> Option<Self> {
        let number = |name| value.get(name).map(Value::integer);
        let place = |name| match number(name) {
            None => Some(None),
            Some(number) => Some(Some(u64::try_from(number?).ok()?)),
        };
        let shown = match value.get("shown") {
            Some(shown) => shown.elements()?.iter().map(showing).gather::<Option<_>>()?,
            None => Vec::new(),
        };
        let sequence = place("sequence")??;
        let previous = value.get("previous").map(|digest| unhex(digest.text()?));
        let previous = match (sequence, previous) {
            (0, None) => None,
            (0, Some(_)) | (_, None) => return None,
            (_, Some(digest)) => Some(digest?),
        };
        Some(Self {
            head: Head { sequence, sha256: digest(line), at: Time::new(number("at")??)? },
            previous,
            shown,
            since: number("since").flatten().and_then(Time::new),
            last: place("last")?,
        })
    }
}

/// A chain of entries, as far as it was followed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chain {
    head: Option<Head>,
}

impl Chain {
    /// A chain that goes on from an entry.
    pub fn from(entry: &Entry) -> Self {
        Self { head: Some(entry.head) }
    }

    /// Its last entry.
    pub fn head(&self) -> Option<Head> {
        self.head
    }

    /// Goes one entry further, from the first one on.
    ///
    /// # Errors
    /// [`Broken::Sequence`], [`Broken::Previous`].
    pub fn follow(&mut self, entry: &Entry) -> Result<(), Broken> {
        if entry.head.sequence != self.next() {
            return Err(Broken::Sequence);
        }
        if entry.previous != self.head.map(|head| head.sha256) {
            return Err(Broken::Previous);
        }
        self.head = Some(entry.head);
        Ok(())
    }

    /// Writes the next entry: its own members are `said`, and what is kept apart from it is its second
    /// line.
    pub fn write(
        &self,
        at: Time,
        said: impl IntoIterator<Item = (&'static str, Option<Value>)>,
        kept: Option<&str>,
    ) -> String {
        let frame = [
            ("sequence", i64::try_from(self.next()).ok().map(Value::Integer)),
            ("previous", self.head.map(|head| Value::Text(hex(&head.sha256)))),
            ("at", Some(Value::Integer(at.seconds()))),
        ];
        let named = kept.map(|kept| Value::Text(hex(&digest(kept))));
        let members = frame.into_iter().chain(said).chain([("kept", named)]);
        let line = json::encode(&Value::object(members));
        match kept {
            Some(kept) => [line.as_str(), kept].join("\n"),
            None => line,
        }
    }

    fn next(&self) -> u64 {
        self.head.map_or(0, |head| head.sequence.saturating_add(1))
    }
}

/// Showings as an entry has them.
pub fn showings(shown: &[Shown]) -> Option<Value> {
    let pair = |one: &Shown| {
        Value::Array(vec![Value::Text(hex(&one.key)), Value::Integer(one.at.seconds())])
    };
    (!shown.is_empty()).then(|| Value::Array(shown.iter().map(pair).gather()))
}

fn showing(value: &Value) -> Option<Shown> {
    match value.elements()? {
        [key, at] => Some(Shown { key: unhex(key.text()?)?, at: Time::new(at.integer()?)? }),
        _ => None,
    }
}

fn digest(text: &str) -> Digest {
    Sha256::digest(text).into()
}

/// A digest in lower-case hex.
pub fn hex(digest: &Digest) -> String {
    base16ct::lower::encode_string(digest)
}

fn unhex(text: &str) -> Option<Digest> {
    base16ct::lower::decode_vec(text).ok()?.try_into().ok()
}
