//! The claims of a credential code that a holder shows, and the groups of its elements.

use serde_json::{Value as Json, json};

use crate::cbor::Value;
use crate::code::claim;
use crate::vectors::bench::{AT, Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::showing::{Showing, disclose, elements, payload};

use super::disclosures::{draft, with};

const DAY: i64 = 86_400;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [missing(b), malformed(b), foreign(b), dates(b), groups(b), paper(b)].concat()
}

fn set(showing: &Showing, words: [&str; 3], label: i64, value: Option<Value>) -> Case {
    draft(showing, words, |d| {
        payload(d, |p| match value {
            Some(value) => p.set(label, value),
            None => p.remove(label),
        });
        // Where no digests are left nothing can be disclosed.
        if label == claim::ELEMENTS {
            d.disclosures.clear();
        }
    })
}

fn missing(b: &Bench) -> Vec<Case> {
    let about = "A credential that a holder shows has its claims; no element has to be there.";
    let showing = Showing::es256(b);
    let case = |name: &str, change: &str, label: i64, code: &str| {
        set(&showing, [name, about, change], label, None).fault(code)
    };
    let claim = |name: &str, change: &str, label: i64, claim: &str| {
        case(name, change, label, "credential.claim_missing").detail(json!({ "claim": claim }))
    };
    vec![
        case("iss-missing", "no issuer", claim::ISS, "trust.issuer_unknown").attack("A9"),
        case("exp-missing", "no `exp`", claim::EXP, "credential.expiry_missing")
            .attack("C1")
            .critical(),
        claim("nbf-missing", "no `nbf`", claim::NBF, "nbf"),
        claim("iat-missing", "no `iat`", claim::IAT, "iat"),
        claim("vct-missing", "no type", claim::VCT, "vct").attack("A10"),
        claim("elements-missing", "no elements", claim::ELEMENTS, "elements"),
        set(
            &showing,
            ["elements-none", about, "a map of no elements"],
            claim::ELEMENTS,
            Some(Value::Map(Vec::new())),
        )
        .releasing(json!({}))
        .accept(),
    ]
}

fn malformed(b: &Bench) -> Vec<Case> {
    let about = "A claim of the wrong type is a fault, and never an absent claim.";
    let showing = Showing::es256(b);
    let case = |name: &str, change: &str, label: i64, value: Value, claim: &str| {
        set(&showing, [name, about, change], label, Some(value))
            .fault("credential.claim_malformed")
            .detail(json!({ "claim": claim }))
            .high()
    };
    vec![
        case("exp-text", "`exp` is a text", claim::EXP, "1811808000".into(), "exp").attack("C2"),
        case("exp-null", "`exp` is null", claim::EXP, Value::NULL, "exp").attack("C2"),
        case(
            "exp-milliseconds",
            "`exp` in milliseconds",
            claim::EXP,
            ((AT + DAY) * 1000).into(),
            "exp",
        )
        .attack("C5"),
        case("exp-2-64", "`exp` is 2^64 - 1", claim::EXP, Value::Integer((1 << 64) - 1), "exp")
            .attack("C2"),
        case("iat-text", "`iat` is a text", claim::IAT, "1777680000".into(), "iat").attack("C2"),
        case("nbf-array", "`nbf` in a list", claim::NBF, Value::array([AT - DAY]), "nbf")
            .attack("C2"),
        case("vct-number", "the type is a number", claim::VCT, 1.into(), "vct").attack("A10"),
        case(
            "vct-array",
            "the type in a list",
            claim::VCT,
            Value::array([crate::world::World::identity_type()]),
            "vct",
        )
        .attack("A10"),
        case("vct-empty", "a type of no characters", claim::VCT, "".into(), "vct").attack("A10"),
        case(
            "elements-list",
            "the elements in a list",
            claim::ELEMENTS,
            Value::array(["x"]),
            "elements",
        ),
    ]
}

/// Claims that are not in the document, and those of others.
fn foreign(b: &Bench) -> Vec<Case> {
    let about =
        "A signed claim that is not in the document could limit the others: it is not passed over.";
    let showing = Showing::es256(b);
    let unknown = |name: &str, change: &str, key: Value, value: Value| {
        draft(&showing, [name, about, change], |d| payload(d, |p| p.set(key, value)))
            .fault("credential.claim_unknown")
            .attack("A15")
    };
    let list =
        Value::map([("idx", Value::from(7)), ("uri", Value::from("https://status.example/1"))]);
    vec![
        unknown("sub", "a subject", 2.into(), "someone".into()),
        unknown("cti", "a token id", 7.into(), vec![7; 8].into()),
        unknown("cnonce", "an answer to a challenge", claim::CNONCE.into(), vec![7; 16].into()),
        unknown("text-claim", "a claim with a name", "exp".into(), (AT + 1).into()).attack("C2"),
        unknown("status-list", "the entries of a status list", 65533.into(), Value::map([(1, 1)])),
        draft(
            &showing,
            ["aud", "A credential is for everybody; a presentation is for one.", "an audience"],
            |d| {
                payload(d, |p| p.set(claim::AUD, "counter.example"));
            },
        )
        .fault("credential.audience_unsupported")
        .attack("A15"),
        draft(
            &showing,
            [
                "status",
                "A credential may name a status list, which this version does not ask.",
                "a status",
            ],
            |d| {
                payload(d, |p| p.set(claim::STATUS, Value::map([("status_list", list)])));
            },
        )
        .accept(),
    ]
}

