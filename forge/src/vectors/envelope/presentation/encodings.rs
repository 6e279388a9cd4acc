//! Presentations in another encoding than the one.

use crate::bound::Draft;
use crate::cbor::{Value, encode};
use crate::code::{Kind, scan_as};
use crate::cose::Sign1;
use crate::sd_cwt::{Disclosure, REDACTED_KEYS};
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::showing::{Showing, disclose, elements, payload};

const ABOUT: &str = "Every part of a presentation is written in the one deterministic encoding.";
const FORM: &str = "encoding.cbor_noncanonical";
const MALFORMED: &str = "encoding.cbor_malformed";
const DUPLICATE: &str = "encoding.cbor_duplicate";

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    let showing = Showing::es256(b);
    [unsorted(&showing), duplicates(&showing), disclosures(&showing), whole(&showing)].concat()
}

fn id(name: &str) -> String {
    format!("envelope::presentation-{name}")
}

/// Turns the order of a map's keys around.
fn reverse(value: &mut Value) {
    if let Value::Map(entries) = value.clone() {
        let mut pairs: Vec<_> = entries.into_iter().map(|(k, v)| (encode(&k), k, v)).collect();
        pairs.sort_by(|one, two| two.0.cmp(&one.0));
        *value = Value::Unsorted(pairs.into_iter().map(|(_, k, v)| (k, v)).collect());
    }
}

/// Keys in another order.
fn unsorted(showing: &Showing) -> Vec<Case> {
    let token = |name: &str, change: &str, edit: fn(&mut Sign1)| {
        showing.shown([&id(name), ABOUT, change], edit).fault(FORM).attack("D2")
    };
    let inner = |name: &str, change: &str, edit: fn(&mut Draft)| {
        showing.draft([&id(name), ABOUT, change], edit).fault(FORM).attack("D2")
    };
    vec![
        token("token-header-unsorted", "the token's header in another order", |m| {
            reverse(&mut m.protected);
        }),
        token("token-payload-unsorted", "the holder's claims in another order", |m| {
            reverse(&mut m.payload);
        }),
        inner("header-unsorted", "the credential's header in another order", |d| {
            reverse(&mut d.message.protected);
        }),
        inner("payload-unsorted", "the issuer's claims in another order", |d| {
            reverse(&mut d.message.payload);
        }),
        inner("elements-unsorted", "the elements in another order", |d| elements(d, reverse)),
    ]
}

/// Keys that stand twice.
fn duplicates(showing: &Showing) -> Vec<Case> {
    let case = |name: &str, change: &str, edit: fn(&mut Draft)| {
        let case = showing.draft([&id(name), ABOUT, change], edit);
        case.fault(DUPLICATE).attack("D1").critical()
    };
    vec![
        case("payload-duplicate", "`exp` twice", |d| payload(d, |p| p.add(4, 9_999_999_999))),
        case("digests-duplicate", "the digests' key twice", |d| {
            elements(d, |e| e.add(REDACTED_KEYS, Value::array([vec![7; 32]])));
        }),
    ]
}

/// A disclosure's bytes are a list's head, a salt of 17 bytes with its head, a value, and a key of
/// one byte. What stands between salt and key is exchanged.
fn with_value(bytes: &[u8], value: &[u8]) -> Vec<u8> {
    [&bytes[..18], value, &bytes[bytes.len() - 1..]].concat()
}

/// The end of the id, what is changed, the code, the row of the catalogue, the change.
type Row = (&'static str, &'static str, &'static str, &'static str, fn(&[u8]) -> Vec<u8>);

/// Disclosures that are no CBOR, or no deterministic CBOR.
#[rustfmt::skip]
const DISCLOSURES: [Row; 13] = [
    ("long-length", "a disclosure whose list has its length in two bytes", FORM, "D2", |d| [&[0x98, d[0] & 0x1f], &d[1..]].concat()),
    ("indefinite", "a disclosure whose list has no length", FORM, "D2", |d| [&[0x9f], &d[1..], &[0xff]].concat()),
    ("long-salt", "a disclosure whose salt has its length in two bytes", FORM, "D2", |d| [&[d[0], 0x58, 0x10], &d[2..]].concat()),
    ("trailing", "a byte behind a disclosure", MALFORMED, "D2", |d| [d, &[0]].concat()),
    ("truncated", "a disclosure without its last byte", MALFORMED, "D2", |d| d[..d.len() - 1].to_vec()),
    ("empty", "a disclosure of no bytes", MALFORMED, "D2", |_| Vec::new()),
    ("deep", "a disclosure of 17 nested lists", "encoding.too_deep", "D3", |_| [vec![0x81; 16], vec![0x80]].concat()),
    ("duplicate", "a disclosure of a map with a key twice", DUPLICATE, "D1", |d| with_value(d, &[0xa2, 1, 1, 1, 2])),
    ("tagged", "a disclosed value under tag 0", MALFORMED, "D6", |d| with_value(d, &[0xc0, 0x61, 0x78])),
    ("float", "a disclosed number with a fraction", FORM, "D7", |d| with_value(d, &[0xf9, 0x3e, 0])),
    ("undefined", "a disclosed value that is undefined", MALFORMED, "D5", |d| with_value(d, &[0xf7])),
    ("utf-8", "a disclosed text that is not UTF-8", "encoding.utf8_malformed", "D12", |d| with_value(d, &[0x61, 0xff])),
    ("reserved-name", "a disclosure for the key of the digests", MALFORMED, "E3", |d| [&d[..d.len() - 1], &[0xf8, 59]].concat()),
];

fn disclosures(showing: &Showing) -> Vec<Case> {
    let case = |(name, change, code, row, edit): Row| {
        let id = id(&format!("disclosure-{name}"));
        let case = showing.draft([&id, ABOUT, change], |d| {
            let changed = edit(&d.disclosures.remove(0).0);
            disclose(d, showing.hash, Disclosure(changed));
        });
        case.fault(code).attack(row)
    };
    DISCLOSURES.map(case).to_vec()
}

/// The bytes of the token.
fn whole(showing: &Showing) -> Vec<Case> {
    let case = |name: &str, change: &str, code: &str, edit: fn(&[u8]) -> Vec<u8>| {
        let scan = scan_as(Kind::Bound, &edit(&showing.bytes()));
        showing.case([&id(name), ABOUT, change]).scan(scan).fault(code).attack("D2")
    };
    vec![
        case("trailing", "a byte behind the token", MALFORMED, |token| [token, &[0]].concat()),
        case("truncated", "the token without its last byte", MALFORMED, |token| {
            token[..token.len() - 1].to_vec()
        }),
        case("long-length", "the token's list with its length in two bytes", FORM, |token| {
            [&token[..1], &[0x98, 4], &token[2..]].concat()
        }),
    ]
}
