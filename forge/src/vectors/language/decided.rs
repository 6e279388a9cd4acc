//! What one credential comes to by each member of a policy.

use serde_json::{Value as Json, json};

use super::ground::{DESK, Ground, HOLDER, Row};
use crate::regions::{BUSINESS, DRIVING, IDENTITY};

const NUMBER: &str = "certificateNumber";
const OVER: &str = "holderOver18";
const STATUS: &str = "certificateStatus";

/// Member by member.
pub(super) fn cases(g: &Ground) -> Vec<Json> {
    [types(g), claims(g), by_type(g), values(g), order(g)].concat()
}

/// A policy of the desk.
pub(super) fn policy(more: Json) -> Json {
    let mut policy = json!({ "scenario": DESK });
    if let (Some(policy), Json::Object(more)) = (policy.as_object_mut(), more) {
        policy.extend(more);
    }
    policy
}

/// A case about the identity that is shown at the desk.
pub(super) fn card(g: &Ground, words: [&str; 3], more: Json) -> Row {
    g.case(words, "card", policy(more))
}

fn types(g: &Ground) -> Vec<Json> {
    let about = "A type is named by its code, or by the kind that the catalogue gives it.";
    let code = "policy.type_unauthorised";
    let taken = |id, change, types: Json| card(g, [id, about, change], json!({ "types": types }));
    let refused = |id, change, types: Json| {
        taken(id, change, types.clone()).fault(code, "types", json!({ "types": types }))
    };
    vec![
        card(g, ["nothing", "A policy may ask for nothing.", ""], json!({})).accept(),
        taken("types-code", "its code", json!([IDENTITY.code()])).accept(),
        taken("types-kind", "its kind", json!([IDENTITY.kind])).accept(),
        taken("types-one-of", "another kind and its code", json!([DRIVING.kind, IDENTITY.code()]))
            .accept(),
        refused("types-other-code", "another code", json!([DRIVING.code()])),
        refused("types-other-kind", "two other kinds", json!([DRIVING.kind, BUSINESS.kind])),
        refused("types-none", "no type", json!([])),
        refused("types-case", "its kind in capitals", json!(["RESIDENT_ID_CARD"])),
        refused("types-category", "its category, which is no kind", json!(["identity"])),
    ]
}

fn claims(g: &Ground) -> Vec<Json> {
    let about = "A claim that is asked for must be there.";
    let code = "policy.claim_required";
    vec![
        card(g, ["claims-shown", about, "what is disclosed"], json!({ "claims": HOLDER })).accept(),
        card(
            g,
            ["claims-clear", about, "what stands in the clear"],
            json!({ "claims": ["certificateName", STATUS] }),
        )
        .accept(),
        card(
            g,
            ["claims-kept-back", about, "what is kept back"],
            json!({ "claims": [HOLDER[0], "holderSex"] }),
        )
        .detail(
            code,
            json!({ "claim": "holderSex" }),
            "claims",
            json!({ "claims": ["holderSex"] }),
        ),
        card(g, ["claims-absent", about, "what is not stated"], json!({ "claims": [NUMBER] }))
            .detail(code, json!({ "claim": NUMBER }), "claims", json!({ "claims": [NUMBER] })),
        card(
            g,
            ["optional-absent", "An optional claim need not be there.", "what is not stated"],
            json!({ "optional": [NUMBER] }),
        )
        .accept(),
        g.case(
            [
                "claims-none-shown",
                "Nothing need be disclosed where nothing is asked for.",
                "no disclosure",
            ],
            "card-bare",
            policy(json!({ "claims": ["certificateName"] })),
        )
        .accept(),
        card(g, ["expected", "What the counter knows must fit.", "the name"], json!({}))
            .with(|case| case.expected(json!({ HOLDER[0]: "张 伟(演示)" })))
            .accept(),
        card(g, ["expected-other", "What the counter knows must fit.", "another name"], json!({}))
            .with(|case| {
                case.expected(json!({ HOLDER[0]: "李娜（演示）" }))
                    .fault("policy.claim_mismatch")
                    .detail(json!({ "claim": HOLDER[0] }))
            })
            .told(),
        card(
            g,
            ["expected-absent", "What the counter knows must fit.", "what is kept back"],
            json!({}),
        )
        .with(|case| {
            case.expected(json!({ "holderSex": "男" }))
                .fault(code)
                .detail(json!({ "claim": "holderSex" }))
        })
        .told(),
    ]
}

