//! The content of a pass after New Zealand's specification.

use serde_json::json;

use crate::cbor::Value;
use crate::cose::Sign1;
use crate::nzcp::{CTI, VC};
use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;

const CONTEXT: &str = "https://www.w3.org/2018/credentials/v1";

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [token(b), credential(b), subject(b)].concat()
}

fn case(b: &Bench, words: [&str; 3], edit: impl FnOnce(&mut Sign1)) -> Case {
    let [name, about, change] = words;
    b.cwt(Base::Nzcp, [&format!("credential::nzcp-{name}"), about, change], edit)
}

fn missing(case: Case, claim: &str) -> Case {
    case.fault("credential.claim_missing").detail(json!({ "claim": claim }))
}

fn malformed(case: Case, claim: &str) -> Case {
    case.fault("credential.claim_malformed").detail(json!({ "claim": claim }))
}

fn token(b: &Bench) -> Vec<Case> {
    let about = "A pass has an id of sixteen bytes and a credential.";
    vec![
        missing(case(b, ["cti-missing", about, "no id"], |m| m.payload.remove(CTI)), "cti"),
        malformed(
            case(b, ["cti-short", about, "an id of fifteen bytes"], |m| {
                m.payload.set(CTI, Value::Bytes(vec![7; 15]));
            }),
            "cti",
        ),
        malformed(
            case(b, ["cti-long", about, "an id of seventeen bytes"], |m| {
                m.payload.set(CTI, Value::Bytes(vec![7; 17]));
            }),
            "cti",
        ),
        malformed(
            case(b, ["cti-text", about, "an id that is a text"], |m| {
                m.payload.set(CTI, "urn:uuid:00010203-0405-0607-0809-0a0b0c0d0e0f");
            }),
            "cti",
        ),
        missing(case(b, ["vc-missing", about, "no credential"], |m| m.payload.remove(VC)), "vc"),
        case(
            b,
            ["claim-unknown", "Claims of others are passed over.", "a claim that nobody knows"],
            |m| m.payload.set(-70_001, 1),
        )
        .accept(),
    ]
}

fn credential(b: &Bench) -> Vec<Case> {
    let about = "A pass's credential has its context, type and version.";
    let edit = |name, change, edit: fn(&mut Value)| {
        case(b, [name, about, change], |m| m.payload.edit(VC, edit))
    };
    vec![
        malformed(edit("context-missing", "no context", |vc| vc.remove("@context")), "@context"),
        malformed(
            edit("context-other", "another context first", |vc| {
                vc.set("@context", Value::array(["https://other.example/v1", CONTEXT]));
            }),
            "@context",
        ),
        malformed(
            edit("context-text", "the context as text", |vc| vc.set("@context", CONTEXT)),
            "@context",
        ),
        malformed(edit("type-missing", "no type", |vc| vc.remove("type")), "type"),
        malformed(
            edit("type-other", "another type", |vc| {
                vc.set("type", Value::array(["VerifiableCredential", "OtherPass"]));
            }),
            "type",
        )
        .attack("A10"),
        malformed(
            edit("type-one", "one type only", |vc| {
                vc.set("type", Value::array(["PublicCovidPass"]));
            }),
            "type",
        ),
        malformed(
            edit("type-order", "the types in another order", |vc| {
                vc.set("type", Value::array(["PublicCovidPass", "VerifiableCredential"]));
            }),
            "type",
        ),
        malformed(
            edit("type-more", "a third type", |vc| {
                vc.set("type", Value::array(["VerifiableCredential", "PublicCovidPass", "Other"]));
            }),
            "type",
        ),
        missing(edit("version-missing", "no version", |vc| vc.remove("version")), "version"),
        edit("version-other", "another version", |vc| vc.set("version", "2.0.0"))
            .fault("credential.claim_unknown")
            .detail(json!({ "claim": "version" })),
        malformed(
            edit("version-number", "a version that is a number", |vc| vc.set("version", 1)),
            "version",
        ),
    ]
}

fn subject(b: &Bench) -> Vec<Case> {
    let about =
        "A pass states a given name and a birth date, and a family name where there is one.";
    let edit = |name, change, edit: fn(&mut Value)| {
        case(b, [name, about, change], |m| {
            m.payload.edit(VC, |vc| vc.edit("credentialSubject", edit));
        })
    };
    let mut one_name = b.claims(Base::Nzcp);
    if let Some(members) = one_name.as_object_mut() {
        members.remove("familyName");
    }
    vec![
        missing(
            case(b, ["subject-missing", about, "no subject"], |m| {
                m.payload.edit(VC, |vc| vc.remove("credentialSubject"));
            }),
            "credentialSubject",
        ),
        missing(
            edit("given-name-missing", "no given name", |s| s.remove("givenName")),
            "givenName",
        ),
        malformed(
            edit("given-name-empty", "a given name of no characters", |s| s.set("givenName", "")),
            "givenName",
        ),
        malformed(
            edit("given-name-number", "a given name that is a number", |s| s.set("givenName", 7)),
            "givenName",
        ),
        malformed(
            edit("family-name-number", "a family name that is a number", |s| {
                s.set("familyName", 7);
            }),
            "familyName",
        ),
        missing(edit("dob-missing", "no birth date", |s| s.remove("dob")), "dob"),
        malformed(
            edit("dob-no-such-day", "a birth date that does not exist", |s| {
                s.set("dob", "1981-02-29");
            }),
            "dob",
        ),
        malformed(
            edit("dob-time", "a birth date with a time", |s| s.set("dob", "1980-02-29T00:00:00Z")),
            "dob",
        ),
        edit("one-name", "no family name", |s| s.remove("familyName")).releasing(one_name).accept(),
    ]
}
