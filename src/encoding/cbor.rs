//! CBOR, RFC 8949: one reader that is also the lint, because decoders in the field let through
//! what this one refuses.
//!
//! Rules, for both forms:
//! - Definite lengths, shortest lengths and integers, no key twice, nothing after the item.
//! - Keys are integers or texts, and simple(59) where digests may stand; the only tags are those the
//!   caller names; simple values are `false`, `true` and `null`.
//! - A declared length is compared with what is left before anything is allocated.

use crate::budget::Budget;
use crate::encoding::meter::Meter;
use crate::encoding::utf8;
use crate::encoding::value::{Value, any_twice};
use crate::error::Fault;
use crate::gather::Gather;

/// Which encoding of the same data a format requires.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Form {
    /// RFC 8949 §4.2.1: keys sorted by their bytes. No number here has a fraction, so no float.
    Deterministic,
    /// Keys in any order, floats of any width except NaN and infinities, `undefined` as `null`:
    /// what formats with years of issued documents need.
    Definite,
}

/// The key under which the digests of a map's redacted entries stand, draft-ietf-spice-sd-cwt.
pub const REDACTED_KEYS: u8 = 59;
/// The tag of the digest of a redacted array element.
pub const REDACTED_ELEMENT: u64 = 60;

/// What one reading allows.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'r> {
    /// The encoding.
    pub form: Form,
    /// Tags that may stand anywhere. With [`REDACTED_ELEMENT`] among them, [`REDACTED_KEYS`] may be
    /// a key.
    pub tags: &'r [u64],
}

/// Reads one item that ends where the bytes end.
///
/// # Errors
/// [`Fault::CborMalformed`], [`Fault::CborNoncanonical`], [`Fault::CborDuplicate`],
/// [`Fault::Utf8Malformed`], and the limits [`Fault::TooDeep`], [`Fault::TooLarge`],
/// [`Fault::TooMany`].
pub fn decode(bytes: &[u8], rules: Rules<'_>, budget: &Budget) -> Result<Value, Fault> {
    let (value, rest) = decode_prefix(bytes, rules, budget)?;
    match rest.is_empty() {
        true => Ok(value),
        false => Err(Fault::CborMalformed { offset: bytes.len().saturating_sub(rest.len()) }),
    }
}

/// Writes a value in the deterministic form, RFC 8949 §4.2.1. A map's keys stand in the order of their
/// bytes already, and nothing that only a reader meets (tags, fractions, larger numbers) is written.
pub fn encode(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Integer(number) if *number < 0 => head(1, (!number).unsigned_abs(), out),
        Value::Integer(number) => head(0, number.unsigned_abs(), out),
        Value::Bytes(bytes) => {
            head(2, size(bytes.len()), out);
            out.extend_from_slice(bytes);
        }
        Value::Text(text) => {
            head(3, size(text.len()), out);
            out.extend_from_slice(text.as_bytes());
        }
        Value::Array(elements) => {
            head(4, size(elements.len()), out);
            for element in elements {
                write(element, out);
            }
        }
        Value::Map(entries) => {
            head(5, size(entries.len()), out);
            for (key, value) in entries {
                write(key, out);
                write(value, out);
            }
        }
        Value::Bool(value) => out.push(if *value { 0xf5 } else { 0xf4 }),
        _ => out.push(0xf6),
    }
}

/// A head with the shortest argument.
fn head(major: u8, argument: u64, out: &mut Vec<u8>) {
    let bytes = argument.to_be_bytes();
    let (short, width) = match argument {
        0..24 => (bytes.last().copied().unwrap_or_default(), 0),
        24..=0xff => (24, 1),
        0x100..=0xffff => (25, 2),
        0x1_0000..=0xffff_ffff => (26, 4),
        _ => (27, 8),
    };
    out.push(major << 5 | short);
    out.extend(bytes.iter().skip(bytes.len().saturating_sub(width)));
}

fn size(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Reads one item and hands back what follows it.
///
/// # Errors
/// As [`decode`], but bytes after the item are the caller's to judge.
pub fn decode_prefix<'b>(
    bytes: &'b [u8],
    rules: Rules<'_>,
    budget: &Budget,
) -> Result<(Value, &'b [u8]), Fault> {
    let mut reader = Reader { bytes, at: 0, rules, meter: Meter::new(budget) };
    let value = reader.item(0)?;
    Ok((value, reader.rest()))
}

struct Reader<'b, 'p> {
    bytes: &'b [u8],
    at: usize,
    rules: Rules<'p>,
    meter: Meter<'p>,
}

