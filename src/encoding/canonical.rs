//! Canonical JSON as TUF signs it (OLPC's): names sorted, no white space, only `"` and `\` escaped,
//! whole numbers only.
//!
//! TUF's signatures are over this form, not over the bytes of the file, which may be indented. It is
//! written from the one strict reading of the file that everything else is read from, so what was
//! signed and what is used cannot differ.

use crate::encoding::value::Value;
use crate::gather::Gather;

/// Writes a value; nothing when it holds one that has no canonical form, a fraction for one.
pub fn encode(value: &Value) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    write(value, &mut out)?;
    Some(out)
}

/// The same value with the names of every object sorted, so that how it was written down does not show.
#[must_use]
pub fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(elements) => Value::Array(elements.iter().map(sorted).gather()),
        Value::Map(entries) => {
            let mut entries: Vec<_> =
                entries.iter().map(|(name, value)| (name.clone(), sorted(value))).gather();
            entries.sort_by(|(one, _), (other, _)| one.text().cmp(&other.text()));
            Value::Map(entries)
        }
        value => value.clone(),
    }
}

fn write(value: &Value, out: &mut Vec<u8>) -> Option<()> {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Value::Text(text) => quote(text, out),
        Value::Array(elements) => {
            list(b'[', elements, out, write)?;
            out.push(b']');
        }
        Value::Map(entries) => {
            let mut members: Vec<(&str, &Value)> = Vec::with_capacity(entries.len());
            for (name, value) in entries {
                // By code point, which is the order of the bytes of UTF-8. Most come in order.
                let name = name.text()?;
                let place = members.partition_point(|(known, _)| *known < name);
                members.insert(place, (name, value));
            }
            list(b'{', &members, out, |(name, value), out| {
                quote(name, out);
                out.push(b':');
                write(value, out)
            })?;
            out.push(b'}');
        }
        _ => return None,
    }
    Some(())
}

fn list<T>(
    open: u8,
    items: &[T],
    out: &mut Vec<u8>,
    write: impl Fn(&T, &mut Vec<u8>) -> Option<()>,
) -> Option<()> {
    out.push(open);
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        write(item, out)?;
    }
    Some(())
}

fn quote(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        if matches!(byte, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(byte);
    }
    out.push(b'"');
}
