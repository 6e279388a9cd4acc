//! Where the bytes of a code go: every part of a credential or a presentation, measured on the
//! bytes themselves.

use crate::cbor::{Value, encode};
use crate::cbor_read::decode;
use crate::code::{CWT_TYPE, claim};
use crate::cose::{Signed, TYP};
use crate::elements;
use crate::present::{KB_CWT_TYPE, KCWT};
use crate::refused::Refused;
use crate::sd_cwt::{Disclosure, REDACTED_KEYS, SD_CLAIMS};

/// A part and its bytes, the CBOR heads and keys that belong to it included.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Part {
    /// What it is.
    pub name: String,
    /// Its bytes.
    pub bytes: usize,
}

/// The claims of a payload, in the order in which the table shows them.
const CLAIMS: [(i64, &str); 8] = [
    (claim::ISS, "issuer id"),
    (claim::VCT, "type code"),
    (claim::IAT, "issued at"),
    (claim::NBF, "not before"),
    (claim::EXP, "expires"),
    (claim::STATUS, "status entry"),
    (claim::CNF, "holder's key"),
    (claim::ELEMENTS, "elements"),
];
/// The claims of a key binding token.
const BINDING: [(i64, &str); 3] =
    [(claim::AUD, "audience"), (claim::IAT, "time shown"), (claim::CNONCE, "challenge")];

/// The parts of a code of kind 1 or 2. They add up to its bytes; what belongs to no part is
/// the last row.
///
/// # Errors
/// [`Refused::Credential`] when the bytes are neither.
pub fn parts(bytes: &[u8]) -> Result<Vec<Part>, Refused> {
    let signed = decode(bytes).and_then(Signed::of).ok_or(Refused::Credential)?;
    let header = signed.inside(0).ok_or(Refused::Credential)?;
    let mut parts = if header.get(TYP) == Some(&Value::from(KB_CWT_TYPE)) {
        token(&signed, &header).ok_or(Refused::Credential)?
    } else {
        credential(&signed).ok_or(Refused::Credential)?
    };
    let named: usize = parts.iter().map(|part| part.bytes).sum();
    parts.push(part("arrays, maps and tags around them", bytes.len() - named));
    Ok(parts)
}

fn token(signed: &Signed, header: &Value) -> Option<Vec<Part>> {
    let mut parts = credential(&Signed::of(header.get(KCWT)?.clone())?)?;
    let own = header.entries().iter().filter(|(key, _)| *key != Value::from(KCWT));
    parts.push(part("holder's header", own.map(length).sum()));
    parts.extend(claims(&signed.inside(2)?, &BINDING));
    parts.push(part("holder's signature", encode(signed.parts.get(3)?).len()));
    Some(parts)
}

fn credential(signed: &Signed) -> Option<Vec<Part>> {
    let (header, payload) = (signed.inside(0)?, signed.inside(2)?);
    let paper = header.get(TYP) == Some(&Value::from(CWT_TYPE));
    let mut parts = vec![part("issuer's header", header.entries().iter().map(length).sum())];
    parts.extend(claims(&payload, &CLAIMS[..7]));
    let elements = payload.get(claim::ELEMENTS)?.entries();
    parts.push(part("key of the elements", encode(&Value::from(claim::ELEMENTS)).len()));
    for entry in elements {
        let name = match &entry.0 {
            key if *key == REDACTED_KEYS => "digests of what is redacted".to_owned(),
            key => format!("element {}", label(key)),
        };
        parts.push(part(&name, length(entry)));
    }
    if let (false, Some(Value::Array(shown))) = (paper, signed.parts.get(1)?.get(SD_CLAIMS)) {
        parts.extend(shown.iter().map(|one| part(&disclosed(one), encode(one).len())));
    }
    parts.push(part("issuer's signature", encode(signed.parts.get(3)?).len()));
    Some(parts)
}

fn claims(payload: &Value, names: &[(i64, &str)]) -> Vec<Part> {
    let there = names.iter().filter_map(|(key, name)| {
        let value = payload.get(*key)?;
        Some(part(name, length(&(Value::from(*key), value.clone()))))
    });
    there.collect()
}

fn disclosed(disclosure: &Value) -> String {
    let named = match disclosure {
        Value::Bytes(bytes) => Disclosure(bytes.clone()).named(),
        _ => None,
    };
    match named {
        Some((key, Value::Map(members))) if elements::name(number(&key)).is_none() => {
            let names: Vec<_> = members.iter().map(|(key, _)| label(key)).collect();
            format!("disclosure of {} ({})", label(&key), names.join(", "))
        }
        Some((key, _)) => format!("disclosure of {}", label(&key)),
        None => "disclosure".to_owned(),
    }
}

/// What stands under a key: an element's name, or the digests of a group.
fn label(key: &Value) -> String {
    match elements::name(number(key)) {
        Some(name) => name.to_owned(),
        None if *key == REDACTED_KEYS => "digests".to_owned(),
        None => format!("group {}", number(key)),
    }
}

fn number(key: &Value) -> i128 {
    match key {
        Value::Integer(number) => *number,
        _ => 0,
    }
}

fn length((key, value): &(Value, Value)) -> usize {
    encode(key).len() + encode(value).len()
}

fn part(name: &str, bytes: usize) -> Part {
    Part { name: name.to_owned(), bytes }
}

#[cfg(test)]
mod tests {
    use super::parts;
    use crate::hotel::Hotel;
    use crate::key::DEMO_SEED;
    use crate::refused::Refused;

    #[test]
    fn the_parts_add_up() {
        let hotel = Hotel::new(DEMO_SEED, 1_780_272_000);
        let shown = hotel.present(Some(crate::hotel::CHALLENGE)).unwrap();
        for bytes in [&shown, &hotel.paper().unwrap()] {
            let parts = parts(bytes).unwrap();
            assert_eq!(parts.iter().map(|part| part.bytes).sum::<usize>(), bytes.len());
            assert!(parts.last().unwrap().bytes < 48, "{parts:?}");
        }
        let of = |name: &str| {
            parts(&shown).unwrap().iter().find(|part| part.name == name).map(|part| part.bytes)
        };
        assert_eq!(of("holder's signature"), Some(66));
        assert_eq!(of("challenge"), Some(2 + 1 + 22));
        let document = "disclosure of group -1 (certificateHolderCode, certificateHolderTypeCode)";
        assert!(of(document).is_some());
        assert_eq!(parts(b"x"), Err(Refused::Credential));
    }
}
