//! What target files hold: types, agreements, policies, and packs by their names.

use serde_json::{Value as Json, json};

use super::{good, malformed};
use crate::regions::IDENTITY;
use crate::trust::repository::Repository;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::ground::{LATER, backing, case, changed, held, pinned, small};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [wrong(b), right(b), packs(b), policies(b)].concat()
}

fn with(path: &str, content: &Json) -> Repository {
    changed(|r| r.add(path, content.to_string()))
}

fn wrong(b: &Bench) -> Vec<Case> {
    let about = "A bundle is taken as a whole: one file that cannot be read refuses it.";
    let case = |name: &str, change, path: &str, content: &Json| {
        let id = format!("content-{name}");
        malformed(b, [&id, about, change], path, &with(path, content)).attack("G13")
    };
    let pair = json!({
        "from": "990000", "to": "980000", "types": [], "scenarios": [],
        "not_before": 0, "not_after": 1,
    });
    let agreement = |member: &str, value: Json| {
        let mut pair = pair.clone();
        pair[member] = value;
        json!({ "agreements": [{ "id": "x", "pairs": [pair] }] })
    };
    let policy = |more: &[(&str, Json)]| {
        let mut policy = json!({ "scenario": "desk" });
        for (name, value) in more {
            policy[*name] = value.clone();
        }
        policy
    };
    let (recognition, desk) = ("recognition.json", "policy/desk.json");
    let mut row = IDENTITY.record();
    row["surprise"] = true.into();
    let not_json = changed(|r| r.add("types.json", "types"));
    vec![
        malformed(
            b,
            ["content-not-json", about, "types that are no JSON"],
            "types.json",
            &not_json,
        )
        .attack("G13"),
        case("types", "types without rows", "types.json", &json!({})),
        case(
            "types-row",
            "a row of types with a member that nobody knows",
            "types.json",
            &json!({
                "types": [row]
            }),
        ),
        case("agreements", "no agreements in the file for them", recognition, &json!({})),
        case(
            "agreement-id",
            "an agreement without an id",
            recognition,
            &json!({
                "agreements": [{ "pairs": [] }]
            }),
        ),
        case(
            "pair-from",
            "a pair without the signer's region",
            recognition,
            &agreement("from", Json::Null),
        ),
        case("pair-end", "a pair without an end", recognition, &agreement("not_after", Json::Null)),
        case(
            "pair-types",
            "a pair whose types are one text",
            recognition,
            &agreement("types", "x".into()),
        ),
        case(
            "policy-name",
            "a policy under the name of another",
            "policy/other.json",
            &policy(&[]),
        ),
        case("policy-none", "a policy without a scenario", desk, &json!({ "types": [] })),
        case(
            "policy-member",
            "a policy with a member that nobody knows",
            desk,
            &policy(&[("surprise", true.into())]),
        ),
        case(
            "policy-age",
            "a policy with a negative age",
            desk,
            &policy(&[("max_status_age", json!(-1))]),
        ),
        case("pack-name", "a pack without a number", "revocation/990000/x.snapshot", &json!({})),
        case(
            "pack-zero",
            "a zero before a pack's number",
            "revocation/990000/x.01.delta",
            &json!({}),
        ),
        case(
            "pack-kind",
            "a pack of a kind that is none",
            "revocation/990000/x.1.other",
            &json!({}),
        ),
    ]
}

fn right(b: &Bench) -> Vec<Case> {
    let about = "What a bundle may hold besides issuers.";
    let case = |name: &str, change, path: &str, content: &Json| {
        let id = format!("content-{name}");
        good(b, [&id, about, change], &with(path, content))
    };
    vec![
        case(
            "types-known",
            "a row of types",
            "types.json",
            &json!({ "types": [IDENTITY.record()] }),
        ),
        case("agreements-none", "no agreements", "recognition.json", &json!({ "agreements": [] })),
        case("later", "a file of a kind that nobody knows yet", "later/x.json", &json!("x")),
        case("policy-known", "a policy", "policy/desk.json", &json!({ "scenario": "desk" })),
        good(
            b,
            ["content-gone", about, "a file that is listed no more"],
            &changed(|r| {
                r.add("types.json", json!({ "types": [] }).to_string());
                r.remove("types.json");
                r.resign("targets");
            }),
        ),
    ]
}

/// A stream of packs whose newest is this one.
fn stream(number: u64) -> Repository {
    changed(|r| {
        r.add(&format!("revocation/990000/identity.{number}.snapshot"), b"pack".to_vec());
        r.timestamp.signed["version"] = (2 + number).into();
    })
}

fn packs(b: &Bench) -> Vec<Case> {
    let about = "A stream of revocation packs never goes back.";
    let (newer, older) = (stream(4), {
        let mut older = stream(3);
        older.timestamp.signed["version"] = 9.into();
        older.seal_timestamp();
        older
    });
    let code = "trust.bundle_replayed";
    let without = {
        let mut without = changed(|_| {});
        without.timestamp.signed["version"] = 9.into();
        without.targets.signed["version"] = 9.into();
        if let Some(role) = without.delegated.values_mut().next() {
            role.signed["version"] = 9.into();
        }
        without.seal();
        without
    };
    vec![
        held(b, ["packs-back", about, "an older pack of the stream, newly listed"], &newer, code)
            .trust(
                pinned()
                    .takes(&newer.files(), LATER)
                    .refuses(&older.files(), LATER, code)
                    .detail(json!({ "role": "990000/identity" })),
            )
            .attack("G3")
            .critical(),
        case(b, ["packs-gone", "A stream may end.", "the stream is listed no more"])
            .trust(pinned().takes(&newer.files(), LATER).takes(&without.files(), LATER))
            .accept()
            .backed(backing(&without, LATER)),
        case(
            b,
            ["packs-absent", "A pack may come separately.", "a pack that is not in the bundle"],
        )
        .trust(pinned().takes(
            &{
                let mut files = newer.files();
                files.retain(|name, _| !name.contains("revocation"));
                files
            },
            LATER,
        ))
        .accept()
        .backed(backing(&newer, LATER)),
    ]
}

fn policies(b: &Bench) -> Vec<Case> {
    let about = "A policy of the bundle is asked for by its name.";
    let asking = |claims: &[&str]| {
        with("policy/desk.json", &json!({ "scenario": "desk", "claims": claims }))
    };
    let named = |name: &str, change, repository: &Repository| {
        let id = format!("scenario-{name}");
        let trust = pinned().takes(&repository.files(), LATER);
        case(b, [&id, about, change]).trust(trust).scenario("desk")
    };
    let nothing = |case: Case, code: &str| case.fault(code).but("envelope", "not_reached").high();
    let refused = "trust.bundle_signature_missing";
    let mut unsigned = small();
    unsigned.timestamp.signatures.clear();
    vec![
        named("named", "a policy that it meets", &asking(&["certificateHolderName"])).accept(),
        named("denied", "a policy that asks for another claim", &asking(&["certificateNumber"]))
            .fault("policy.claim_required")
            .detail(json!({ "claim": "certificateNumber" })),
        nothing(
            case(b, ["scenario-missing", about, "before any bundle has come"])
                .trust(pinned())
                .scenario("desk"),
            "trust.bundle_missing",
        ),
        nothing(
            case(b, ["scenario-refused", about, "the only bundle was refused"])
                .trust(pinned().refuses(&unsigned.files(), LATER, refused))
                .scenario("desk"),
            refused,
        ),
    ]
}