fn by_type(g: &Ground) -> Vec<Json> {
    let about = "A type may have claims of its own.";
    let row = |id, change, of: &str, claim: &str| {
        card(g, [id, about, change], json!({ "claims_by_type": { of: [claim] } }))
    };
    let missing = |row: Row| {
        row.detail(
            "policy.claim_required",
            json!({ "claim": NUMBER }),
            "claims_by_type",
            json!({ "claims": [NUMBER] }),
        )
    };
    vec![
        row("by-type-there", "a claim of its kind that is there", IDENTITY.kind, STATUS).accept(),
        row("by-type-other", "a claim of another kind", DRIVING.kind, NUMBER).accept(),
        missing(row(
            "by-type-kind",
            "a claim of its kind that is not there",
            IDENTITY.kind,
            NUMBER,
        )),
        missing(row("by-type-code", "the same by its code", &IDENTITY.code(), NUMBER)),
    ]
}

fn values(g: &Ground) -> Vec<Json> {
    let about = "A claim may have to say one of some things.";
    let code = "policy.value_unauthorised";
    let row = |id, change, scan, claim: &str, terms: Json| {
        g.case([id, about, change], scan, policy(json!({ "values": { claim: terms } })))
    };
    let refused = |id, change, scan, claim: &str, terms: Json| {
        row(id, change, scan, claim, terms.clone()).detail(
            code,
            json!({ "claim": claim }),
            "values",
            json!({ "values": terms }),
        )
    };
    vec![
        row("values-true", "of age", "card", OVER, json!([true])).accept(),
        row("values-text", "one of two states", "card", STATUS, json!(["02", "01"])).accept(),
        refused("values-false", "not of age", "minor", OVER, json!([true])),
        row("values-either", "of age or not", "minor", OVER, json!([true, false])).accept(),
        refused("values-other", "another state", "card", STATUS, json!(["02"])),
        refused("values-spelt", "the same with a space", "card", STATUS, json!(["01 "])),
        refused("values-word", "a truth value as a word", "card", OVER, json!(["true"])),
        row("values-absent", "what is not disclosed", "card-bare", OVER, json!([true])).detail(
            "policy.claim_required",
            json!({ "claim": OVER }),
            "values",
            json!({ "claims": [OVER] }),
        ),
    ]
}

/// Of two faults the one that is looked at first is the reason.
fn order(g: &Ground) -> Vec<Json> {
    let about = "Of two rules the one that is looked at first is the reason.";
    let row = |id, change, more: Json| card(g, [id, about, change], more);
    let types = json!({ "types": [DRIVING.kind] });
    vec![
        row(
            "order-asks",
            "another type, and the counter asks for too much",
            json!({ "types": [DRIVING.kind] }),
        )
        .with(|case| case.asks(&[HOLDER[0]]))
        .detail(
            "policy.claim_unauthorised",
            json!({ "claim": HOLDER[0] }),
            "claims",
            json!({ "claims": [] }),
        ),
        row(
            "order-types",
            "another type, and a claim that is not there",
            json!({ "types": [DRIVING.kind], "claims": [NUMBER] }),
        )
        .fault("policy.type_unauthorised", "types", types),
        row(
            "order-claims",
            "a claim that is not there, and another value",
            json!({ "claims": [NUMBER], "values": { STATUS: ["02"] } }),
        )
        .detail(
            "policy.claim_required",
            json!({ "claim": NUMBER }),
            "claims",
            json!({ "claims": [NUMBER] }),
        ),
        row(
            "order-holder",
            "the wrong match, and another value",
            json!({
                "holder_match": ["none"], "values": { STATUS: ["02"] },
            }),
        )
        .with(|case| case.matched("staff_photo"))
        .detail(
            "policy.value_unauthorised",
            json!({ "claim": STATUS }),
            "values",
            json!({ "values": ["02"] }),
        ),
        g.case(
            ["order-steps", "A check before the policy is the reason.", "paper, and another type"],
            "paper",
            policy(json!({ "types": [DRIVING.kind], "assurance": "device" })),
        )
        .with(|case| {
            case.fault("holder.required")
                .rule("assurance", json!({ "assurance": "device" }))
                .but("policy", "failed")
        })
        .told(),
    ]
}