impl<'b> Reader<'b, '_> {
    fn item(&mut self, depth: usize) -> Result<Value, Fault> {
        self.meter.item()?;
        let start = self.at;
        let initial = self.byte()?;
        let (kind, info) = (initial >> 5, initial & 0x1f);
        match (kind, info) {
            // Strings and containers of indefinite length; elsewhere 31 is not well-formed.
            (2..=5, 31) => return Err(Fault::CborNoncanonical { offset: start }),
            (7, _) => return self.simple(info, start),
            _ => {}
        }
        let argument = self.argument(info, start)?;
        match kind {
            0 | 1 => Ok(Value::whole(kind == 1, argument)),
            2 => Ok(Value::Bytes(self.string(argument, start)?.to_vec())),
            3 => Ok(Value::Text(utf8::decode(self.string(argument, start)?)?.to_owned())),
            4 => self.array(argument, start, depth),
            5 => self.map(argument, start, depth),
            _ if self.rules.tags.contains(&argument) => {
                let depth = self.meter.enter(depth)?;
                Ok(Value::Tag(argument, Box::new(self.item(depth)?)))
            }
            _ => Err(Fault::CborMalformed { offset: start }),
        }
    }

    fn array(&mut self, length: u64, start: usize, depth: usize) -> Result<Value, Fault> {
        let depth = self.meter.enter(depth)?;
        (0..self.length(length, 1, start)?)
            .map(|_| self.item(depth))
            .gather::<Result<_, _>>()
            .map(Value::Array)
    }

    fn map(&mut self, length: u64, start: usize, depth: usize) -> Result<Value, Fault> {
        let depth = self.meter.enter(depth)?;
        let length = self.length(length, 2, start)?;
        let mut keys: Vec<&'b [u8]> = Vec::with_capacity(length);
        let mut entries = Vec::with_capacity(length);
        for _ in 0..length {
            let start = self.at;
            let key = self.key(depth)?;
            let encoded = self.bytes.get(start..self.at).unwrap_or_default();
            // RFC 8949 §4.2.1: keys in the bytewise lexicographic order of their encodings.
            let sorted = keys.last().is_none_or(|last| *last <= encoded);
            if self.rules.form == Form::Deterministic && !sorted {
                return Err(Fault::CborNoncanonical { offset: start });
            }
            keys.push(encoded);
            entries.push((key, self.item(depth)?));
        }
        // Integers and lengths are shortest, so equal keys have equal bytes.
        match any_twice(keys) {
            true => Err(Fault::CborDuplicate),
            false => Ok(Value::Map(entries)),
        }
    }

    fn key(&mut self, depth: usize) -> Result<Value, Fault> {
        let start = self.at;
        let marked = self.rules.tags.contains(&REDACTED_ELEMENT);
        if marked && self.rest().starts_with(&[0xf8, REDACTED_KEYS]) {
            self.at = self.at.saturating_add(2);
            return self.meter.item().map(|()| Value::Simple(REDACTED_KEYS));
        }
        match self.item(depth)? {
            key @ (Value::Integer(_) | Value::Large { .. } | Value::Text(_)) => Ok(key),
            _ => Err(Fault::CborMalformed { offset: start }),
        }
    }

    fn simple(&mut self, info: u8, start: usize) -> Result<Value, Fault> {
        let definite = self.rules.form == Form::Definite;
        let float = match info {
            20 => return Ok(Value::Bool(false)),
            21 => return Ok(Value::Bool(true)),
            22 => return Ok(Value::Null),
            23 if definite => return Ok(Value::Null),
            25 if definite => half(u16::from_be_bytes(self.take()?)),
            26 if definite => f64::from(f32::from_be_bytes(self.take()?)),
            27 if definite => f64::from_be_bytes(self.take()?),
            25..=27 => return Err(Fault::CborNoncanonical { offset: start }),
            _ => return Err(Fault::CborMalformed { offset: start }),
        };
        match float.is_finite() {
            true => Ok(Value::Float(float)),
            false => Err(Fault::CborMalformed { offset: start }),
        }
    }

    /// The argument of an initial byte, RFC 8949 §3, in its shortest form only.
    fn argument(&mut self, info: u8, start: usize) -> Result<u64, Fault> {
        let (value, shorter) = match info {
            0..=23 => return Ok(info.into()),
            24 => (u64::from(self.byte()?), 24),
            25 => (u64::from(u16::from_be_bytes(self.take()?)), 1 << 8),
            26 => (u64::from(u32::from_be_bytes(self.take()?)), 1 << 16),
            27 => (u64::from_be_bytes(self.take()?), 1 << 32),
            _ => return Err(Fault::CborMalformed { offset: start }),
        };
        match value < shorter {
            true => Err(Fault::CborNoncanonical { offset: start }),
            false => Ok(value),
        }
    }

    fn string(&mut self, length: u64, start: usize) -> Result<&'b [u8], Fault> {
        let length = self.length(length, 1, start)?;
        self.meter.string(length)?;
        let (string, _) = self.rest().split_at(length);
        self.at = self.at.saturating_add(length);
        Ok(string)
    }

    /// A declared number of things of at least `size` bytes each, when that many are left.
    fn length(&self, declared: u64, size: usize, start: usize) -> Result<usize, Fault> {
        usize::try_from(declared)
            .ok()
            .filter(|length| length.checked_mul(size).is_some_and(|need| need <= self.rest().len()))
            .ok_or(Fault::CborMalformed { offset: start })
    }

    fn byte(&mut self) -> Result<u8, Fault> {
        self.take::<1>().map(|[byte]| byte)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let taken =
            self.rest().first_chunk().copied().ok_or(Fault::CborMalformed { offset: self.at })?;
        self.at = self.at.saturating_add(N);
        Ok(taken)
    }

    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }
}

/// A 16-bit float, RFC 8949 appendix D.
fn half(bits: u16) -> f64 {
    let exponent = i32::from((bits >> 10) & 0x1f);
    let mantissa = f64::from(bits & 0x3ff);
    let size = match exponent {
        0 => mantissa * 2_f64.powi(-24),
        31 if mantissa == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (mantissa + 1024.0) * 2_f64.powi(exponent.saturating_sub(25)),
    };
    if bits >> 15 == 1 { -size } else { size }
}
