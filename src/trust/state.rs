//! What must survive a restart: the bundle that was accepted last, the highest time seen, and how new
//! the status lists were.
//!
//! Rules:
//! - Two slots, written in turn: while one is written the other is whole. Which is the newer stands in
//!   them.
//! - A slot is written after a bundle was verified as a whole, and never before.
//! - A slot that is torn is no slot: its line has a digest of its own, and names the bundle after it.
//!
//! A slot is one line, SHA-256 in hex of some JSON and that JSON, and then the bundle's bytes as they
//! came. It is not signed: what is inside is verified again from the pinned root, so whoever can write
//! it can at most take it away.

use sha2::{Digest, Sha256};

use crate::budget::Budget;
use crate::encoding::json;
use crate::encoding::value::Value;
use crate::time::Time;

/// What the line of a slot says.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Grows by one with every writing.
    pub sequence: i64,
    /// The highest time that was seen.
    pub seen: Time,
    /// The bundle that follows, by the SHA-256 of its timestamp.
    pub bundle: [u8; 32],
    /// How new each status list was, as the status room writes it.
    pub lists: Value,
}

impl Slot {
    /// Reads a slot's line, and hands back the bundle after it; nothing for one that is torn.
    pub fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let end = bytes.iter().take(LINE).position(|byte| *byte == b'\n')?;
        let (line, rest) = bytes.split_at_checked(end)?;
        let (digest, json) = line.split_at_checked(64)?;
        if digest != hex(&Sha256::digest(json)).as_bytes() {
            return None;
        }
        let mut line = json::decode(json, &WIDE).ok()?;
        let number = |name| line.get(name).and_then(Value::integer);
        let bundle = base16ct::lower::decode_vec(line.get("bundle")?.text()?).ok()?;
        let (sequence, seen) = (number("slot")?, Time::new(number("seen")?)?);
        let lists = line.take("lists")?;
        let slot = Self { sequence, seen, bundle: bundle.try_into().ok()?, lists };
        Some((slot, rest.split_first()?.1))
    }

    /// Writes the line, with what ends it.
    pub fn write(self) -> Vec<u8> {
        let line = json::encode(&Value::object([
            ("slot", Some(Value::Integer(self.sequence))),
            ("seen", Some(Value::Integer(self.seen.seconds()))),
            ("bundle", Some(Value::Text(hex(&self.bundle)))),
            ("lists", Some(self.lists)),
        ]));
        [hex(&Sha256::digest(&line)).as_bytes(), line.as_bytes(), b"\n"].concat()
    }
}

fn hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

/// Bytes that the line may have: every status list that may be at hand, by addresses of 200 bytes.
const LINE: usize = 1 << 20;
/// Limits of the line beside its bytes.
const WIDE: Budget = Budget { items: 1 << 15, ..Budget::DEFAULT };
