//! Whether a credential was withdrawn: by its own word, by a status list, by a revocation pack.
//!
//! Rules:
//! - Evidence against a credential counts whether or not anybody asked, and however old it is: what
//!   its own state, a list or a pack says is revoked or suspended is refused.
//! - Requiring what cannot be said is `indeterminate`, each way of not knowing with its own code:
//!   nothing at hand, nothing that covers it, a place past the end, a state without a meaning, an
//!   answer that is too old or past its end. None is ever "not withdrawn".
//! - What is asked here was brought along before; nothing is fetched, least of all for one scan.
//! - A list or pack speaks for the credentials of its own region only.

use crate::budget::Budget;
use crate::credential::{self, Credential};
use crate::encoding::value::Value;
use crate::error::Fault;
use crate::gather::Gather;
use crate::time::Time;
use crate::trust::bundle::PackFile;
use crate::trust::{Trust, speaks_for};

mod bits;
mod elias_fano;
mod list;
mod pack;
mod rice;

use list::List;
use pack::Stream;

/// Status lists at hand at most.
const LISTS: usize = 4096;

/// Every list and pack at hand.
#[derive(Clone, Debug, Default)]
pub struct Statuses {
    lists: Vec<List>,
    streams: Vec<Stream>,
    /// How new each list was that an earlier run had.
    earlier: Vec<(String, Option<String>, Time)>,
}

/// Where a credential's state is kept.
#[derive(Clone, Copy, Debug)]
struct Reference<'c> {
    uri: &'c str,
    index: u64,
}

/// What a list or pack says of one credential.
#[derive(Clone, Copy, Debug)]
struct Answer {
    state: State,
    as_of: Time,
    fresh_until: Option<Time>,
    expires: Option<Time>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    Good,
    Revoked,
    Suspended,
    Unknown(i64),
}

/// Proof that a credential is not withdrawn, or that nobody asked. Made by [`check`] and
/// [`Current::not_required`] only.
#[derive(Debug)]
pub struct Current {
    age: Option<i64>,
}

impl Current {
    /// For a policy that does not ask.
    pub fn not_required() -> Self {
        Self { age: None }
    }

    /// For a credential that a hub has just answered for.
    pub fn by_hub(_: &crate::hub::Confirmed) -> Self {
        Self { age: None }
    }

    /// Seconds since the moment for which the answer stands.
    pub fn age(&self) -> Option<i64> {
        self.age
    }
}

/// Looks for evidence against a credential when nobody asks for its status.
///
/// # Errors
/// [`Fault::StatusSuspended`], [`Fault::StatusRevoked`].
pub fn unasked(credential: &Credential, statuses: &Statuses) -> Result<(), Fault> {
    stated(credential)?;
    match Reference::of(credential) {
        Ok(Some(reference)) => against(&statuses.answers(credential, &reference).0),
        Ok(None) | Err(_) => Ok(()),
    }
}

/// Checks that a credential is not withdrawn, by an answer that is at most `max_age` seconds old.
///
/// # Errors
/// Every `status.*` fault.
pub fn check(
    credential: &Credential,
    statuses: &Statuses,
    at: Time,
    max_age: Option<i64>,
) -> Result<Current, Fault> {
    stated(credential)?;
    let reference = Reference::of(credential)?.ok_or(Fault::StatusReferenceMissing)?;
    let (answers, mut missing) = statuses.answers(credential, &reference);
    against(&answers)?;
    let Some(newest) = answers.into_iter().max_by_key(|answer| answer.as_of) else {
        return Err(missing.take().unwrap_or(Fault::StatusMissing));
    };
    if let State::Unknown(state) = newest.state {
        return Err(Fault::StatusUnknown { age: newest.age(at), state });
    }
    newest.fresh(at, max_age)?;
    Ok(Current { age: Some(newest.age(at)) })
}

/// Reads the state that a credential states of itself, by the table of its type.
fn stated(credential: &Credential) -> Result<(), Fault> {
    match credential.state() {
        Some(credential::State::Suspended) => Err(Fault::StatusSuspended),
        Some(credential::State::Ended(state)) => Err(Fault::StatusRevoked { state }),
        Some(credential::State::Valid | credential::State::Other) | None => Ok(()),
    }
}

/// What speaks against a credential: one answer that it is revoked, or the newest that it is
/// suspended.
fn against(answers: &[Answer]) -> Result<(), Fault> {
    if answers.iter().any(|answer| answer.state == State::Revoked) {
        return Err(Fault::StatusRevoked { state: "revoked" });
    }
    let newest = answers.iter().max_by_key(|answer| answer.as_of);
    match newest.map(|answer| answer.state) {
        Some(State::Suspended) => Err(Fault::StatusSuspended),
        _ => Ok(()),
    }
}

impl<'c> Reference<'c> {
    /// The list and place that a credential names, §6; nothing when it names none.
    fn of(credential: &'c Credential) -> Result<Option<Self>, Fault> {
        let Some(status) = credential.status() else { return Ok(None) };
        let malformed = Fault::StatusReferenceMalformed;
        let members = status.entries().ok_or(malformed.clone())?;
        let Some(list) = status.get("status_list") else {
            let none = members.is_empty();
            return Err(if none { malformed } else { Fault::StatusUnsupported });
        };
        let uri = list.get("uri").and_then(Value::text).filter(|uri| !uri.is_empty());
        let index = match list.get("idx") {
            Some(Value::Integer(index)) => u64::try_from(*index).ok(),
            Some(Value::Large { negative: false, argument }) => Some(*argument),
            _ => None,
        };
        match (uri, index) {
            (Some(uri), Some(index)) => Ok(Some(Self { uri, index })),
            _ => Err(malformed),
        }
    }
}

