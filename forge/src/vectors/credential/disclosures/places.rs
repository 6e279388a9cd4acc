//! Digests of a wrong shape, or outside of the elements.

use crate::bound::Draft;
use crate::cbor::Value;
use crate::code::claim;
use crate::sd_cwt::{REDACTED_ELEMENT, REDACTED_KEYS, Redactor, insert};
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::showing::{Showing, disclose, elements, payload};

use super::{draft, entry};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [digests(b), misplaced(b)].concat()
}

/// Digests of a wrong shape.
fn digests(b: &Bench) -> Vec<Case> {
    let about = "The digests of a map are a list of byte strings; the digest of an element stands in its place.";
    let showing = Showing::es256(b);
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Draft)| {
        draft(&showing, [name, about, change], |d| edit(d))
            .fault("credential.digest_malformed")
            .attack("E5")
            .high()
    };
    let list = |name: &str, change: &str, value: Value| {
        case(&format!("digests-{name}"), change, &|d| {
            d.disclosures.clear();
            elements(d, |e| e.set(REDACTED_KEYS, value.clone()));
        })
    };
    let element = |name: &str, change: &str, digest: Value| {
        case(&format!("element-{name}"), change, &|d| {
            let tagged = digest.clone().tagged(REDACTED_ELEMENT);
            elements(d, |e| e.set(8, Value::Array(vec!["1".into(), "2".into(), tagged])));
        })
    };
    vec![
        list("bytes", "one digest without a list", vec![7; 32].into()),
        list("map", "a map in place of the list", Value::map([(1, vec![7; 32])])),
        list("null", "null in place of the list", Value::NULL),
        list("true", "true in place of the list", Value::TRUE),
        list("text-inside", "a text among the digests", Value::array(["digest"])),
        list("number-inside", "a number among the digests", Value::array([1])),
        list(
            "list-inside",
            "a list among the digests",
            Value::array([Value::array([vec![7; 32]])]),
        ),
        list("null-inside", "null among the digests", Value::array([Value::NULL])),
        element("text", "a text under the tag", "digest".into()),
        element("list", "a list under the tag", Value::array([vec![7; 32]])),
        element("null", "null under the tag", Value::NULL),
        element("tagged", "the tag twice", Value::Bytes(vec![7; 32]).tagged(REDACTED_ELEMENT)),
        case("element-alone", "the tag outside of a list", &|d| {
            elements(d, |e| e.set(8, Value::Bytes(vec![7; 32]).tagged(REDACTED_ELEMENT)));
        }),
        case("element-disclosed", "the tag outside of a list, in what is disclosed", &|d| {
            disclose(
                d,
                showing.hash,
                entry(1, 8, Value::Bytes(vec![7; 32]).tagged(REDACTED_ELEMENT)),
            );
        }),
        case("digests-disclosed", "a map without a list of digests, in what is disclosed", &|d| {
            let map = Value::map([(REDACTED_KEYS, Value::Bytes(vec![7; 32]))]);
            disclose(d, showing.hash, entry(1, -1, map));
        })
        .attack("E12"),
    ]
}

/// Digests outside of the elements.
fn misplaced(b: &Bench) -> Vec<Case> {
    let about = "Only elements are redacted: what decides about a credential stands in the open.";
    let showing = Showing::es256(b);
    let redact = |name: &str, change: &str, label: i64| {
        draft(&showing, [name, about, change], |d| {
            let mut redactor = Redactor::new(showing.hash, name);
            payload(d, |p| redactor.redact(p, label, name));
            d.disclosures.extend(redactor.disclosures);
        })
        .fault("credential.digest_malformed")
        .attack("E3")
        .critical()
    };
    let tagged = |name: &str, change: &str, label: i64, value: Value| {
        draft(&showing, [name, about, change], |d| payload(d, |p| p.set(label, value)))
            .fault("credential.digest_malformed")
            .attack("E5")
            .high()
    };
    let digest = || Value::Bytes(vec![7; 32]).tagged(REDACTED_ELEMENT);
    let status = |inside: Value| Value::map([("status_list", inside)]);
    vec![
        draft(
            &showing,
            ["hidden-nothing", about, "digests beside the claims, with no disclosure"],
            |d| {
                payload(d, |p| insert(p, vec![7; 32]));
            },
        )
        .fault("credential.digest_malformed")
        .attack("E5"),
        draft(
            &showing,
            [
                "hidden-expiry-and-clear",
                about,
                "another `exp` is disclosed beside the one in the clear",
            ],
            |d| {
                let one = entry(1, claim::EXP, 9_999_999_999);
                payload(d, |p| insert(p, one.digest(showing.hash)));
                d.disclosures.push(one);
            },
        )
        .fault("credential.digest_malformed")
        .attack("E4")
        .critical(),
        redact("hidden-exp", "`exp` is redacted and disclosed", claim::EXP),
        redact("hidden-nbf", "`nbf` is redacted and disclosed", claim::NBF),
        redact("hidden-iat", "`iat` is redacted and disclosed", claim::IAT),
        redact("hidden-vct", "the type is redacted and disclosed", claim::VCT),
        redact("hidden-elements", "the elements are redacted and disclosed", claim::ELEMENTS),
        draft(&showing, ["hidden-status", about, "the status is redacted and kept back"], |d| {
            payload(d, |p| insert(p, entry(1, claim::STATUS, 1).digest(showing.hash)));
        })
        .fault("credential.digest_malformed")
        .attack("E3")
        .high(),
        draft(&showing, ["hidden-iss", about, "the issuer is redacted and disclosed"], |d| {
            let mut redactor = Redactor::new(showing.hash, "iss");
            payload(d, |p| redactor.redact(p, claim::ISS, "iss"));
            d.disclosures.extend(redactor.disclosures);
        })
        .fault("trust.issuer_unknown")
        .attack("E3")
        .critical(),
        tagged("tagged-exp", "the tag of a redacted element as `exp`", claim::EXP, digest()),
        tagged(
            "tagged-vct",
            "the tag of a redacted element in a list of types",
            claim::VCT,
            Value::Array(vec![digest()]),
        ),
        tagged(
            "tagged-status",
            "the tag of a redacted element in the status",
            claim::STATUS,
            status(digest()),
        ),
        tagged(
            "digests-in-status",
            "digests in the status",
            claim::STATUS,
            status(Value::map([(REDACTED_KEYS, Value::array([vec![7; 32]]))])),
        ),
    ]
}
