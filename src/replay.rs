//! What was shown here before, and under which name a credential is known here.
//!
//! Rules:
//! - A presentation counts once: what it answers, by the credential that it is of, is remembered when
//!   it was accepted, for longer than it stays fresh. It is forgotten by time only, so that nobody can
//!   push it out.
//! - The memory knows from when on it knows: what was signed before is undecided, never "new". A
//!   memory that was lost begins again, and so does not guess.
//! - Names and keys are under the terminal's own secret: nobody else can tell from them whose they are.
//!   This is the one place where a secret is used, and it decides nothing about signatures.
//! - Does not know other terminals: the same code may be shown at two of them.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::credential::{Credential, Digest, Stated};
use crate::error::Fault;
use crate::gather::Gather;
use crate::holder::{Bound, Showing};
use crate::time::Time;

/// Seconds for which a showing is remembered: twice as long as it stays fresh.
const WINDOW: i64 = 120;

/// A terminal's own secret.
#[derive(Clone)]
pub struct Terminal([u8; 32]);

impl core::fmt::Debug for Terminal {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str("Terminal")
    }
}

impl Terminal {
    /// A terminal with this key: 32 bytes.
    pub fn new(key: &[u8]) -> Option<Self> {
        Some(Self(key.try_into().ok()?))
    }

    /// The name of a credential at this terminal: the same each time, and another at any other one.
    pub fn pseudonym(&self, credential: &Digest) -> String {
        base16ct::lower::encode_string(&self.mac(b"credential", &[credential]))
    }

    /// The name of this terminal's journal.
    pub fn journal(&self) -> String {
        let name = self.mac(b"journal", &[]);
        base16ct::lower::encode_string(name.first_chunk::<8>().map_or(&[][..], |name| name))
    }

    /// The key under which one showing of a credential is remembered.
    pub fn shown(&self, credential: &Digest, showing: &Showing) -> Shown {
        Shown { key: self.mac(b"shown", &[credential, &showing.digest]), at: showing.at }
    }

    fn mac(&self, purpose: &[u8], parts: &[&Digest]) -> Digest {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return [0; 32] };
        mac.update(purpose);
        for part in parts {
            mac.update(*part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// One showing, as it is remembered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Shown {
    /// Its key.
    pub key: Digest,
    /// When the holder signed it.
    pub at: Time,
}

/// Proof that a showing is the first one, or that there is nothing to remember. Made by [`check`] only.
#[derive(Debug)]
pub struct Fresh {
    shown: Vec<Shown>,
}

impl Fresh {
    /// What is to be remembered once everything is accepted.
    pub fn shown(&self) -> Vec<Shown> {
        self.shown.clone()
    }
}

/// A terminal that keeps its verdicts.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'k> {
    /// Its secret, where it has one yet.
    pub terminal: Option<&'k Terminal>,
    /// What was shown to it; `None` when it cannot keep anything now.
    pub memory: Option<&'k Memory>,
}

impl Kept<'_> {
    /// The name of a credential at this terminal.
    pub fn name(&self, credential: &Stated) -> Option<String> {
        Some(self.terminal?.pseudonym(credential.id()?))
    }
}

/// Checks that a credential is shown here for the first time, where that is kept, and where its holder
/// was asked: paper may be shown as often as anybody likes.
///
/// # Errors
/// [`Fault::PolicyReplayed`], [`Fault::PolicyMemoryMissing`], [`Fault::PolicyJournalMissing`].
pub fn check(
    kept: Option<Kept<'_>>,
    credential: &Credential,
    bound: Option<&Bound>,
    at: Time,
) -> Result<Fresh, Fault> {
    let Some(Kept { terminal, memory }) = kept else { return Ok(Fresh { shown: Vec::new() }) };
    let (Some(terminal), Some(memory)) = (terminal, memory) else {
        return Err(Fault::PolicyJournalMissing);
    };
    let id = credential.stated().id();
    let showings = bound.map(Bound::showings).unwrap_or_default().iter();
    let shown = showings.filter_map(|showing| Some(terminal.shown(id?, showing)));
    let shown: Vec<_> = shown.gather();
    shown.iter().try_for_each(|one| memory.check(one, at))?;
    Ok(Fresh { shown })
}

/// The showings of the last minutes.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    since: Option<Time>,
    shown: Vec<(Shown, u64)>,
}

impl Memory {
    /// A memory that begins at a moment.
    pub fn since(since: Option<Time>) -> Self {
        Self { since, shown: Vec::new() }
    }

    /// From when on it knows what was shown.
    pub fn begins(&self) -> Option<Time> {
        self.since
    }

    /// The same, once these were accepted at a moment.
    pub fn begins_after(&self, shown: &[Shown], at: Time) -> Option<Time> {
        match shown {
            [] => self.since,
            _ => self.since.max(Some(at.plus(-WINDOW))),
        }
    }

    /// The place in the journal of the newest showing that it remembers.
    pub fn newest(&self) -> Option<u64> {
        self.shown.iter().map(|(_, place)| *place).max()
    }

    fn check(&self, shown: &Shown, at: Time) -> Result<(), Fault> {
        if let Some((before, _)) = self.shown.iter().find(|(one, _)| one.key == shown.key) {
            return Err(Fault::PolicyReplayed { age: at.since(before.at) });
        }
        match self.since {
            Some(since) if shown.at >= since => Ok(()),
            _ => Err(Fault::PolicyMemoryMissing),
        }
    }

    /// Remembers a showing that was accepted at a moment, by its place in the journal, and forgets what
    /// nobody can show any more.
    pub fn remember(&mut self, shown: &[Shown], at: Time, place: u64) {
        self.shown.extend(shown.iter().map(|one| (*one, place)));
        self.since = self.begins_after(shown, at);
        self.shown.retain(|(one, _)| Some(one.at) >= self.since);
    }
}
