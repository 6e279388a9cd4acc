//! What a holder is told before the trip.

use serde_json::{Value as Json, json};

use super::decided::policy;
use super::ground::HOLDER;
use super::used;
use crate::packs::pack;
use crate::regions::{BUSINESS, DRIVING, IDENTITY, PROPERTY};
use crate::vectors::bench::AT;

const NUMBER: &str = "certificateNumber";

/// Under a policy, with what somebody holds.
pub(super) fn cases() -> Vec<Json> {
    [one(), claims(), places(), several(), asked(), named()].concat()
}

/// A case: what is held, what is expected of each, and of the whole.
fn case(
    [id, change]: [&str; 2],
    policy: &Json,
    held: &Json,
    (verdict, lines): (&str, Json),
) -> Json {
    json!({
        "id": format!("language::precheck-{id}"), "about": change, "verifier": "anchors", "at": AT,
        "policy": policy, "held": held,
        "expect": {
            "verdict": verdict, "held": lines, "asks": asks(policy), "policy": used(policy, AT, "local"),
        },
    })
}

fn good(kind: &str) -> Json {
    json!({ "type": kind, "verdict": "accept" })
}

fn bad(kind: &str, code: &str, (rule, instead): (&str, Json)) -> Json {
    let verdict = if code == "policy.region_missing" { "indeterminate" } else { "reject" };
    json!({ "type": kind, "verdict": verdict, "code": code, "rule": rule, "instead": instead })
}

/// What a policy asks of whoever comes.
fn asks(policy: &Json) -> Json {
    let list = |name: &str| policy[name].as_array().cloned().unwrap_or_default();
    let values = policy["values"].as_object().into_iter().flatten();
    let values = values.map(|(claim, _)| Json::from(claim.as_str()));
    let mut claims: Vec<Json> = Vec::new();
    for claim in list("claims").into_iter().chain(values).chain(list("same")) {
        if !claims.contains(&claim) {
            claims.push(claim);
        }
    }
    let mut asks = json!({
        "claims": claims,
        "optional": list("optional"),
        "assurance": policy.get("assurance").cloned().unwrap_or(json!("paper")),
        "status": policy.get("status").is_some(),
    });
    for name in ["claims_by_type", "types"] {
        if let Some(said) = policy.get(name) {
            asks[name] = said.clone();
        }
    }
    asks
}

/// One thing is held, and decides alone.
fn alone(words: [&str; 2], policy: &Json, held: &Json, line: &Json) -> Json {
    let verdict = line["verdict"].as_str().unwrap_or_default();
    case(words, policy, &json!([held]), (verdict, json!([line])))
}

fn one() -> Vec<Json> {
    let identity = policy(json!({ "types": [IDENTITY.kind] }));
    let refused = |kind: &str| {
        bad(kind, "policy.type_unauthorised", ("types", json!({ "types": [IDENTITY.kind] })))
    };
    let (kind, code, other) = (IDENTITY.kind, IDENTITY.code(), DRIVING.kind);
    let row = |words, held: Json, line: Json| alone(words, &identity, &held, &line);
    let two = json!([other, kind]);
    let lines = json!([refused(other), good(kind)]);
    let anything = policy(json!({}));
    vec![
        row(["kind", "the kind"], json!(kind), good(kind)),
        row(["code", "a code of the kind"], json!(code), good(&code)),
        row(["other", "another kind"], json!(other), refused(other)),
        row(["unknown", "a code that nobody knows"], json!("x"), refused("x")),
        row(["object", "the kind in an object"], json!({ "type": kind }), good(kind)),
        case(["one-of-two", "two, one will do"], &identity, &two, ("accept", lines)),
        case(["nothing", "nothing is held"], &identity, &json!([]), ("reject", json!([]))),
        alone(["anything", "any type will do"], &anything, &json!("x"), &good("x")),
    ]
}

fn claims() -> Vec<Json> {
    let wanting = policy(json!({
        "claims": [HOLDER[0]], "claims_by_type": { DRIVING.kind: [NUMBER] }, "assurance": "device",
    }));
    let row = |words, held: Json, line: Json| alone(words, &wanting, &held, &line);
    let lacking = |kind: &str, claim: &str, rule: &str| {
        bad(kind, "policy.claim_required", (rule, json!({ "claims": [claim] })))
    };
    let of = |kind: &str, claims: &[&str]| json!({ "type": kind, "claims": claims });
    let (kind, other) = (IDENTITY.kind, DRIVING.kind);
    let by = |assurance: &str| json!({ "type": kind, "assurance": assurance });
    let paper = bad(kind, "holder.required", ("assurance", json!({ "assurance": "device" })));
    vec![
        row(["claims-there", "the claim"], of(kind, &[HOLDER[0]]), good(kind)),
        row(["claims-unknown", "nobody says which claims"], json!(kind), good(kind)),
        row(
            ["claims-lacking", "other claims"],
            of(kind, &[NUMBER]),
            lacking(kind, HOLDER[0], "claims"),
        ),
        row(
            ["claims-by-type", "not the claim of its type"],
            of(other, &[HOLDER[0]]),
            lacking(other, NUMBER, "claims_by_type"),
        ),
        row(["paper", "paper, where a device must be"], by("paper"), paper),
        row(["live", "more than a device"], by("live"), good(kind)),
    ]
}

