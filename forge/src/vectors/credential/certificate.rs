//! The content of a European certificate.

use serde_json::{Value as Json, json};

use crate::anchor::Anchor;
use crate::cbor::Value;
use crate::cose::KID;
use crate::hcert::HCERT;
use crate::vectors::bench::{AT, Base, Bench, certificate, cwt_scan};
use crate::vectors::case::Case;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [groups(b), kinds(b), members(b), events(b)].concat()
}

fn case(b: &Bench, words: [&str; 3], edit: impl FnOnce(&mut Value)) -> Case {
    let [name, about, change] = words;
    b.cwt(Base::Hcert, [&format!("credential::hcert-{name}"), about, change], |m| {
        certificate(m, edit);
    })
}

fn event(value: &mut Value, edit: impl FnOnce(&mut Value)) {
    value.edit("v", |events| {
        if let Value::Array(events) = events {
            edit(&mut events[0]);
        }
    });
}

/// One certificate, one event.
fn groups(b: &Bench) -> Vec<Case> {
    let about = "A certificate is about one event.";
    let malformed = |name, change, claim: &str, edit: fn(&mut Value)| {
        case(b, [name, about, change], edit)
            .fault("credential.claim_malformed")
            .detail(json!({ "claim": claim }))
            .high()
    };
    vec![
        case(b, ["no-group", about, "no event"], |c| c.remove("v"))
            .fault("credential.claim_missing")
            .high(),
        malformed("two-groups", "a test beside the vaccination", "t", |c| {
            c.set("t", Value::Array(vec![test("BV", AT)]));
        })
        .attack("A10"),
        malformed("two-entries", "two vaccinations", "v", |c| {
            c.edit("v", |v| {
                *v = Value::Array(std::iter::repeat_n(v.clone(), 2).flat_map(elements).collect());
            });
        }),
        malformed("no-entry", "a list of no vaccinations", "v", |c| {
            c.set("v", Value::Array(Vec::new()));
        }),
        malformed("group-map", "the vaccination without a list", "v", |c| {
            c.edit("v", |v| *v = elements(v.clone()).remove(0));
        }),
        case(b, ["null-group", "A group that is null is absent.", "a test that is null"], |c| {
            c.set("t", Value::NULL);
        })
        .accept(),
    ]
}

fn elements(value: Value) -> Vec<Value> {
    match value {
        Value::Array(elements) => elements,
        other => vec![other],
    }
}

fn test(country: &str, at: i64) -> Value {
    Value::map([
        ("tg", "840539006".into()),
        ("tt", "LP6464-4".into()),
        ("sc", Value::from(format!("{}T08:00:00Z", crate::time::date(at - 86_400)))),
        ("tr", "260415000".into()),
        ("tc", "Invented test centre".into()),
        ("co", country.into()),
        ("is", "Invented health office".into()),
        ("ci", "URN:UVCI:01:BV:DEMONSTRATION-0002".into()),
    ])
}

fn recovery(country: &str, at: i64) -> Value {
    let date = |days: i64| Value::from(crate::time::date(at + days * 86_400));
    Value::map([
        ("tg", "840539006".into()),
        ("fr", date(-60)),
        ("co", country.into()),
        ("is", "Invented health office".into()),
        ("df", date(-50)),
        ("du", date(100)),
        ("ci", "URN:UVCI:01:BV:DEMONSTRATION-0003".into()),
    ])
}

/// The two other kinds, under a certificate without usages.
fn kinds(b: &Bench) -> Vec<Case> {
    let about = "A certificate is of a vaccination, a test or a recovery.";
    let der = b.world.signer_certificate(&[]);
    let kind = |name: &str, change, group: &str, event: &Value| {
        let mut message = b.world.certificate(group, event.clone()).message();
        message.protected.set(KID, Value::Bytes(crate::certificate::key_id(&der)));
        let mut claims = b.claims(Base::Hcert);
        if let Some(members) = claims.as_object_mut() {
            members.remove("v");
            members.insert(group.to_owned(), Json::Array(vec![json(event)]));
        }
        b.case(Base::Hcert, [&format!("credential::hcert-{name}"), about, change])
            .scan(cwt_scan(Base::Hcert, &message.sign(b.key(Base::Hcert)).encode()))
            .anchors([Anchor::of_certificate(&der)])
            .releasing(claims)
            .accept()
    };
    vec![
        kind("test", "of a test", "t", &test("BV", AT)),
        kind("recovery", "of a recovery", "r", &recovery("BV", AT)),
    ]
}