fn dates(b: &Bench) -> Vec<Case> {
    let about = "A credential that a holder shows is judged to the second, as paper is.";
    let showing = Showing::es256(b);
    let dated = |name: &str, change: &str, rows: &[(i64, i64)]| {
        draft(&showing, [name, about, change], |d| {
            payload(d, |p| rows.iter().for_each(|(label, date)| p.set(*label, *date)));
        })
    };
    // The holder's own clock is that of the counter, so the credential lies around it.
    let since = |begin: i64, end: i64| {
        [(claim::NBF, AT + begin), (claim::IAT, AT + begin), (claim::EXP, AT + end)]
    };
    vec![
        dated("expired", "ended this second", &since(-DAY, 0))
            .fault("credential.expired")
            .detail(json!({ "not_after": AT }))
            .attack("C3")
            .critical(),
        dated("last-second", "ends in a second", &since(-DAY, 1)).accept(),
        dated("later", "begins in 61 seconds", &since(61, DAY))
            .fault("credential.not_yet_valid")
            .detail(json!({ "not_before": AT + 61 }))
            .attack("C6"),
        dated("tolerance", "begins in 60 seconds", &since(60, DAY)).accept(),
        dated(
            "nbf-after-iat",
            "`nbf` a second after `iat`",
            &[(claim::NBF, AT - DAY + 1), (claim::IAT, AT - DAY)],
        )
        .fault("credential.validity_mismatch"),
        dated("exp-at-iat", "`exp` the same as `iat`", &[(claim::EXP, AT - 30 * DAY)])
            .fault("credential.validity_mismatch"),
        dated("exp-before-nbf", "`exp` before `nbf`", &[(claim::EXP, AT - 31 * DAY)])
            .fault("credential.validity_mismatch"),
        dated(
            "exp-between",
            "`exp` after `nbf` and before `iat`",
            &[(claim::NBF, AT - 40 * DAY), (claim::EXP, AT - 35 * DAY)],
        )
        .fault("credential.validity_mismatch"),
        dated("nbf-before-iat", "`nbf` a day before `iat`", &[(claim::NBF, AT - 31 * DAY)])
            .accept(),
    ]
}

/// Elements that are shown or kept back together.
fn groups(b: &Bench) -> Vec<Case> {
    let about = "The elements of a group count as if they stood outside of it.";
    let showing = Showing::es256(b);
    let pair = || Value::map([(15, "张"), (24, "虚构路1号")]);
    let released = || {
        with(
            &showing,
            &[("holderSurname", "张".into()), ("holderAddress", "虚构路1号".into())],
            &[],
        )
    };
    let case = |name: &str, change: &str, claims: Json, group: Value, disclosed: bool| {
        draft(&showing, [name, about, change], |d| match disclosed {
            true => disclose(
                d,
                showing.hash,
                crate::sd_cwt::Disclosure::entry(vec![1; 16], (-1).into(), group),
            ),
            false => elements(d, |e| e.set(-1, group)),
        })
        .releasing(claims)
    };
    vec![
        case("group-clear", "a group in the clear", released(), pair(), false).accept(),
        case("group-disclosed", "a group that is disclosed", released(), pair(), true).accept(),
        case("group-nested", "a group in a group", released(), Value::map([(-1, pair())]), true)
            .accept(),
        case("group-empty", "a group of nothing", showing.claims(), Value::Map(Vec::new()), true)
            .accept(),
        case("group-far", "a group under -1000", released(), pair(), false)
            .scan(far(&showing, pair()))
            .accept(),
        case(
            "group-malformed",
            "an element of a wrong form in a group",
            json!({}),
            Value::map([(16, "1990")]),
            true,
        )
        .fault("credential.claim_malformed")
        .detail(json!({ "claim": "holderBirthDate" })),
        draft(&showing, ["group-kept-back", about, "a group that is kept back"], |d| {
            let one = crate::sd_cwt::Disclosure::entry(vec![1; 16], (-1).into(), pair());
            elements(d, |e| crate::sd_cwt::insert(e, one.digest(showing.hash)));
        })
        .accept(),
    ]
}

/// The digits of a presentation with a group under another number.
fn far(showing: &Showing, group: Value) -> String {
    let mut draft = showing.bound().draft(showing.issuer.key.algorithm());
    elements(&mut draft, |e| e.set(-1000, group));
    showing.scan(&showing.token(draft.sign(&showing.issuer.key).signed().value()))
}

/// What paper has of this: nothing that is kept back.
fn paper(b: &Bench) -> Vec<Case> {
    let about = "Nothing is kept back on paper: digests are no part of its encoding.";
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Value)| {
        b.cwt(Base::Code, [&format!("credential::code-{name}"), about, change], |m| {
            crate::vectors::bench::elements(m, |e| edit(e));
        })
    };
    let digest = || Value::Bytes(vec![7; 32]);
    vec![
        case("digests", "digests among its elements", &|e| {
            e.set(crate::sd_cwt::REDACTED_KEYS, Value::array([digest()]));
        })
        .fault("encoding.cbor_malformed")
        .attack("E12"),
        case("redacted-element", "a redacted element in a list", &|e| {
            e.set(8, Value::Array(vec!["1".into(), "2".into(), digest().tagged(60)]));
        })
        .fault("encoding.cbor_malformed")
        .attack("E12"),
        case("group-duplicate", "an element in the clear and in a group", &|e| {
            e.set(-1, Value::map([(7, "李娜（演示）")]));
        })
        .fault("credential.claim_duplicate")
        .attack("E4")
        .critical(),
    ]
}
