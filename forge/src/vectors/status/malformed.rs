//! F9: packs that the bundle names and that are none. Each differs from the good one by one member,
//! one part of a set, or one byte of its encoding.

use super::ground::{NOW, OTHER_REGION, bare, files, repository};
use super::packed::{row, snapshot};
use crate::cbor::{Value, encode, head};
use crate::status::elias_fano::EliasFano;
use crate::status::pack::{File, Kind, Pack, member, row_value};
use crate::status::rice::Rice;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::ground::pinned;

/// A pack that is none: its id, how it differs, and its file, named as its stream's first file.
#[derive(Clone)]
struct Wrong {
    id: String,
    change: String,
    file: File,
}

/// One bundle that names them all, and a case each.
pub(super) fn cases(_: &Bench) -> Vec<Case> {
    let about = "A pack is read as a whole or not at all.";
    let wrong: Vec<_> = [snapshots(), deltas(), members(), rows(), dates(), encodings()].concat();
    let packs: Vec<_> = wrong.iter().map(|wrong| wrong.file.clone()).collect();
    let bundle = files(&repository(&packs, &[]));
    let case = |Wrong { id, change, file }: &Wrong| {
        let trust = pinned().takes(&bundle, NOW);
        let id = format!("status::{id}");
        Case::new([&id, about, change], "status::pack", NOW)
            .unscanned()
            .trust(trust.status((&file.name, &file.bytes), NOW, None, "status.malformed"))
            .attack("F9")
            .high()
    };
    wrong.iter().map(case).collect()
}

fn wrong(id: &str, change: &str, pack: &Pack, bytes: Vec<u8>) -> Wrong {
    let id = format!("malformed-{id}");
    let file = File { bytes, ..bare(&id, pack) };
    Wrong { id, change: change.to_owned(), file }
}

/// The good snapshot with a change.
fn changed(id: &str, change: &str, edit: impl FnOnce(&mut Value)) -> Wrong {
    let mut members = snapshot().members();
    edit(&mut members);
    wrong(id, change, &snapshot(), encode(&members))
}

fn delta() -> Pack {
    let kind = Kind::Delta { base: vec![7; 32], resumed: Vec::new() };
    Pack { kind, sequence: 2, ..snapshot() }
}

/// A good delta with a change.
fn changed_delta(id: &str, change: &str, edit: impl FnOnce(&mut Value)) -> Wrong {
    let mut members = delta().members();
    edit(&mut members);
    wrong(id, change, &delta(), encode(&members))
}

/// Elias–Fano sets of 200 places: two of them have 6 low bits, two bytes of `low`, and 6 of the 8
/// bits of `high`.
fn snapshots() -> Vec<Wrong> {
    let set = |id: &str, change: &str, set: EliasFano| {
        changed(&format!("set-{id}"), change, |members| members.set(member::REVOKED, set.value()))
    };
    let good = || EliasFano::of(&[7, 150], 200);
    let with = |edit: &dyn Fn(&mut EliasFano)| {
        let mut set = good();
        edit(&mut set);
        set
    };
    let empty = |edit: &dyn Fn(&mut EliasFano)| {
        let mut set = EliasFano::of(&[], 200);
        edit(&mut set);
        set
    };
    let value = |id: &str, change: &str, value: Value| {
        changed(&format!("set-{id}"), change, |members| members.set(member::SUSPENDED, value))
    };
    let parts = |edit: &dyn Fn(&mut Vec<Value>)| {
        let Value::Array(mut parts) = good().value() else { return Value::NULL };
        edit(&mut parts);
        Value::Array(parts)
    };
    vec![
        set("twice", "a place twice", EliasFano::with_low_bits(&[7, 7], 200, 6)),
        set("descending", "two places in the wrong order", {
            EliasFano::with_low_bits(&[9, 7], 200, 6)
        }),
        set("outside", "the first place outside", EliasFano::with_low_bits(&[7, 200], 200, 6)),
        set("outside-far", "a place far outside", EliasFano::with_low_bits(&[7, 255], 200, 6)),
        set(
            "more",
            "a count of three",
            with(&|set| {
                set.count = 3;
                set.low.push(0);
            }),
        ),
        set("fewer-ones", "a one less in `high`", with(&|set| set.high[0] &= set.high[0] - 1)),
        set("more-ones", "a one more in `high`", with(&|set| set.high[0] |= 0b10)),
        set("high-spare", "a one behind the last bit of `high`", with(&|set| set.high[0] |= 0x80)),
        set("high-longer", "a byte more of `high`", with(&|set| set.high.push(0))),
        set("high-none", "no `high`", with(&|set| set.high.clear())),
        set("low-spare", "a one behind the last bit of `low`", with(&|set| set.low[1] |= 0x80)),
        set("low-longer", "a byte more of `low`", with(&|set| set.low.push(0))),
        set("low-shorter", "a byte less of `low`", with(&|set| set.low.truncate(1))),
        set("wide", "41 low bits", EliasFano::with_low_bits(&[7, 150], 200, 41)),
        set("wide-far", "200 low bits", with(&|set| set.low_bits = 200)),
        set("empty-wide", "no place, and low bits", empty(&|set| set.low_bits = 1)),
        set("empty-high", "no place, and a byte of `high`", empty(&|set| set.high.push(0))),
        set("empty-low", "no place, and a byte of `low`", empty(&|set| set.low.push(0))),
        set("count-large", "2^63 places", with(&|set| set.count = 1 << 63)),
        value("negative", "−1 places", parts(&|parts| parts[0] = (-1).into())),
        value("float", "2.0 places", parts(&|parts| parts[0] = Value::Float(2.0))),
        value("three", "no `high` at all", parts(&|parts| drop(parts.pop()))),
        value("five", "a part more", parts(&|parts| parts.push(0.into()))),
        value("bytes", "a byte string for the set", vec![0].into()),
        value("rice", "the form of a delta's set", Rice::of(&[9, 11]).value()),
    ]
}