fn places() -> Vec<Json> {
    let would = json!({ "regions": ["990000"] });
    let local = policy(would.clone());
    let row = |words, held: Json, line: Json| alone(words, &local, &held, &line);
    let from = |region: &str| json!({ "type": "x", "region": region });
    let refused = |code| bad("x", code, ("regions", would.clone()));
    vec![
        row(["region", "of its region"], from("990101"), good("x")),
        row(
            ["region-other", "of another region"],
            from("980000"),
            refused("policy.region_unauthorised"),
        ),
        row(
            ["region-unknown", "nobody says of which region"],
            json!("x"),
            refused("policy.region_missing"),
        ),
    ]
}

fn several() -> Vec<Json> {
    let groups = json!({ "all": [[PROPERTY.kind, BUSINESS.kind], [IDENTITY.kind]] });
    let both = policy(json!({ "types": groups }));
    let elsewhere = policy(json!({ "types": groups, "regions": ["990000"] }));
    let kinds = [IDENTITY.kind, BUSINESS.kind, DRIVING.kind, PROPERTY.kind];
    let [card, shop, licence, title] = kinds;
    let row = |words, held: &[&str], said| case(words, &both, &json!(held), said);
    let other = bad(licence, "policy.type_unauthorised", ("types", json!({ "types": groups })));
    let unknown =
        bad(title, "policy.region_missing", ("regions", json!({ "regions": ["990000"] })));
    let somewhere = json!([{ "type": card, "region": "990000" }, title]);
    vec![
        row(
            ["all", "one of each group"],
            &[card, shop],
            ("accept", json!([good(card), good(shop)])),
        ),
        row(["all-half", "one of one group"], &[card], ("reject", json!([good(card)]))),
        row(
            ["all-other", "one of one group, and something else"],
            &[card, licence],
            ("reject", json!([good(card), other])),
        ),
        case(
            ["all-somewhere", "one of each group, one of an unknown region"],
            &elsewhere,
            &somewhere,
            ("indeterminate", json!([good(card), unknown])),
        ),
    ]
}

/// What stands under `asks`.
fn asked() -> Vec<Json> {
    let everything = policy(json!({
        "claims": ["a"], "optional": ["b"], "values": { "c": [true] }, "same": ["a", "d"],
        "assurance": "live", "status": "required", "claims_by_type": { "t": ["e"] },
        "holder_match": ["none"], "never_keep": ["f"], "version": 2,
        "retention": { "days": 7, "claims": ["a", "e"] },
    }));
    let shipped = pack("bank.account-opening");
    let would = json!({ "types": shipped["types"] });
    let refused = bad(DRIVING.kind, "policy.type_unauthorised", ("types", would));
    vec![
        alone(["asks", "a policy with everything"], &everything, &json!("t"), &good("t")),
        case(
            ["shipped", "a driving licence at a bank, by the policy that is shipped"],
            &shipped,
            &json!([DRIVING.kind, "passport"]),
            ("accept", json!([refused, good("passport")])),
        ),
    ]
}

/// A policy by its name, from the bundle or while none has come.
fn named() -> Vec<Json> {
    let scenario = "library.card";
    let policy = pack(scenario);
    let by = |[id, change]: [&str; 2], verifier: &str, expect: Json| {
        json!({
            "id": format!("language::precheck-{id}"), "about": change, "verifier": verifier,
            "at": AT, "scenario": scenario, "held": ["social_security_card"], "expect": expect,
        })
    };
    let known = json!({
        "verdict": "accept", "held": [good("social_security_card")], "asks": asks(&policy),
        "policy": used(&policy, AT, "bundle"),
    });
    let waiting = json!({ "verdict": "indeterminate", "code": "trust.bundle_missing" });
    vec![
        by(["named", "a policy of the bundle"], "bundle", known),
        by(["waiting", "no bundle has come"], "waiting", waiting),
    ]
}
