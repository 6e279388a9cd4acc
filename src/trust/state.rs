//! What must survive a restart: the bundle that was accepted last, and the highest time seen.
//!
//! Rules:
//! - Two slots, written in turn: while one is written the other is whole. Which is the newer stands in
//!   them.
//! - A slot is written after a bundle was verified as a whole, and never before.
//! - A slot that is torn is no slot: its digest is over everything that follows it.
//!
//! A slot is one line of JSON and then the bundle's bytes as they came. It is not signed: what is
//! inside is verified again from the pinned root, so whoever can write it can at most take it away.

use sha2::{Digest, Sha256};

use crate::budget::Budget;
use crate::encoding::json;
use crate::encoding::value::Value;
use crate::time::Time;

/// What one slot holds.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'s> {
    /// Grows by one with every writing.
    pub sequence: i64,
    /// The highest time that was seen.
    pub seen: Time,
    /// The bundle that was accepted last.
    pub bundle: &'s [u8],
}

impl<'s> Slot<'s> {
    /// Reads a slot; nothing for one that is torn.
    pub fn read(bytes: &'s [u8]) -> Option<Self> {
        let end = bytes.iter().take(LINE).position(|byte| *byte == b'\n')?;
        let (line, rest) = bytes.split_at_checked(end)?;
        let bundle = rest.split_first()?.1;
        let line = json::decode(line, &Budget::DEFAULT).ok()?;
        let number = |name| line.get(name).and_then(Value::integer);
        let (sequence, seen) = (number("slot")?, Time::new(number("seen")?)?);
        let slot = Self { sequence, seen, bundle };
        (line.get("sha256")?.text()? == slot.digest()).then_some(slot)
    }

    /// Writes it.
    pub fn write(&self) -> Vec<u8> {
        let line = Value::object([
            ("slot", Some(Value::Integer(self.sequence))),
            ("seen", Some(Value::Integer(self.seen.seconds()))),
            ("sha256", Some(Value::Text(self.digest()))),
        ]);
        [json::encode(&line).as_bytes(), b"\n", self.bundle].concat()
    }

    /// SHA-256 of the numbers and the bundle, in hex.
    fn digest(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(self.sequence.to_be_bytes());
        digest.update(self.seen.seconds().to_be_bytes());
        digest.update(self.bundle);
        base16ct::lower::encode_string(&digest.finalize())
    }
}

/// Bytes that the line may have.
const LINE: usize = 256;