/// Golomb–Rice sets of the same 200 places.
fn deltas() -> Vec<Wrong> {
    let set = |id: &str, change: &str, set: Rice| {
        changed_delta(&format!("rice-{id}"), change, |members| {
            members.set(member::SUSPENDED, set.value());
        })
    };
    let with = |edit: &dyn Fn(&mut Rice)| {
        let mut set = Rice::with_remainder_bits(&[9, 11], 3);
        edit(&mut set);
        set
    };
    let empty = |edit: &dyn Fn(&mut Rice)| {
        let mut set = Rice::of(&[]);
        edit(&mut set);
        set
    };
    vec![
        set("longer", "a byte more", with(&|set| set.bytes.push(0))),
        set("shorter", "a byte less", with(&|set| set.bytes.truncate(set.bytes.len() - 1))),
        set(
            "spare",
            "a one behind the last bit",
            with(&|set| {
                set.bytes.last_mut().into_iter().for_each(|byte| *byte |= 0x80);
            }),
        ),
        set("unary", "ones to the end", with(&|set| set.bytes = vec![0xff; 4])),
        set("more", "a count of more than its bits hold", with(&|set| set.count = 4)),
        set("fewer", "a count of one", with(&|set| set.count = 1)),
        set("count-large", "2^63 places", with(&|set| set.count = 1 << 63)),
        set("outside", "the first place outside", Rice::of(&[9, 200])),
        set("wide", "41 low bits", Rice::with_remainder_bits(&[9, 11], 41)),
        set("empty-wide", "no place, and low bits", empty(&|set| set.remainder_bits = 1)),
        set("empty-bytes", "no place, and a byte", empty(&|set| set.bytes.push(0))),
        changed_delta("rice-resumed", "a byte more of what is resumed", |members| {
            members.set(member::RESUMED, Rice { bytes: vec![0], ..Rice::of(&[]) }.value());
        }),
        changed_delta("rice-elias-fano", "the form of a snapshot's set", |members| {
            members.set(member::REVOKED, EliasFano::of(&[7], 200).value());
        }),
        changed_delta("base-31", "31 bytes of the base", |members| {
            members.set(member::BASE, vec![7; 31]);
        }),
        changed_delta("base-text", "a text for the base", |members| {
            members.set(member::BASE, "7");
        }),
        changed_delta("base-none", "no base", |members| members.remove(member::BASE)),
        changed_delta("resumed-none", "nothing for what is resumed", |members| {
            members.remove(member::RESUMED);
        }),
    ]
}