impl Answer {
    /// Seconds since the moment for which it stands.
    fn age(&self, at: Time) -> i64 {
        at.since(self.as_of).max(0)
    }

    fn fresh(&self, at: Time, max_age: Option<i64>) -> Result<(), Fault> {
        let age = self.age(at);
        if let Some(end) = self.expires.filter(|end| at >= *end) {
            return Err(Fault::StatusExpired { age, not_after: end.seconds() });
        }
        let stale = |limit| Err(Fault::StatusStale { age, limit });
        match (self.fresh_until, max_age) {
            (_, Some(limit)) if age > limit => stale(limit),
            (Some(until), _) if at > until => stale(until.since(self.as_of)),
            _ => Ok(()),
        }
    }
}

impl Statuses {
    /// Takes a status list token that was received at `at`, from the address `uri` where that is
    /// known; answers the address that it is about, and the region that it speaks for.
    ///
    /// # Errors
    /// Why it is not taken; the lists at hand stay as they are.
    pub fn take_list(
        &mut self,
        token: &[u8],
        trust: &Trust,
        at: Time,
        uri: Option<&str>,
    ) -> Result<(String, Option<String>), Fault> {
        // A CBOR map is a pack, and this one is not among those that the bundle names.
        if token.first().is_some_and(|first| first >> 5 == 5) {
            return Err(Fault::StatusUnauthorised);
        }
        let list = List::open(token, trust, at, &Budget::DEFAULT)?;
        if uri.is_some_and(|uri| uri != list.uri) {
            return Err(Fault::StatusSubjectMismatch);
        }
        let (about, known) = ((list.uri.clone(), list.region.clone()), self.lists.len());
        let same = |held: &&mut List| (&held.uri, &held.region) == (&list.uri, &list.region);
        let earlier = |(uri, region, issued): &(String, Option<String>, Time)| {
            (uri, region) == (&list.uri, &list.region) && list.issued < *issued
        };
        if self.earlier.iter().any(earlier) {
            return Err(Fault::StatusReplayed);
        }
        match self.lists.iter_mut().find(same) {
            Some(held) if list.issued < held.issued => return Err(Fault::StatusReplayed),
            Some(held) => *held = list,
            None if known >= LISTS => return Err(Fault::TooMany { limit: LISTS }),
            None => self.lists.push(list),
        }
        Ok(about)
    }

    /// How new each list is, to be kept: `[address, region, seconds]` each.
    pub fn newest(&self) -> Value {
        let own = self.lists.iter().map(|list| (&list.uri, &list.region, list.issued));
        let replaced = |one: &&(String, Option<String>, Time)| {
            !self.lists.iter().any(|list| (&list.uri, &list.region) == (&one.0, &one.1))
        };
        let earlier = self.earlier.iter().filter(replaced);
        let all = own.chain(earlier.map(|(uri, region, issued)| (uri, region, *issued)));
        let row = |(uri, region, issued): (&String, &Option<String>, Time)| {
            let region = region.as_deref().map_or(Value::Null, Value::from);
            Value::Array(vec![uri.as_str().into(), region, Value::Integer(issued.seconds())])
        };
        Value::Array(all.take(LISTS).map(row).gather())
    }

    /// Takes up what [`Statuses::newest`] once said. A row that cannot be read is passed over.
    pub fn remember(&mut self, newest: &Value) {
        let row = |row: &Value| {
            let [uri, region, issued] = row.elements()? else { return None };
            let region = region.text().map(str::to_owned);
            Some((uri.text()?.to_owned(), region, Time::new(issued.integer()?)?))
        };
        let rows = newest.elements().unwrap_or_default().iter();
        self.earlier = rows.filter_map(row).take(LISTS).gather();
    }

    /// Takes a pack that the bundle names; answers until when its stream now covers everything.
    ///
    /// # Errors
    /// Why it is not taken; the packs at hand stay as they are.
    pub fn take_pack(&mut self, file: &PackFile, bytes: &[u8]) -> Result<Time, Fault> {
        pack::take(&mut self.streams, file, bytes)
    }

    /// Takes from every stream of which a bundle no longer names all files the power to say that
    /// something is good. What it says against a credential stands until its next snapshot comes.
    pub fn keep_named(&mut self, files: &[PackFile]) {
        for stream in &mut self.streams {
            stream.compare(files);
        }
    }

    /// Every answer for a credential, and why there is not one more.
    fn answers(
        &self,
        credential: &Credential,
        reference: &Reference<'_>,
    ) -> (Vec<Answer>, Option<Fault>) {
        let region = credential.signer_region();
        let lists = self
            .lists
            .iter()
            .filter(|list| list.uri == reference.uri && speaks_for(list.region.as_deref(), region));
        let streams = self.streams.iter();
        let streams = streams.filter(|stream| speaks_for(Some(stream.region()), region));
        let (mut answers, mut missing) = (Vec::new(), None);
        for list in lists {
            match list.answer(reference) {
                Ok(answer) => answers.push(answer),
                Err(fault) => missing = Some(fault),
            }
        }
        for stream in streams {
            match stream.answer(reference, credential.types()) {
                Ok(Some(answer)) => answers.push(answer),
                Ok(None) => missing = missing.or(Some(Fault::StatusCoverageMissing)),
                Err(fault) => missing = Some(fault),
            }
        }
        (answers, missing)
    }
}
