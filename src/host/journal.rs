//! A verifier that keeps its verdicts: what is to be written, and what follows from what was.
//!
//! Rules:
//! - Nothing is written here. The caller gets a record with its place, writes it, and gives it back:
//!   only then the journal has gone on and the showing is remembered. Where another has written that
//!   place first, that record is given back instead, and the verdict is asked for anew.
//! - One record holds a verdict, its showings and what is retained of it, so that one write keeps all or
//!   nothing.

use crate::encoding::json;
use crate::encoding::value::Value;
use crate::host::options::Options;
use crate::host::{Misuse, Verifier};
use crate::receipt::journal::{Broken, Chain, Entry, Head, hex, showings};
use crate::receipt::{Place, Receipt};
use crate::replay::{Memory, Shown, Terminal};
use crate::time::Time;

/// A journal as far as it was followed, and what it remembers.
#[derive(Debug)]
pub(super) struct Journal {
    terminal: Terminal,
    chain: Chain,
    memory: Memory,
}

/// What is to be written, at its place in the journal.
#[derive(Debug)]
pub struct Record {
    /// The place and the digest that the entry will have.
    pub head: Head,
    /// The entry, and below it what is retained.
    pub text: String,
}

impl Journal {
    pub(super) fn terminal(&self) -> &Terminal {
        &self.terminal
    }

