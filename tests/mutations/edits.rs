//! Edits that somebody or something might make: of bytes, of text, of JSON and of CBOR.

use forge::cbor::Value;
use forge::status::simulation::Chance;
use serde_json::Value as Json;

/// Numbers at which readers go wrong.
const EDGES: [i64; 12] =
    [0, 1, -1, 2, 255, 256, 65_536, 1 << 32, 1 << 40, (1 << 53) + 1, i64::MAX, i64::MIN];
/// What a name or value is replaced by.
const WORDS: [&str; 10] =
    ["", "0", "root", "targets", "990000", "*", "issuers/990000/*", "1.0.31", "é\u{0}", "../x"];
/// Members that are written a second time.
const TWICE: [&str; 6] = [
    r#""version":1,"#,
    r#""signed":{},"#,
    r#""threshold":1,"#,
    r#""expires":"2099-01-01T00:00:00Z","#,
    r#""keys":{},"#,
    r#""bundle":1,"#,
];

/// A place in something that has so many; 0 where it has none.
pub(crate) fn below(chance: &mut Chance, bound: usize) -> usize {
    usize::try_from(chance.below(u64::try_from(bound).unwrap())).unwrap()
}

/// Changes bytes somewhere; `other` is what a part may be taken from.
pub(crate) fn bytes(chance: &mut Chance, bytes: &mut Vec<u8>, other: &[u8]) {
    let place = below(chance, bytes.len());
    let end = (place + 1 + below(chance, 40)).min(bytes.len());
    match below(chance, 8) {
        0 | 1 if place < bytes.len() => bytes[place] ^= 1 << below(chance, 8),
        2 => bytes.truncate(place),
        3 => bytes.insert(place, chance.below(256).try_into().unwrap()),
        4 => drop(bytes.drain(place..end)),
        5 => {
            let part = bytes[place..end].to_vec();
            bytes.splice(place..place, part);
        }
        6 => {
            let from = below(chance, other.len());
            let part = &other[from..(from + end - place).min(other.len())];
            bytes.splice(place..end, part.to_vec());
        }
        7 => {
            let tail = other[below(chance, other.len())..].to_vec();
            bytes.splice(place.., tail);
        }
        _ => digit(chance, bytes),
    }
}

/// Changes one digit into another.
pub(crate) fn digit(chance: &mut Chance, bytes: &mut [u8]) {
    let digits: Vec<usize> = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| byte.is_ascii_digit())
        .map(|one| one.0)
        .collect();
    if let Some(place) = digits.get(below(chance, digits.len())) {
        bytes[*place] = b'0' + u8::try_from(chance.below(10)).unwrap();
    }
}

/// Writes a member a second time, at the beginning of some object.
pub(crate) fn twice(chance: &mut Chance, text: &mut Vec<u8>) {
    let starts: Vec<usize> =
        text.windows(2).enumerate().filter(|(_, two)| *two == b"{\"").map(|one| one.0).collect();
    if let Some(place) = starts.get(below(chance, starts.len())) {
        let member = TWICE[below(chance, TWICE.len())].bytes();
        text.splice(place + 1..=*place, member);
    }
}

/// Changes base64 in a way that a lenient reader would pass over, or not.
pub(crate) fn base64(chance: &mut Chance, text: &mut String) {
    let place = below(chance, text.len());
    match below(chance, 6) {
        0 => drop(text.pop()),
        1 => text.push('='),
        2 => text.insert(place, *[' ', '-', '_', '=', 'A', '%'].get(below(chance, 6)).unwrap()),
        3 => drop(text.remove(place)),
        4 => text.insert_str(place, "\\n"),
        _ => text.replace_range(place..=place, ["A", "/", "-", "+"][below(chance, 4)]),
    }
}

/// Changes one value somewhere in JSON.
pub(crate) fn json(chance: &mut Chance, json: &mut Json) {
    let mut count = 0;
    each_json(json, &mut |_| count += 1);
    let (chosen, from) = (below(chance, count), below(chance, count));
    let (mut place, mut taken) = (0, Json::Null);
    each_json(json, &mut |value| {
        if place == from {
            taken = value.clone();
        }
        place += 1;
    });
    place = 0;
    each_json(json, &mut |value| {
        if place == chosen {
            one_json(chance, value, taken.take());
        }
        place += 1;
    });
}

