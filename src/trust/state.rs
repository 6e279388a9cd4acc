//! What must survive a restart: the bundle that was accepted last, and the highest time seen.
//!
//! Rules:
//! - Two slots, written in turn: while one is written the other is whole. Which is the newer stands in
//!   them.
//! - A slot is written after a bundle was verified as a whole, and never before.
//! - A slot that is torn is no slot: its line has a digest of its own, and names the bundle after it.
//!
//! A slot is one line of JSON and then the bundle's bytes as they came. It is not signed: what is
//! inside is verified again from the pinned root, so whoever can write it can at most take it away.

use sha2::{Digest, Sha256};

use crate::budget::Budget;
use crate::encoding::json;
use crate::encoding::value::Value;
use crate::time::Time;

/// What the line of a slot says.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Grows by one with every writing.
    pub sequence: i64,
    /// The highest time that was seen.
    pub seen: Time,
    /// The bundle that follows, by the SHA-256 of its timestamp.
    pub bundle: [u8; 32],
}

impl Slot {
    /// Reads a slot's line, and hands back the bundle after it; nothing for one that is torn.
    pub fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let end = bytes.iter().take(LINE).position(|byte| *byte == b'\n')?;
        let (line, rest) = bytes.split_at_checked(end)?;
        let line = json::decode(line, &Budget::DEFAULT).ok()?;
        let number = |name| line.get(name).and_then(Value::integer);
        let digest = |name| base16ct::lower::decode_vec(line.get(name)?.text()?).ok();
        let slot = Self {
            sequence: number("slot")?,
            seen: Time::new(number("seen")?)?,
            bundle: digest("bundle")?.try_into().ok()?,
        };
        (digest("sha256")? == slot.digest()).then_some((slot, rest.split_first()?.1))
    }

    /// Writes the line, with what ends it.
    pub fn write(&self) -> Vec<u8> {
        let hex = |bytes: &[u8]| Some(Value::Text(base16ct::lower::encode_string(bytes)));
        let line = Value::object([
            ("slot", Some(Value::Integer(self.sequence))),
            ("seen", Some(Value::Integer(self.seen.seconds()))),
            ("bundle", hex(&self.bundle)),
            ("sha256", hex(&self.digest())),
        ]);
        [json::encode(&line).as_bytes(), b"\n"].concat()
    }

    /// SHA-256 of everything else in the line.
    fn digest(&self) -> Vec<u8> {
        let (sequence, seen) = (self.sequence.to_be_bytes(), self.seen.seconds().to_be_bytes());
        Sha256::digest([sequence.as_slice(), &seen, &self.bundle].concat()).to_vec()
    }
}

/// Bytes that the line may have.
const LINE: usize = 512;
