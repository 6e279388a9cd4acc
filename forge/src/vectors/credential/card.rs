//! The content of a SMART Health Card.

use serde_json::{Value as Json, json};

use crate::anchor::Anchor;
use crate::shc::HEALTH_CARD;
use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::tokens::remove;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [credential(b), bundle(b), issuers(b)].concat()
}

fn case(b: &Bench, words: [&str; 3], edit: impl FnOnce(&mut Json)) -> Case {
    let [name, about, change] = words;
    b.card([&format!("credential::shc-{name}"), about, change], edit)
}

fn missing(case: Case, claim: &str) -> Case {
    case.fault("credential.claim_missing").detail(json!({ "claim": claim }))
}

fn malformed(case: Case, claim: &str) -> Case {
    case.fault("credential.claim_malformed").detail(json!({ "claim": claim }))
}

fn credential(b: &Bench) -> Vec<Case> {
    let about = "A card has its type, the version of FHIR and a bundle.";
    let edit = |name, change, edit: fn(&mut Json)| case(b, [name, about, change], edit);
    vec![
        missing(edit("vc-missing", "no credential", |p| remove(p, "vc")), "vc"),
        missing(edit("type-missing", "no types", |p| remove(&mut p["vc"], "type")), "type"),
        malformed(
            edit("type-other", "no type of a card", |p| {
                p["vc"]["type"] = json!(["https://smarthealth.cards#covid19"]);
            }),
            "type",
        )
        .attack("A10"),
        malformed(
            edit("type-text", "the type as text", |p| p["vc"]["type"] = json!(HEALTH_CARD)),
            "type",
        ),
        malformed(
            edit("type-number", "a number among the types", |p| {
                p["vc"]["type"] = json!([HEALTH_CARD, 1]);
            }),
            "type",
        ),
        missing(
            edit("subject-missing", "no subject", |p| remove(&mut p["vc"], "credentialSubject")),
            "credentialSubject",
        ),
        missing(
            edit("version-missing", "no version of FHIR", |p| {
                remove(&mut p["vc"]["credentialSubject"], "fhirVersion");
            }),
            "fhirVersion",
        ),
        missing(
            edit("bundle-missing", "no bundle", |p| {
                remove(&mut p["vc"]["credentialSubject"], "fhirBundle");
            }),
            "fhirBundle",
        ),
    ]
}

fn bundle(b: &Bench) -> Vec<Case> {
    let about =
        "A bundle is a collection of resources, with nothing empty, of events that took place.";
    let edit = |name, change, edit: fn(&mut Json)| {
        case(b, [name, about, change], |p| edit(&mut p["vc"]["credentialSubject"]["fhirBundle"]))
    };
    let mut labelled = b.claims(Base::Shc);
    let labels =
        json!({ "security": [{ "system": "https://smarthealth.cards/ial", "code": "IAL1.2" }] });
    labelled["fhirBundle"]["entry"][1]["resource"]["meta"] = labels.clone();
    vec![
        malformed(
            edit("resource-other", "no bundle but a patient", |x| {
                x["resourceType"] = json!("Patient");
            }),
            "resourceType",
        ),
        malformed(
            edit("bundle-other", "a bundle of another kind", |x| x["type"] = json!("batch")),
            "type",
        ),
        missing(edit("entry-missing", "no entries", |x| remove(x, "entry")), "entry"),
        malformed(
            edit("entry-map", "entries that are no list", |x| x["entry"] = json!({ "0": 1 })),
            "entry",
        ),
        missing(
            edit("url-missing", "an entry without a name", |x| {
                remove(&mut x["entry"][0], "fullUrl");
            }),
            "fullUrl",
        ),
        missing(
            edit("resource-missing", "an entry without a resource", |x| {
                remove(&mut x["entry"][0], "resource");
            }),
            "resource",
        ),
        malformed(
            edit("empty-text", "a text of no characters", |x| {
                x["entry"][1]["resource"]["lotNumber"] = json!("");
            }),
            "fhirBundle",
        ),
        malformed(
            edit("empty-list", "a list of nothing", |x| {
                x["entry"][0]["resource"]["name"] = json!([]);
            }),
            "fhirBundle",
        ),
        malformed(
            edit("empty-object", "an object of nothing", |x| {
                x["entry"][1]["resource"]["protocolApplied"] = json!({});
            }),
            "fhirBundle",
        ),
        malformed(
            edit("meta-other", "a `meta` with a version", |x| {
                x["entry"][1]["resource"]["meta"] = json!({ "versionId": "1" });
            }),
            "meta",
        ),
        missing(
            edit("status-missing", "an event without a status", |x| {
                remove(&mut x["entry"][1]["resource"], "status");
            }),
            "status",
        ),
        edit("status-error", "an event entered in error", |x| {
            x["entry"][1]["resource"]["status"] = json!("entered-in-error");
        })
        .fault("credential.claim_unknown")
        .detail(json!({ "claim": "status" })),
        case(
            b,
            ["meta-security", "A resource may have security labels.", "a security label"],
            |p| {
                p["vc"]["credentialSubject"]["fhirBundle"]["entry"][1]["resource"]["meta"] = labels;
            },
        )
        .releasing(labelled)
        .accept(),
    ]
}

/// Addresses of issuers, also where the anchor names the same one.
fn issuers(b: &Bench) -> Vec<Case> {
    let about = "A card's issuer is an address over https without a slash at its end.";
    let issued = |name, change, issuer: &'static str| {
        let case = case(b, [name, about, change], |p| p["iss"] = json!(issuer));
        malformed(
            case.anchors([Anchor { issuer: Some(issuer.to_owned()), ..b.anchor(Base::Shc) }]),
            "iss",
        )
    };
    vec![
        issued("iss-http", "an address over http", "http://clinic.example/cards"),
        issued("iss-slash", "a slash at the end", "https://clinic.example/cards/").attack("A11"),
        issued("iss-name", "a name", "clinic.example"),
    ]
}
