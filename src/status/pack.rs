//! Revocation packs (`docs/status.md`): what was withdrawn in one region, in one file that is asked
//! without being unpacked, and the changes since.
//!
//! Rules:
//! - A pack is believed because the trust bundle names its digest; it has no signature of its own.
//! - A delta continues one file, by its digest and by the next number; nothing else.
//! - A pack answers for the lists and types that it names, and for no other.
//! - What is revoked stays so; suspension is as the newest file says that mentions it.

use sha2::{Digest, Sha256};

use crate::budget::Budget;
use crate::encoding::cbor::{self, Form, Rules};
use crate::encoding::value::Value;
use crate::error::Fault;
use crate::gather::Gather;
use crate::status::elias_fano::EliasFano;
use crate::status::rice::Rice;
use crate::status::{Answer, Reference, State};
use crate::time::Time;
use crate::trust::bundle::PackFile;

/// Limits of one pack: one for the whole country at one per cent has 15 MB.
const FILE: Budget = Budget { string: 16 << 20, depth: 4, ..Budget::DEFAULT };
/// Bytes of one pack.
const SIZE: usize = 16 << 20;
/// Places that all lists of a pack may have together: a hundred for every person on earth.
const UNIVERSE: u64 = 1 << 40;
/// Files of one stream: a snapshot, and deltas until the next.
const FILES: usize = 400;

/// A snapshot and the deltas that continue it.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    region: String,
    name: String,
    files: Vec<Pack>,
    /// Whether the bundle in force names all its files.
    named: bool,
}

/// One file.
#[derive(Clone, Debug)]
struct Pack {
    sha256: [u8; 32],
    sequence: u64,
    base: Option<[u8; 32]>,
    types: Vec<String>,
    lists: Vec<Row>,
    covered_until: Time,
    fresh_until: Time,
    expires: Time,
    changes: Changes,
}

#[derive(Clone, Debug)]
enum Changes {
    Whole { revoked: EliasFano, suspended: EliasFano },
    Since { revoked: Rice, suspended: Rice, resumed: Rice },
}

/// Lists that are numbered one after another: `prefix` and a number.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Row {
    prefix: String,
    first: u64,
    count: u64,
    size: u64,
}

impl Stream {
    /// Starts a stream with a snapshot.
    fn start(file: &PackFile, pack: Pack) -> Self {
        let (region, name) = (file.region.clone(), file.stream.clone());
        Self { region, name, files: vec![pack], named: true }
    }

    fn head(&self) -> Option<&Pack> {
        self.files.last()
    }

    fn is_of(&self, file: &PackFile) -> bool {
        (&self.region, &self.name) == (&file.region, &file.stream)
    }

    /// The region that it is for.
    pub(super) fn region(&self) -> &str {
        &self.region
    }

    /// Looks whether a bundle names all its files.
    pub(super) fn compare(&mut self, files: &[PackFile]) {
        let named = |pack: &Pack| files.iter().any(|file| file.target.sha256 == pack.sha256);
        self.named = self.files.iter().all(named);
    }

    /// What it says of a credential; nothing when it does not cover it.
    ///
    /// # Errors
    /// [`Fault::StatusIndexTooLarge`].
    pub(super) fn answer(
        &self,
        reference: &Reference<'_>,
        types: &[String],
    ) -> Result<Option<Answer>, Fault> {
        let Some(head) = self.head() else { return Ok(None) };
        if !types.iter().any(|kind| head.types.contains(kind)) {
            return Ok(None);
        }
        let Some(place) = head.place(reference)? else { return Ok(None) };
        let state = self.state(place);
        if !self.named && state != State::Revoked {
            return Ok(None);
        }
        Ok(Some(Answer {
            state,
            as_of: head.covered_until,
            fresh_until: Some(head.fresh_until),
            expires: Some(head.expires),
        }))
    }

    fn state(&self, place: u64) -> State {
        let revoked = |pack: &Pack| match &pack.changes {
            Changes::Whole { revoked, .. } => revoked.contains(place),
            Changes::Since { revoked, .. } => revoked.contains(place),
        };
        let suspended = |pack: &Pack| match &pack.changes {
            Changes::Whole { suspended, .. } => Some(suspended.contains(place)),
            Changes::Since { suspended, .. } if suspended.contains(place) => Some(true),
            Changes::Since { resumed, .. } if resumed.contains(place) => Some(false),
            Changes::Since { .. } => None,
        };
        if self.files.iter().any(revoked) {
            return State::Revoked;
        }
        match self.files.iter().rev().find_map(suspended) {
            Some(true) => State::Suspended,
            _ => State::Good,
        }
    }
}

/// Takes a pack that the bundle names, into the streams that are here; answers until when the stream
/// now covers everything.
///
/// # Errors
/// [`Fault::StatusMalformed`], [`Fault::StatusReplayed`], [`Fault::StatusDeltaMismatch`].
pub(super) fn take(
    streams: &mut Vec<Stream>,
    file: &PackFile,
    bytes: &[u8],
) -> Result<Time, Fault> {
    let pack = Pack::read(bytes, file)?;
    let covered_until = pack.covered_until;
    let place = streams.iter().position(|stream| stream.is_of(file));
    let stream = place.and_then(|place| streams.get_mut(place));
    let head = stream.as_ref().and_then(|stream| stream.head());
    let Some(base) = pack.base else {
        if head.is_some_and(|head| pack.sequence < head.sequence) {
            return Err(Fault::StatusReplayed);
        }
        match stream {
            Some(stream) => *stream = Stream::start(file, pack),
            None => streams.push(Stream::start(file, pack)),
        }
        return Ok(covered_until);
    };
    let Some(head) = head else { return Err(Fault::StatusDeltaMismatch) };
    if pack.sequence <= head.sequence {
        return Err(Fault::StatusReplayed);
    }
    let continues = base == head.sha256
        && head.sequence.checked_add(1) == Some(pack.sequence)
        && pack.lists.starts_with(&head.lists)
        && head.types.iter().all(|kind| pack.types.contains(kind))
        && pack.covered_until >= head.covered_until;
    match stream {
        Some(stream) if continues && stream.files.len() < FILES => stream.files.push(pack),
        _ => return Err(Fault::StatusDeltaMismatch),
    }
    Ok(covered_until)
}