/// A map of texts as JSON.
fn json(map: &Value) -> Json {
    let text = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    };
    map.entries().iter().map(|(name, value)| (text(name), text(value))).collect()
}

fn members(b: &Bench) -> Vec<Case> {
    let about = "A certificate has its version, a name and a birth date.";
    let missing = |name, change, claim: &str, edit: fn(&mut Value)| {
        case(b, [name, about, change], edit)
            .fault("credential.claim_missing")
            .detail(json!({ "claim": claim }))
    };
    let mut short = b.claims(Base::Hcert);
    short["nam"] = json!({ "fnt": "MUSTERFRAU" });
    let mut more = b.claims(Base::Hcert);
    more["extra"] = "x".into();
    vec![
        missing("ver-missing", "no version", "ver", |c| c.remove("ver")),
        missing("nam-missing", "no name", "nam", |c| c.remove("nam")),
        missing("dob-missing", "no birth date", "dob", |c| c.remove("dob")),
        case(b, ["nam-empty", about, "a name without parts"], |c| {
            c.set("nam", Value::Map(Vec::new()));
        })
        .fault("credential.claim_malformed")
        .detail(json!({ "claim": "nam" })),
        case(b, ["nam-text", about, "a name that is a text"], |c| c.set("nam", "MUSTERFRAU"))
            .fault("credential.claim_malformed")
            .detail(json!({ "claim": "nam" })),
        b.cwt(
            Base::Hcert,
            [
                "credential::hcert-hcert-missing",
                "A certificate stands in its claim.",
                "no certificate",
            ],
            |m| m.payload.remove(HCERT),
        )
        .fault("credential.claim_missing")
        .detail(json!({ "claim": "hcert" })),
        case(b, ["one-name", "A name may have one part.", "the family name alone"], |c| {
            c.set("nam", Value::map([("fnt", "MUSTERFRAU")]));
        })
        .releasing(short)
        .accept(),
        case(
            b,
            [
                "member-unknown",
                "What a later schema adds is handed on.",
                "a member that nobody knows",
            ],
            |c| c.set("extra", "x"),
        )
        .releasing(more)
        .accept(),
        b.cwt(
            Base::Hcert,
            [
                "credential::hcert-claim-unknown",
                "Claims of others are passed over.",
                "a claim that nobody knows",
            ],
            |m| m.payload.set(-70_001, 1),
        )
        .accept(),
    ]
}

fn events(b: &Bench) -> Vec<Case> {
    let about = "An event states what its schema asks for.";
    let missing = ["tg", "vp", "mp", "ma", "dt", "co", "is", "ci"].map(|claim| {
        case(b, [&format!("{claim}-missing"), about, &format!("no `{claim}`")], |c| {
            event(c, |e| e.remove(claim));
        })
        .fault("credential.claim_missing")
        .detail(json!({ "claim": claim }))
    });
    let unknown = |name, change, claim: &str, value: &str| {
        case(b, [name, "An event's values are from the schema's value sets.", change], |c| {
            event(c, |e| e.set(claim, value));
        })
        .fault("credential.claim_unknown")
        .detail(json!({ "claim": claim }))
    };
    let number = case(b, ["ci-number", about, "a certificate id that is a number"], |c| {
        event(c, |e| e.set("ci", 7));
    })
    .fault("credential.claim_malformed")
    .detail(json!({ "claim": "ci" }));
    missing
        .into_iter()
        .chain([
            number,
            unknown("co-unknown", "a country that does not exist", "co", "XX"),
            unknown("co-name", "a country's name", "co", "Bouvet Island"),
            unknown("ma-short", "a maker's id with a digit missing", "ma", "ORG-10003021"),
        ])
        .collect()
}