fn each_json(json: &mut Json, see: &mut impl FnMut(&mut Json)) {
    match json {
        Json::Array(elements) => elements.iter_mut().for_each(|one| each_json(one, see)),
        Json::Object(members) => members.values_mut().for_each(|one| each_json(one, see)),
        _ => {}
    }
    see(json);
}

fn one_json(chance: &mut Chance, value: &mut Json, taken: Json) {
    if chance.below(6) == 0 {
        *value = taken;
        return;
    }
    match value {
        Json::Null | Json::Bool(_) => *value = EDGES[below(chance, EDGES.len())].into(),
        Json::Number(number) => {
            let near = number.as_i64().unwrap_or_default();
            let near = [near.wrapping_add(1), near.wrapping_sub(1), near.wrapping_neg()];
            let number = [near.as_slice(), &EDGES].concat();
            *value = match below(chance, number.len() + 2) {
                0 => 1.5.into(),
                1 => number[0].to_string().into(),
                place => number[place - 2].into(),
            };
        }
        Json::String(text) => match below(chance, 4) {
            0 => WORDS[below(chance, WORDS.len())].clone_into(text),
            1 => drop(text.pop()),
            2 => text.push(*['0', 'Z', '/', '*'].get(below(chance, 4)).unwrap()),
            _ => {
                let mut bytes = std::mem::take(text).into_bytes();
                digit(chance, &mut bytes);
                *text = String::from_utf8(bytes).unwrap();
            }
        },
        Json::Array(elements) => {
            let place = below(chance, elements.len());
            match (elements.get(place).cloned(), chance.below(3)) {
                (Some(_), 0) => drop(elements.remove(place)),
                (Some(element), 1) => elements.push(element),
                _ => elements.reverse(),
            }
        }
        Json::Object(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            let Some(name) = names.get(below(chance, names.len())) else { return };
            let taken = members.remove(name);
            if chance.below(2) == 0 {
                let name = WORDS[below(chance, WORDS.len())];
                members.insert(name.to_owned(), taken.unwrap_or_default());
            }
        }
    }
}

/// Changes one value somewhere in CBOR.
pub(crate) fn cbor(chance: &mut Chance, value: &mut Value) {
    let mut count = 0;
    each_cbor(value, &mut |_| count += 1);
    let chosen = below(chance, count);
    let mut place = 0;
    each_cbor(value, &mut |value| {
        if place == chosen {
            one_cbor(chance, value);
        }
        place += 1;
    });
}

fn each_cbor(value: &mut Value, see: &mut impl FnMut(&mut Value)) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(|one| each_cbor(one, see)),
        Value::Map(entries) => entries.iter_mut().for_each(|one| each_cbor(&mut one.1, see)),
        _ => {}
    }
    see(value);
}

fn one_cbor(chance: &mut Chance, value: &mut Value) {
    match value {
        Value::Integer(number) => {
            let edges = EDGES.map(i128::from);
            let near = [*number + 1, *number - 1, -*number, *number * 2];
            let all = [near.as_slice(), &edges].concat();
            *number = all[below(chance, all.len())];
        }
        Value::Bytes(bytes) if !bytes.is_empty() => {
            let other = bytes.clone();
            self::bytes(chance, bytes, &other);
        }
        Value::Bytes(bytes) => bytes.push(1),
        Value::Text(text) => WORDS[below(chance, WORDS.len())].clone_into(text),
        Value::Array(elements) => {
            let place = below(chance, elements.len());
            match (elements.get(place).cloned(), chance.below(3)) {
                (Some(_), 0) => drop(elements.remove(place)),
                (Some(element), 1) => elements.push(element),
                _ => elements.reverse(),
            }
        }
        Value::Map(entries) => {
            let place = below(chance, entries.len());
            match (entries.get(place).cloned(), chance.below(3)) {
                (Some(_), 0) => drop(entries.remove(place)),
                (Some((_, value)), 1) => {
                    entries.push((Value::Integer(i128::from(chance.below(20))), value));
                }
                (Some(entry), _) => entries.push(entry),
                (None, _) => {}
            }
        }
        _ => *value = Value::Integer(0),
    }
}