impl Pack {
    fn read(bytes: &[u8], file: &PackFile) -> Result<Self, Fault> {
        let rules = Rules { form: Form::Deterministic, tags: &[] };
        let small = bytes.len() <= SIZE;
        let value = small.then(|| cbor::decode(bytes, rules, &FILE).ok()).flatten();
        value
            .and_then(|value| Self::parts(value, Sha256::digest(bytes).into()))
            .filter(|(pack, region)| {
                let named = (*region == file.region, pack.sequence == file.sequence);
                named == (true, true) && pack.base.is_some() == file.is_delta
            })
            .map(|(pack, _)| pack)
            .ok_or(Fault::StatusMalformed)
    }

    /// The members by their numbers, and the region.
    fn parts(value: Value, sha256: [u8; 32]) -> Option<(Self, String)> {
        let Value::Map(mut members) = value else { return None };
        let mut take = |key: i64| {
            let place = members.iter().position(|(known, _)| known.integer() == Some(key))?;
            Some(members.swap_remove(place).1)
        };
        let mut whole = |key| u64::try_from(take(key)?.integer()?).ok();
        let (version, kind, sequence) = (whole(1)?, whole(2)?, whole(6)?);
        let mut moment = |key| Time::new(i64::try_from(whole(key)?).ok()?);
        let (covered_until, fresh_until, expires) = (moment(8)?, moment(9)?, moment(10)?);
        let region = take(3)?.text()?.to_owned();
        let types = take(4)?.all_texts()?;
        let lists = take(5)?.elements()?.iter().map(Row::read).gather::<Option<Vec<_>>>()?;
        let universe = universe(&lists)?;
        let (base, changes) = match kind {
            1 => {
                let mut set = |key| EliasFano::read(take(key)?, universe);
                (None, Changes::Whole { revoked: set(11)?, suspended: set(12)? })
            }
            2 => {
                let base = take(7)?.bytes()?.try_into().ok()?;
                let mut set = |key| Rice::read(take(key)?, universe);
                let (revoked, suspended, resumed) = (set(11)?, set(12)?, set(13)?);
                (Some(base), Changes::Since { revoked, suspended, resumed })
            }
            _ => return None,
        };
        // Padding is there to be passed over; any other member would be one that limits the rest.
        let padding = take(14);
        let padded = padding.is_none_or(|padding| padding.bytes().is_some());
        let dates = covered_until <= fresh_until && fresh_until <= expires;
        let pack = Self {
            sha256,
            sequence,
            base,
            types,
            lists,
            covered_until,
            fresh_until,
            expires,
            changes,
        };
        (version == 1 && members.is_empty() && padded && dates).then_some((pack, region))
    }

    /// The place of a reference; nothing for a list that is not covered.
    fn place(&self, reference: &Reference<'_>) -> Result<Option<u64>, Fault> {
        let mut before = 0_u64;
        for row in &self.lists {
            if let Some(number) = row.number(reference.uri) {
                if reference.index >= row.size {
                    let limit = usize::try_from(row.size).unwrap_or(usize::MAX);
                    return Err(Fault::StatusIndexTooLarge { limit });
                }
                let place = number.checked_mul(row.size);
                let place = place.and_then(|place| place.checked_add(reference.index));
                return Ok(place.and_then(|place| place.checked_add(before)));
            }
            before = before.saturating_add(row.places().unwrap_or(u64::MAX));
        }
        Ok(None)
    }
}

impl Row {
    fn read(value: &Value) -> Option<Self> {
        let [prefix, first, count, size] = value.elements()? else { return None };
        let whole = |value: &Value| u64::try_from(value.integer()?).ok();
        let row = Self {
            prefix: prefix.text()?.to_owned(),
            first: whole(first)?,
            count: whole(count)?,
            size: whole(size)?,
        };
        (!row.prefix.is_empty() && row.count > 0 && row.size > 0).then_some(row)
    }

    fn places(&self) -> Option<u64> {
        self.count.checked_mul(self.size)
    }

    /// Which of its lists an address is, counted from the first: the prefix and a number without
    /// leading zeros.
    fn number(&self, uri: &str) -> Option<u64> {
        let digits = uri.strip_prefix(self.prefix.as_str())?;
        let number: u64 = digits.parse().ok()?;
        let place = number.checked_sub(self.first).filter(|place| *place < self.count)?;
        (number.to_string() == digits).then_some(place)
    }
}

fn universe(lists: &[Row]) -> Option<u64> {
    let sum = |sum: u64, row: &Row| sum.checked_add(row.places()?);
    lists.iter().try_fold(0, sum).filter(|universe| *universe <= UNIVERSE)
}
