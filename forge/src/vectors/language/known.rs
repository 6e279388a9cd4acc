//! What only a bundle, a status list or a journal knows.

use serde_json::{Value as Json, json};

use super::decided::{card, policy};
use super::ground::{Ground, LISTED, Row};
use crate::time::DAY;

/// Member by member.
pub(super) fn cases(g: &Ground) -> Vec<Json> {
    [regions(g), agreements(g), status(g), kept(g)].concat()
}

/// Where an issuer is from, the bundle alone knows.
fn regions(g: &Ground) -> Vec<Json> {
    let about = "A counter takes what some regions issue.";
    let row = |id, change, regions: &Json| {
        card(g, [id, about, change], json!({ "regions": regions })).by("bundle")
    };
    let refused = |id, change, regions: Json| {
        row(id, change, &regions).fault(
            "policy.region_unauthorised",
            "regions",
            json!({ "regions": regions }),
        )
    };
    let own = json!(["990000"]);
    vec![
        row("regions-own", "its own", &own).accept(),
        row("regions-one-of", "two, one of them its own", &json!(["970000", "990000"])).accept(),
        row("regions-country", "the whole country", &json!(["100000"])).accept(),
        refused("regions-other", "another one", json!(["970000"])),
        refused("regions-part", "a part of its own", json!(["990100"])),
        refused("regions-none", "none", json!([])),
        row("regions-anchors", "its own, by anchors, which know no regions", &own)
            .by("anchors")
            .fault("policy.region_missing", "regions", json!({ "regions": own })),
    ]
}

/// The third region's guest at a hotel in the second, which has an agreement with it.
fn agreements(g: &Ground) -> Vec<Json> {
    let about = "A credential from elsewhere comes in by an agreement that the policy has.";
    let row = |id, change, agreements: &Json| {
        let policy = json!({ "scenario": "hotel.check-in", "agreements": agreements });
        g.case([id, about, change], "guest", policy).by("bundle").with(|case| case.region("980000"))
    };
    let (named, other) = (json!(["demo-neighbours"]), json!(["demo-one-type"]));
    vec![
        row("agreements-named", "the agreement by which it comes", &named).accept(),
        row("agreements-other", "another agreement", &other).fault(
            "policy.agreement_unauthorised",
            "agreements",
            json!({ "agreements": other }),
        ),
        row("agreements-none", "no agreement", &json!([])).fault(
            "policy.agreement_unauthorised",
            "agreements",
            json!({ "agreements": [] }),
        ),
        row("agreements-home", "another agreement, and it is at home", &other)
            .with(|case| case.region("970000"))
            .accept(),
        g.case(
            ["agreements-nowhere", about, "an agreement, and nobody says where the counter is"],
            "guest",
            json!({ "scenario": "hotel.check-in", "agreements": named }),
        )
        .by("bundle")
        .fault("policy.region_missing", "agreements", json!({ "agreements": named })),
        row("agreements-elsewhere", "an agreement, in a region that has none", &named)
            .with(|case| case.region("940000").fault("trust.recognition_missing"))
            .told(),
    ]
}

/// The second region's list is twenty-five hours old.
fn status(g: &Ground) -> Vec<Json> {
    let about = "An answer on withdrawal may be so old and no older.";
    let row = |id, change, scan, more: Json| {
        let mut asked = json!({ "status": "required" });
        if let (Some(asked), Json::Object(more)) = (asked.as_object_mut(), more) {
            asked.extend(more);
        }
        g.case([id, about, change], scan, policy(asked)).by("bundle")
    };
    let required = json!({ "status": "required" });
    let passed = |row: Row| row.with(|case| case.accept().but("status", "passed")).told();
    let within = |seconds: i64| json!({ "max_status_age": seconds });
    vec![
        passed(row("status-required", "any age", "shop", json!({}))),
        passed(row("status-within", "twenty-five hours, as old as it is", "shop", within(LISTED))),
        row("status-stale", "a day", "shop", within(DAY)).detail(
            "status.stale",
            json!({ "age": LISTED, "limit": DAY }),
            "max_status_age",
            json!({ "max_status_age": DAY }),
        ),
        row("status-never-old", "no age at all", "shop", within(0)).detail(
            "status.stale",
            json!({ "age": LISTED, "limit": 0 }),
            "max_status_age",
            json!({ "max_status_age": 0 }),
        ),
        g.case(
            ["status-age-alone", "An age alone asks for nothing.", "a day"],
            "shop",
            policy(within(DAY)),
        )
        .by("bundle")
        .accept(),
        row("status-missing", "a place in packs that are not here", "card", json!({})).fault(
            "status.missing",
            "status",
            required,
        ),
    ]
}

/// What a journal remembers, or does not.
fn kept(g: &Ground) -> Vec<Json> {
    let about = "Where verdicts are kept, an answer counts once.";
    let row =
        |id, change, how| card(g, [id, about, change], json!({ "assurance": "live" })).kept(how);
    let fault = |row: Row, code: &str, detail: Json| {
        row.with(|case| case.fault(code).detail(detail)).told()
    };
    let again = json!({ "age": 0 });
    vec![
        fault(row("kept-twice", "shown a second time", "twice"), "policy.replayed", again),
        fault(
            row("kept-late", "signed before the journal begins", "late"),
            "policy.memory_missing",
            Json::Null,
        ),
        fault(
            row("kept-failing", "a journal that cannot be written", "failing"),
            "policy.journal_missing",
            Json::Null,
        ),
        g.case(
            ["kept-paper", "Paper may be shown as often as anybody likes.", "paper, a second time"],
            "paper",
            policy(json!({})),
        )
        .kept("twice")
        .accept(),
    ]
}
