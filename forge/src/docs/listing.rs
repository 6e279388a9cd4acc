//! CBOR taken apart for people: line by line with its bytes, and in the diagnostic notation of
//! RFC 8949 §8 and RFC 8610 appendix G.

use std::fmt::Write;

use crate::base64::hex;
use crate::cbor::{Value, encode, head};
use crate::cbor_read::decode;
use crate::docs::names::{Place, element, meaning};
use crate::hash::Hash;
use crate::sd_cwt::Disclosure;

/// Bytes of a long string in one line.
const WIDTH: usize = 24;
/// Characters before the comments.
const COLUMN: usize = 64;

/// Digests, and what they stand for.
pub(super) type Known = Vec<([u8; 32], String)>;

/// What the digests of these disclosures stand for.
pub(super) fn known(disclosures: &[Disclosure], hash: Hash) -> Known {
    let names = disclosures.iter().filter_map(|one| {
        let digest = one.digest(hash).try_into().ok()?;
        Some((digest, name(one)))
    });
    names.collect()
}

/// What a disclosure discloses.
pub(super) fn name(disclosure: &Disclosure) -> String {
    match disclosure.named() {
        Some((Value::Integer(key), _)) => element(key),
        _ => String::new(),
    }
}

/// A credential or a presentation, line by line.
pub(super) fn bytes(item: &Value, known: &Known) -> String {
    let mut listing = Listing { known, lines: String::new() };
    listing.item(&[], "", item, Place::Sign1, 0);
    listing.lines
}

struct Listing<'k> {
    known: &'k Known,
    lines: String,
}

impl Listing<'_> {
    /// One item; `lead` is its key, which stands in the same line.
    fn item(&mut self, lead: &[u8], name: &str, value: &Value, place: Place, depth: usize) {
        let start = |head: Vec<u8>| [lead, &head].concat();
        match (value, place.inside()) {
            (Value::Bytes(bytes), Some(inside)) => {
                let note = format!("{name}: {} bytes that are CBOR", bytes.len());
                self.line(&start(head(2, length(bytes))), &note, depth);
                if let Some(value) = decode(bytes) {
                    self.item(&[], "", &value, inside, depth + 1);
                }
            }
            (Value::Array(elements), _) => {
                let note = of(name, &format!("array of {}", elements.len()));
                self.line(&start(head(4, length(elements))), &note, depth);
                for (index, element) in elements.iter().enumerate() {
                    let (name, place) = place.element(index);
                    self.item(&[], name, element, place, depth + 1);
                }
            }
            (Value::Map(entries), _) => {
                let note = of(name, &format!("map of {}", entries.len()));
                self.line(&start(head(5, length(entries))), &note, depth);
                for (key, value) in entries {
                    let (name, place) = place.entry(key);
                    let name = of(&notation(key), &name);
                    self.item(&encode(key), &name, value, place, depth + 1);
                }
            }
            (Value::Tag(tag, inner), _) => {
                self.line(&start(head(6, *tag)), &of(name, &format!("tag {tag}")), depth);
                self.item(&[], "", inner, place, depth + 1);
            }
            (Value::Bytes(bytes), _) if bytes.len() > 16 && !readable(bytes) => {
                let digest = self.known.iter().find(|(digest, _)| digest == bytes.as_slice());
                let note = digest.map_or(format!("{} bytes", bytes.len()), |(_, name)| {
                    format!("digest of {name}")
                });
                self.long(&start(head(2, length(bytes))), bytes, &of(name, &note), depth);
            }
            (Value::Text(text), _) if text.len() > WIDTH => {
                let bytes = text.as_bytes();
                self.long(
                    &start(head(3, length(bytes))),
                    bytes,
                    &of(name, &notation(value)),
                    depth,
                );
            }
            _ => {
                let word = name.rsplit(": ").next().unwrap_or_default();
                let meaning = meaning(word, value).map(|meaning| format!(", {meaning}"));
                let note = of(name, &notation(value)) + &meaning.unwrap_or_default();
                self.line(&start(encode(value)), &note, depth);
            }
        }
    }

    /// A head, and below it the string.
    fn long(&mut self, head: &[u8], content: &[u8], note: &str, depth: usize) {
        self.line(head, note, depth);
        for part in content.chunks(WIDTH) {
            self.line(part, "", depth + 1);
        }
    }

    fn line(&mut self, bytes: &[u8], note: &str, depth: usize) {
        let left = format!("{:1$}{2}", "", depth * 2, hex(bytes));
        let line = match note {
            "" => left,
            note => format!("{left:COLUMN$} # {note}"),
        };
        let _ = writeln!(self.lines, "{line}");
    }
}

fn of(name: &str, what: &str) -> String {
    match (name, what) {
        ("", what) => what.to_owned(),
        (name, "") => name.to_owned(),
        (name, what) => format!("{name}: {what}"),
    }
}

/// A credential or a presentation in diagnostic notation.
pub(super) fn diagnostic(item: &Value) -> String {
    written(item, Place::Sign1, 0)
}

fn written(value: &Value, place: Place, depth: usize) -> String {
    let (open, close) = (" ".repeat(depth * 2 + 2), " ".repeat(depth * 2));
    let block = |rows: Vec<String>, [first, last]: [&str; 2]| {
        let rows: Vec<_> = rows.into_iter().map(|row| format!("{open}{row}")).collect();
        format!("{first}\n{}\n{close}{last}", rows.join(",\n"))
    };
    match (value, place.inside()) {
        (Value::Bytes(bytes), Some(inside)) => match decode(bytes) {
            Some(value) => format!("<< {} >>", written(&value, inside, depth)),
            None => notation(value),
        },
        (Value::Array(elements), _) if !elements.is_empty() => {
            let rows = elements
                .iter()
                .enumerate()
                .map(|(index, element)| written(element, place.element(index).1, depth + 1));
            block(rows.collect(), ["[", "]"])
        }
        (Value::Map(entries), _) if !entries.is_empty() => {
            let rows = entries.iter().map(|(key, value)| {
                let (name, place) = place.entry(key);
                let name = if name.is_empty() { name } else { format!("/ {name} / ") };
                format!("{name}{}: {}", notation(key), written(value, place, depth + 1))
            });
            block(rows.collect(), ["{", "}"])
        }
        (Value::Tag(tag, inner), _) => format!("{tag}({})", written(inner, place, depth)),
        _ => notation(value),
    }
}

/// A value without parts in diagnostic notation.
fn notation(value: &Value) -> String {
    match value {
        Value::Integer(number) => number.to_string(),
        Value::Bytes(bytes) if readable(bytes) => format!("'{}'", String::from_utf8_lossy(bytes)),
        Value::Bytes(bytes) => format!("h'{}'", hex(bytes)),
        Value::Text(text) => format!("\"{text}\""),
        Value::Simple(20) => "false".to_owned(),
        Value::Simple(21) => "true".to_owned(),
        Value::Simple(number) => format!("simple({number})"),
        Value::Array(_) => "[]".to_owned(),
        _ => "{}".to_owned(),
    }
}

/// Bytes that are a text, RFC 8610 appendix G.1.
fn readable(bytes: &[u8]) -> bool {
    (1..=WIDTH).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic)
}

fn length<T>(things: &[T]) -> u64 {
    u64::try_from(things.len()).unwrap_or(u64::MAX)
}
