//! What two credentials of one code come to.

use serde_json::{Value as Json, json};

use super::decided::policy;
use super::ground::{Ground, HOLDER, Row};
use crate::regions::{BUSINESS, DRIVING, IDENTITY, PROPERTY};
use crate::vectors::case::Case;

/// The groups of which each must be there, and what must agree.
pub(super) fn cases(g: &Ground) -> Vec<Json> {
    [complete(g), incomplete(g), agreeing(g), failing(g)].concat()
}

fn both() -> Json {
    json!({ "all": [[PROPERTY.kind, BUSINESS.kind], [IDENTITY.kind]] })
}

/// Both accepted, each with its own claims.
fn accepted(row: Row) -> Json {
    row.with(|case| parted(case, ["ok", "ok"])).told()
}

/// Each part with a code.
fn parted(case: Case, codes: [&str; 2]) -> Case {
    let claims = case.claims();
    let part =
        |place: usize, code: &str| case.clone().releasing(claims[place].clone()).answer(code);
    let parts = [part(0, codes[0]), part(1, codes[1])];
    case.together(parts)
}

fn complete(g: &Ground) -> Vec<Json> {
    let about = "Of each group one credential must be in the code, in any order.";
    let row =
        |id, change, scan| g.case([id, about, change], scan, policy(json!({ "types": both() })));
    vec![
        accepted(row("all-both", "one of each", "both")),
        accepted(row("all-reversed", "one of each, the other way round", "both-reversed")),
        accepted(g.case(
            ["any-both", "Where any of several will do, both may be there.", "two of them"],
            "both",
            policy(json!({ "types": [PROPERTY.code(), IDENTITY.kind] })),
        )),
        g.case(
            ["all-one-group", "One group asks for one credential.", "an identity alone"],
            "card",
            policy(json!({ "types": { "all": [[IDENTITY.kind]] } })),
        )
        .accept(),
        g.case(
            ["all-same-kind", "One credential may stand for two groups.", "a kind in both"],
            "card",
            policy(json!({ "types": { "all": [[IDENTITY.kind], [IDENTITY.kind, DRIVING.kind]] } })),
        )
        .accept(),
    ]
}

fn incomplete(g: &Ground) -> Vec<Json> {
    let about = "Of each group one credential must be in the code.";
    let would = json!({ "types": both() });
    vec![
        g.case(["all-missing", about, "the identity alone"], "card", policy(would.clone())).fault(
            "policy.type_missing",
            "types",
            would.clone(),
        ),
        g.case(["all-other", about, "a driving licence alone"], "licence", policy(would.clone()))
            .fault("policy.type_unauthorised", "types", would.clone()),
        g.case(
            [
                "all-beside",
                "What is of no group is not accepted.",
                "an identity and a driving licence",
            ],
            "both-licence",
            policy(would.clone()),
        )
        .with(|case| {
            parted(case, ["policy.type_missing", "policy.type_unauthorised"]).rule("types", would)
        })
        .told(),
        g.case(
            ["any-one-other", "What is of no type is not accepted.", "one of two of another type"],
            "both",
            policy(json!({ "types": [IDENTITY.kind] })),
        )
        .with(|case| {
            let would = json!({ "types": [IDENTITY.kind] });
            parted(case, ["ok", "policy.type_unauthorised"]).rule("types", would)
        })
        .told(),
    ]
}

fn agreeing(g: &Ground) -> Vec<Json> {
    let about = "What must be the same is compared among all credentials of the code.";
    let row = |id, change, scan, same: &[&str]| {
        g.case([id, about, change], scan, policy(json!({ "types": both(), "same": same })))
    };
    let [name, _, number] = HOLDER;
    let differs = |row: Row, claim: &str, same: &[&str]| {
        let (detail, would) = (json!({ "claim": claim }), json!({ "claims": same }));
        let code = "policy.together_mismatch";
        row.with(|case| parted(case, [code, code]).detail(detail).rule("same", would)).told()
    };
    vec![
        accepted(row("same-name", "the name, one of two co-holders", "both", &[name])),
        accepted(row("same-both", "name and number", "both", &[name, number])),
        differs(
            row("same-other", "the name of somebody else", "both-other", &[name]),
            name,
            &[name],
        ),
        differs(
            row(
                "same-namesake",
                "the name of a namesake with another number",
                "both-namesake",
                &[name, number],
            ),
            number,
            &[name, number],
        ),
        g.case(
            ["same-alone", "One credential agrees with itself.", "an identity alone"],
            "card",
            policy(json!({ "same": [name] })),
        )
        .accept(),
        g.case(
            ["same-absent", "What is compared must be there.", "no disclosure"],
            "card-bare",
            policy(json!({ "same": [name] })),
        )
        .detail(
            "policy.claim_required",
            json!({ "claim": name }),
            "same",
            json!({ "claims": [name] }),
        ),
    ]
}

/// What fails before the policy is what the whole fails by, not that it is then missing.
fn failing(g: &Ground) -> Vec<Json> {
    let about = "A credential that fails is not one that is missing: the reason is its own.";
    let row =
        |id, change, scan| g.case([id, about, change], scan, policy(json!({ "types": both() })));
    let expired = row("all-expired", "the title has expired", "both-expired").with(|case| {
        let detail = json!({ "not_after": crate::vectors::bench::AT - 1 });
        parted(case, ["ok", "credential.expired"]).detail(detail)
    });
    let unknown = row("all-unknown", "nobody knows who issued the title", "both-unknown")
        .with(|case| parted(case, ["ok", "trust.issuer_unknown"]));
    vec![expired.told(), unknown.told()]
}