    pub(super) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The next record, as far as nobody else writes it first.
    fn write(
        &self,
        at: Time,
        shown: &[Shown],
        said: [(&'static str, Option<Value>); 2],
        kept: Option<&str>,
    ) -> Result<Record, Misuse> {
        let since = match self.chain.head() {
            Some(_) => self.memory.begins_after(shown, at),
            None => Some(at),
        };
        let since = since.map(|since| Value::Integer(since.seconds()));
        let last = self.memory.newest().and_then(|last| i64::try_from(last).ok());
        let [body, until] = said;
        let members = [
            ("since", since),
            ("last", last.map(Value::Integer)),
            ("shown", showings(shown)),
            body,
            until,
        ];
        let text = self.chain.write(at, members, kept);
        match Entry::read(&text) {
            Ok(entry) => Ok(Record { head: entry.head, text }),
            Err(_) => Err(Misuse::new("entry", "is larger than a journal keeps")),
        }
    }
}

impl Verifier {
    /// Begins to keep verdicts, under the terminal's own key of 32 bytes.
    ///
    /// # Errors
    /// [`Misuse`] for a key of another length.
    pub fn terminal(&mut self, key: &[u8]) -> Result<(), Misuse> {
        let terminal = Terminal::new(key);
        let terminal = terminal.ok_or_else(|| Misuse::new("terminal", "must be 32 bytes"))?;
        let (chain, memory) = (Chain::default(), Memory::default());
        self.journal = Some(Journal { terminal, chain, memory });
        Ok(())
    }

    /// Goes on to a record that was written: the newest one first, whichever it is, and then those that
    /// follow it. Answers `{ ok: true, sequence, last? }`, where `last` is the place of an entry that the
    /// memory still needs; or `{ ok: false, code }`.
    ///
    /// # Errors
    /// [`Misuse`] without a terminal's key.
    pub fn follow(&mut self, record: &str) -> Result<Value, Misuse> {
        let journal = self.journal_mut()?;
        let followed = Entry::read(record).and_then(|entry| {
            if journal.chain.head().is_some() {
                journal.chain.follow(&entry)?;
            } else {
                journal.chain = Chain::from(&entry);
                journal.memory = Memory::since(entry.since);
            }
            Ok(entry)
        });
        Ok(journal.take(followed))
    }

    /// Takes up what an earlier record remembers, and goes nowhere. Answers as [`Verifier::follow`].
    ///
    /// # Errors
    /// [`Misuse`] without a terminal's key.
    pub fn recall(&mut self, record: &str) -> Result<Value, Misuse> {
        Ok(self.journal_mut()?.take(Entry::read(record)))
    }

    /// What has to be written before a receipt may be given out: the receipt with its place, and the
    /// record. `salt` is chance, for the digest of what is retained.
    ///
    /// # Errors
    /// [`Misuse`] without a terminal's key.
    pub fn keep(&self, receipt: Receipt, salt: &str) -> Result<(Receipt, Record), Misuse> {
        let journal = self.journal.as_ref().ok_or_else(no_terminal)?;
        if journal.chain.head().is_none() {
            return Err(Misuse::new("journal", "has no first entry yet"));
        }
        let (kept, until) = receipt.retained().unzip();
        let kept = kept.map(|claims| {
            json::encode(&Value::object([("salt", Some(salt.into())), ("claims", Some(claims))]))
        });
        let said = [("receipt", Some(receipt.bare())), ("until", until.map(Value::Integer))];
        let record = journal.write(receipt.at(), &receipt.shown(), said, kept.as_deref())?;
        let place = Place { journal: journal.terminal.journal(), head: record.head };
        Ok((receipt.kept_at(place), record))
    }

    /// Any other entry: `{ at, journal: true }` to begin with, or `{ at, review | objection | purge }`,
    /// each as it will stand in the entry.
    ///
    /// # Errors
    /// [`Misuse`] naming the option.
    pub fn enter(&self, ask: Value) -> Result<Record, Misuse> {
        let journal = self.journal.as_ref().ok_or_else(no_terminal)?;
        let mut options = Options::new(ask, "")?;
        let at = options.moment("at")?;
        let begins = options.flag("journal")?;
        let mut said = begins.then(|| ("journal", Some(Value::Text(journal.terminal.journal()))));
        for kind in ["review", "objection", "purge"] {
            said = said.or(options.any(kind).map(|body| (kind, Some(body))));
        }
        options.end()?;
        let said = said.ok_or_else(|| Misuse::new("entry", "must be of one kind"))?;
        journal.write(at, &[], [said, ("until", None)], None)
    }

    /// The last entry, for a checkpoint that leaves the machine: `{ journal, sequence, sha256, at }`.
    ///
    /// # Errors
    /// [`Misuse`] without a terminal's key.
    pub fn head(&self) -> Result<Option<Value>, Misuse> {
        let journal = self.journal.as_ref().ok_or_else(no_terminal)?;
        let id = journal.terminal.journal();
        Ok(journal.chain.head().map(|head| checkpoint(&head, Some(&id))))
    }

    fn journal_mut(&mut self) -> Result<&mut Journal, Misuse> {
        self.journal.as_mut().ok_or_else(no_terminal)
    }
}

impl Journal {
    fn take(&mut self, entry: Result<Entry, Broken>) -> Value {
        match entry {
            Ok(Entry { head, shown, last, .. }) => {
                self.memory.remember(&shown, head.at, head.sequence);
                // Below an entry of which all is forgotten nothing is remembered either.
                let is_needed = shown.is_empty()
                    || shown.iter().any(|one| Some(one.at) >= self.memory.begins());
                let last = last.filter(|_| is_needed);
                Value::object([
                    ("ok", Some(Value::Bool(true))),
                    ("sequence", i64::try_from(head.sequence).ok().map(Value::Integer)),
                    ("last", last.and_then(|last| i64::try_from(last).ok()).map(Value::Integer)),
                ])
            }
            Err(broken) => Value::object([
                ("ok", Some(Value::Bool(false))),
                ("code", Some(broken.code().into())),
            ]),
        }
    }
}

/// What is said of an entry elsewhere.
pub(super) fn checkpoint(head: &Head, journal: Option<&str>) -> Value {
    Value::object([
        ("journal", journal.map(Value::from)),
        ("sequence", i64::try_from(head.sequence).ok().map(Value::Integer)),
        ("sha256", Some(Value::Text(hex(&head.sha256)))),
        ("at", Some(Value::Integer(head.at.seconds()))),
    ])
}

fn no_terminal() -> Misuse {
    Misuse::new("terminal", "has no key yet")
}
