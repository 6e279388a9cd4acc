//! Disclosures of a wrong shape, and disclosed keys and values that no element has.

use serde_json::json;

use crate::cbor::{Value, encode};
use crate::sd_cwt::{Disclosure, REDACTED_ELEMENT};
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::showing::{Showing, disclose, elements};

use super::{draft, entry, salt, with};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [parts(b), members(b)].concat()
}

/// Disclosures of a wrong shape.
fn parts(b: &Bench) -> Vec<Case> {
    let about = "A disclosure is a list of a salt of 16 bytes, a value and, in a map, a key.";
    let showing = Showing::es256(b);
    let case = |name: &str, change: &str, disclosure: Disclosure| {
        draft(&showing, [&format!("disclosure-{name}"), about, change], |d| {
            disclose(d, showing.hash, disclosure);
        })
        .fault("credential.disclosure_malformed")
        .attack("E5")
        .high()
    };
    let of =
        |name: &str, change: &str, value: Value| case(name, change, Disclosure(encode(&value)));
    let salted = |name: &str, change: &str, salt: Value| {
        case(name, change, Disclosure::of(vec![salt, "张".into(), 15.into()]))
    };
    let element = |name: &str, change: &str, disclosure: Disclosure| {
        draft(&showing, [&format!("disclosure-{name}"), about, change], |d| {
            let digest = Value::Bytes(disclosure.digest(showing.hash)).tagged(REDACTED_ELEMENT);
            elements(d, |e| e.set(8, Value::Array(vec!["1".into(), "2".into(), digest])));
            d.disclosures.push(disclosure);
        })
    };
    vec![
        of("map", "a map", Value::map([(1, salt(1))])),
        of("bytes", "a byte string", vec![7; 32].into()),
        of("null", "null", Value::NULL),
        of("empty", "a list of nothing", Value::Array(Vec::new())),
        case(
            "two-parts",
            "an element's disclosure in the place of an entry's",
            Disclosure::element(salt(1), "张".into()),
        ),
        case(
            "four-parts",
            "a fourth part",
            Disclosure::of(vec![salt(1).into(), "张".into(), 15.into(), Value::NULL]),
        ),
        case(
            "json-order",
            "the key before the value",
            Disclosure::of(vec![salt(1).into(), 15.into(), "张".into()]),
        )
        .fault("credential.claim_malformed"),
        salted("salt-15", "a salt of 15 bytes", vec![7; 15].into()),
        salted("salt-empty", "a salt of no bytes", Vec::new().into()),
        salted("salt-text", "a salt that is a text", "0123456789abcdef".into()),
        case("decoy-salt-15", "a decoy with a salt of 15 bytes", Disclosure::decoy(vec![7; 15])),
        element(
            "entry-in-list",
            "an entry's disclosure in the place of an element's",
            entry(1, 15, "3"),
        )
        .fault("credential.disclosure_malformed")
        .attack("E5")
        .high(),
        element(
            "empty-in-list",
            "a list of nothing in the place of an element's",
            Disclosure::of(Vec::new()),
        )
        .fault("credential.disclosure_malformed")
        .attack("E5"),
        element(
            "decoy-in-list",
            "a decoy in a list, disclosed: it stands for nothing",
            Disclosure::decoy(salt(1)),
        )
        .releasing(with(&showing, &[("certificateHolderCode", json!(["1", "2"]))], &[]))
        .accept(),
        element(
            "element-in-list",
            "an element in its place",
            Disclosure::element(salt(1), "3".into()),
        )
        .releasing(with(&showing, &[("certificateHolderCode", json!(["1", "2", "3"]))], &[]))
        .accept(),
    ]
}

/// Disclosed keys and values that no element has.
fn members(b: &Bench) -> Vec<Case> {
    let about = "What is disclosed is an element, as if it had stood there in the clear.";
    let showing = Showing::es256(b);
    let case = |name: &str, change: &str, key: Value, value: Value, code: &str| {
        draft(&showing, [&format!("disclosed-{name}"), about, change], |d| {
            disclose(d, showing.hash, entry(1, key, value));
        })
        .fault(code)
    };
    let (key, element) = ("credential.disclosure_malformed", "credential.claim_malformed");
    let shaped = |name: &str, change: &str, number: i64, value: Value| {
        let claim = crate::elements::name(number.into()).unwrap_or_default();
        case(name, change, number.into(), value, element).detail(json!({ "claim": claim }))
    };
    vec![
        case("key-bytes", "the key is bytes", vec![7].into(), "x".into(), key).attack("E3"),
        case("key-null", "the key is null", Value::NULL, "x".into(), key).attack("E3"),
        case("key-true", "the key is true", Value::TRUE, "x".into(), key).attack("E3"),
        case("key-list", "the key is a list", Value::array([15]), "x".into(), key).attack("E3"),
        case("key-map", "the key is a map", Value::map([(1, 1)]), "x".into(), key).attack("E3"),
        case("key-2-64", "the key is 2^64 - 1", Value::Integer((1 << 64) - 1), "x".into(), key)
            .attack("E3"),
        case("key-zero", "the key is 0", 0.into(), "x".into(), element)
            .detail(json!({ "claim": "elements" })),
        case(
            "key-text",
            "the key is an element's name",
            "certificateHolderName".into(),
            "x".into(),
            element,
        )
        .detail(json!({ "claim": "elements" })),
        case("group-text", "a group is a text", (-1).into(), "x".into(), element)
            .detail(json!({ "claim": "elements" })),
        case("group-list", "a group is a list", (-1).into(), Value::array(["x"]), element)
            .detail(json!({ "claim": "elements" })),
        shaped("name-empty", "a surname of no characters", 15, "".into()),
        shaped("name-list", "a surname that is a list", 15, Value::array(["张", "李"])),
        shaped("birth-date", "a birth date that does not exist", 16, "1990-02-30".into()),
        shaped("truth-number", "a truth value that is 1", 18, 1.into()),
        shaped("photo-31", "a photo's digest of 31 bytes", 14, vec![7; 31].into()),
    ]
}