/// Members that are not there, or that are other ones.
fn members() -> Vec<Wrong> {
    let named = [
        (member::VERSION, "version"),
        (member::KIND, "kind"),
        (member::REGION, "region"),
        (member::TYPES, "types"),
        (member::LISTS, "lists"),
        (member::SEQUENCE, "sequence"),
        (member::COVERED_UNTIL, "covered"),
        (member::FRESH_UNTIL, "fresh"),
        (member::EXPIRES, "expires"),
        (member::REVOKED, "revoked"),
        (member::SUSPENDED, "suspended"),
    ];
    let without = named.map(|(label, name)| {
        changed(&format!("no-{name}"), &format!("without member {label}"), |members| {
            members.remove(label);
        })
    });
    let set = |id: &str, change: &str, label: i64, value: Value| {
        changed(id, change, |members| members.set(label, value))
    };
    let resumed = Rice::of(&[]).value();
    let others = vec![
        set("version-0", "version 0", member::VERSION, 0.into()),
        set("version-2", "version 2", member::VERSION, 2.into()),
        set("version-text", "version \"1\"", member::VERSION, "1".into()),
        set("kind-0", "kind 0", member::KIND, 0.into()),
        set("kind-3", "kind 3", member::KIND, 3.into()),
        set("region-other", "another region", member::REGION, OTHER_REGION.into()),
        set("region-number", "the region as a number", member::REGION, 990_000.into()),
        set("types-text", "a text for the types", member::TYPES, "t".into()),
        set("types-numbers", "numbers for the types", member::TYPES, Value::array([1])),
        set("sequence-other", "another sequence than in its name", member::SEQUENCE, 2.into()),
        set("sequence-negative", "sequence −1", member::SEQUENCE, (-1).into()),
        set("has-base", "a base in a snapshot", member::BASE, vec![7; 32].into()),
        set("has-resumed", "what is resumed in a snapshot", member::RESUMED, resumed),
        set("padding-text", "a text for the padding", member::PADDING, "".into()),
        set("member-0", "a member 0", 0, 0.into()),
        set("member-15", "a member 15", 15, 0.into()),
        changed("member-text", "a member with a name", |members| members.set("1", 1)),
    ];
    without.into_iter().chain(others).collect()
}

fn rows() -> Vec<Wrong> {
    let rows = |id: &str, change: &str, rows: Vec<Value>| {
        changed(&format!("row-{id}"), change, |members| {
            members.set(member::LISTS, Value::Array(rows));
        })
    };
    let one = |id: &str, change: &str, count: u64, size: u64| {
        rows(id, change, vec![row_value(&row(1, count, size))])
    };
    let edited = |edit: &dyn Fn(&mut Vec<Value>)| {
        let Value::Array(mut parts) = row_value(&row(1, 2, 100)) else { return Vec::new() };
        edit(&mut parts);
        vec![Value::Array(parts)]
    };
    vec![
        rows("none", "no row, and places", Vec::new()),
        rows("short", "a row without its size", edited(&|parts| drop(parts.pop()))),
        rows("long", "a row with a part more", edited(&|parts| parts.push(0.into()))),
        rows("prefix-empty", "a row without an address", edited(&|parts| parts[0] = "".into())),
        rows("prefix-bytes", "its address in bytes", edited(&|parts| parts[0] = vec![0].into())),
        rows("negative", "a first list of −1", edited(&|parts| parts[1] = (-1).into())),
        one("count-0", "a row of no lists", 0, 100),
        one("size-0", "a row of lists without places", 2, 0),
        one("large", "2^40 and one places", 1, (1 << 40) + 1),
        one("overflow", "2^64 places", 1 << 32, 1 << 32),
        rows("sum", "rows of 2^40 and one places together", {
            vec![row_value(&row(1, 1, 1 << 40)), row_value(&row(2, 1, 1))]
        }),
    ]
}

fn dates() -> Vec<Wrong> {
    let set = |id: &str, change: &str, label: i64, value: Value| {
        changed(id, change, |members| members.set(label, value))
    };
    vec![
        set("fresh-early", "fresh until before what it covers", member::FRESH_UNTIL, {
            (NOW - 3601).into()
        }),
        set("expires-early", "an end before the end of its freshness", member::EXPIRES, {
            (NOW + 3599).into()
        }),
        set("covered-negative", "what it covers ends before 1970", member::COVERED_UNTIL, {
            (-1).into()
        }),
        set("expires-float", "its end as a float", member::EXPIRES, Value::Float(2e9)),
        set("expires-null", "null for its end", member::EXPIRES, Value::NULL),
    ]
}

/// The same members in bytes that are not the deterministic ones.
fn encodings() -> Vec<Wrong> {
    let good = encode(&snapshot().members());
    let bytes = |id: &str, change: &str, bytes: Vec<u8>| wrong(id, change, &snapshot(), bytes);
    let reversed: Vec<_> = snapshot().members().entries().iter().rev().cloned().collect();
    let mut twice = snapshot().members();
    twice.add(member::VERSION, 1);
    let long = changed("long-number", "a number longer than it has to be", |members| {
        members.set(member::VERSION, Value::Raw(vec![0x18, 1]));
    });
    let pairs = [&[0xbf][..], &good[1..], &[0xff]].concat();
    vec![
        bytes("trailing", "a byte behind it", [good.clone(), vec![0]].concat()),
        bytes("cut", "a byte is missing", good[..good.len() - 1].to_vec()),
        bytes("unsorted", "its members in another order", encode(&Value::Unsorted(reversed))),
        bytes("member-twice", "a member twice", encode(&twice)),
        bytes("indefinite", "a map without a length", pairs),
        bytes("tagged", "a tag around it", [head(6, 55799), good].concat()),
        bytes("array", "an array", encode(&Value::array([1, 1]))),
        bytes("null", "null", encode(&Value::NULL)),
        long,
    ]
}
