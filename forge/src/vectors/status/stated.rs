//! What a credential states of itself, by the table of its type; and what names no list to ask.

use serde_json::{Value as Json, json};

use crate::code::claim;
use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::showing::{Showing, elements, payload};
use crate::vectors::tokens::{Plain, Tokens, remove};
use crate::world::World;

/// Two built-in types whose tables differ: 安管人员 and 特种作业.
const MANAGER: &str = "11100000000013338W011";
const OPERATOR: &str = "11100000000013338W032";
/// A built-in type without a table: 不动产权证书.
const ESTATE: &str = "11100000MB03271699001";

/// The cases of what is stated.
pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [
        required(b),
        built_in(b),
        unknown(b),
        added(b),
        carried(b),
        malformed(b),
        besides(b),
        endless(b),
    ]
    .concat()
}

fn required(b: &Bench) -> Vec<Case> {
    let about = "A status that is asked for is left open where no list is named, and never passed.";
    let change = "a policy that asks for the status";
    let policy = || json!({ "scenario": "hotel.check-in", "status": "required" });
    let open = |case: Case| case.policy(policy()).fault("status.reference_missing").high();
    let paper = [Base::Code, Base::Hcert, Base::Nzcp, Base::Shc].map(|base| {
        let id = format!("status::{}-required", base.name());
        open(b.case(base, [&id, about, change]).scan(b.text(base)))
    });
    let more = [
        open(Showing::es256(b).held(["status::presentation-required", about, change], |_| {})),
        open(Tokens::es256(b).token(["status::sd-jwt-required", about, change], |_| {})),
        open(Plain::es256(b).token(["status::jwt-required", about, change], |_, _| {})),
        b.case(
            Base::Code,
            [
                "status::not-reached",
                "What has failed before is not asked again.",
                "expired, and a policy that asks for the status",
            ],
        )
        .scan(b.text(Base::Code))
        .policy(policy())
        .at(b.world.at + 400 * 86_400)
        .fault("credential.expired"),
    ];
    paper.into_iter().chain(more).collect()
}

fn stating(b: &Bench, words: [&str; 3], kind: &str, code: &str) -> Case {
    b.stating(words, kind, &[(13, code.into())])
}

/// The tables that come with the verifier.
fn built_in(b: &Bench) -> Vec<Case> {
    let about = "A state is what the table of the credential's type says of its code.";
    let state = |kind: &str, name: &str, code: &str, state: &str| {
        let id = format!("status::{name}-{code}");
        let change = format!("a type whose table says that {code} is {state}");
        let case = stating(b, [&id, about, &change], kind, code);
        match state {
            "valid" => case.accept().notes(json!({})),
            "other" => case.accept().notes(json!({ "credential": "status_unknown" })),
            "suspended" => case.fault("status.suspended").high(),
            ended => case.fault("status.revoked").detail(json!({ "state": ended })).high(),
        }
    };
    let manager = [
        ("01", "valid"),
        ("02", "suspended"),
        ("03", "withdrawn"),
        ("04", "cancelled"),
        ("05", "expired"),
        ("06", "transferred"),
        ("07", "revoked"),
        ("99", "other"),
    ];
    let operator = [("03", "revoked"), ("04", "withdrawn"), ("05", "cancelled"), ("06", "expired")];
    let manager = manager.map(|(code, name)| state(MANAGER, "manager", code, name));
    let operator = operator.map(|(code, name)| state(OPERATOR, "operator", code, name));
    manager.into_iter().chain(operator).collect()
}

/// Codes that no table has.
fn unknown(b: &Bench) -> Vec<Case> {
    let about = "A state that no table names is noted, and nothing is concluded from it.";
    let noted = |id: &str, change: &str, kind: &str, code: &str, notes: &str| {
        stating(b, [id, about, change], kind, code).accept().notes(json!({ "credential": notes }))
    };
    let identity = World::identity_type();
    vec![
        noted(
            "status::code-unknown",
            "a code that is not in its type's table",
            MANAGER,
            "08",
            "status_unknown",
        ),
        noted(
            "status::code-one-digit",
            "one digit, where the table has two",
            MANAGER,
            "2",
            "status_unknown",
        ),
        noted("status::table-unknown", "a type without a table", ESTATE, "02", "status_unknown"),
        noted(
            "status::type-unknown",
            "a type that is not in the catalogue",
            &identity,
            "02",
            "status_unknown",
        ),
        noted(
            "status::type-unknown-valid",
            "a type that is not in the catalogue, and the code that most tables call valid",
            &identity,
            "01",
            "status_unknown",
        ),
    ]
}

fn row(kind: &str, statuses: &Json) -> Json {
    json!({ "type": kind, "statuses": statuses, "source": "a test", "date": "2026-06-01" })
}

/// Tables that an integrator brings.
fn added(b: &Bench) -> Vec<Case> {
    let about = "An integrator's row adds a type, or takes the place of the one that is built in.";
    let identity = World::identity_type();
    let case = |id: &str, change: &str, kind: &str, code: &str, rows: &[Json]| {
        stating(b, [id, about, change], kind, code).types(rows.into())
    };
    let suspended = json!({ "01": "valid", "02": "suspended" });
    vec![
        case("status::added", "a row for its type", &identity, "01", &[row(&identity, &suspended)])
            .accept()
            .notes(json!({})),
        case(
            "status::added-suspended",
            "a row for its type, by which it is suspended",
            &identity,
            "02",
            &[row(&identity, &suspended)],
        )
        .fault("status.suspended")
        .high(),
        case(
            "status::added-for-another",
            "a row for the type whose code is one character longer",
            &identity,
            "02",
            &[row(&format!("{identity}0"), &suspended)],
        )
        .accept()
        .notes(json!({ "credential": "status_unknown" })),
        case(
            "status::replaced",
            "a row in the place of the built-in one, by which 03 is valid",
            MANAGER,
            "03",
            &[row(MANAGER, &json!({ "03": "valid" }))],
        )
        .accept()
        .notes(json!({})),
        case(
            "status::replaced-whole",
            "a row in the place of the built-in one, which does not name 02",
            MANAGER,
            "02",
            &[row(MANAGER, &json!({ "03": "valid" }))],
        )
        .accept()
        .notes(json!({ "credential": "status_unknown" })),
        case(
            "status::replaced-twice",
            "two rows for its type, of which the later counts",
            &identity,
            "02",
            &[row(&identity, &json!({ "02": "valid" })), row(&identity, &suspended)],
        )
        .fault("status.suspended"),
        case(
            "status::other-row",
            "a row for another type beside the built-in one",
            MANAGER,
            "07",
            &[row(&identity, &json!({ "07": "valid" }))],
        )
        .fault("status.revoked")
        .detail(json!({ "state": "revoked" })),
    ]
}

/// The same in the formats that a holder shows.
fn carried(b: &Bench) -> Vec<Case> {
    let about = "A credential that is out of force is refused in every format.";
    let (showing, tokens, plain) = (Showing::es256(b), Tokens::es256(b), Plain::es256(b));
    let revoked =
        |case: Case| case.fault("status.revoked").detail(json!({ "state": "cancelled" })).high();
    let state = |draft: &mut _| {
        payload(draft, |p| p.set(claim::VCT, MANAGER));
        elements(draft, |e| e.set(13, "04"));
    };
    vec![
        revoked(showing.draft(["status::presentation-cancelled", about, "cancelled"], state)),
        revoked(tokens.draft(["status::sd-jwt-cancelled", about, "cancelled"], |d| {
            d.payload["vct"] = MANAGER.into();
            d.payload["certificateStatus"] = "04".into();
        })),
        revoked(plain.token(["status::jwt-cancelled", about, "cancelled"], |_, payload| {
            payload["vct"] = MANAGER.into();
            payload["certificateStatus"] = "04".into();
        })),
    ]
}

/// A state that is not written as one is a fault, and never no state.
fn malformed(b: &Bench) -> Vec<Case> {
    let about = "A state is a text, by which its type's table is asked; anything else is a fault.";
    let (tokens, plain) = (Tokens::es256(b), Plain::es256(b));
    let refused = |case: Case| {
        case.fault("credential.claim_malformed")
            .detail(json!({ "claim": "certificateStatus" }))
            .attack("C2")
            .critical()
    };
    let jwt = |name: &str, change: &str, state: Json| {
        refused(plain.token([&format!("status::jwt-{name}"), about, change], |_, payload| {
            payload["vct"] = MANAGER.into();
            payload["certificateStatus"] = state;
        }))
    };
    vec![
        jwt("number", "the state as a number", json!(4)),
        jwt("list", "the state in a list", json!(["04"])),
        jwt("null", "null", Json::Null),
        refused(tokens.draft(["status::sd-jwt-number", about, "the state as a number"], |d| {
            d.payload["vct"] = MANAGER.into();
            d.payload["certificateStatus"] = 4.into();
        })),
    ]
}

/// What else is asked makes it no better.
fn besides(b: &Bench) -> Vec<Case> {
    let about = "What a credential states of itself speaks against it, whatever else is asked.";
    let case = |id: &str, change: &str, code: &str| stating(b, [id, about, change], MANAGER, code);
    let policy = |more: Json| {
        let mut policy = json!({ "scenario": "desk" });
        if let (Some(policy), Json::Object(more)) = (policy.as_object_mut(), more) {
            policy.extend(more);
        }
        policy
    };
    let required = || policy(json!({ "status": "required" }));
    vec![
        case("status::suspended-and-required", "suspended, and the policy asks", "02")
            .policy(required())
            .fault("status.suspended")
            .critical(),
        case("status::cancelled-and-required", "cancelled, and the policy asks", "04")
            .policy(required())
            .fault("status.revoked")
            .detail(json!({ "state": "cancelled" }))
            .critical(),
        case("status::valid-and-required", "valid when issued, and the policy asks", "01")
            .policy(required())
            .fault("status.reference_missing"),
        case("status::before-policy", "cancelled, and another type than the policy's", "04")
            .policy(policy(json!({ "types": [World::identity_type()] })))
            .fault("status.revoked")
            .but("policy", "failed"),
        case("status::before-holder", "cancelled, and the policy asks for the holder", "04")
            .policy(policy(json!({ "assurance": "device" })))
            .fault("status.revoked")
            .but("holder", "failed"),
        case("status::behind-dates", "cancelled, and expired", "04")
            .at(b.world.at + 400 * 86_400)
            .fault("credential.expired"),
    ]
}

/// Types whose credentials have no end (长期).
fn endless(b: &Bench) -> Vec<Case> {
    let about = "A credential has an end, unless its type has none.";
    let identity = World::identity_type();
    let row = |perpetual: bool| json!([{ "type": identity, "perpetual": perpetual, "source": "a test", "date": "2026-06-01" }]);
    let without = |id: &str, change: &str| {
        b.cwt(Base::Code, [id, about, change], |m| m.payload.remove(claim::EXP))
    };
    let summary = json!({
        "envelope": "code", "format": "CWT", "issuer": b.world.region.id, "type": identity,
        "not_before": b.world.at - 30 * 86_400,
    });
    let (showing, plain) = (Showing::es256(b), Plain::es256(b));
    let perpetual = "no `exp`, and a type that has no end";
    vec![
        without("status::perpetual", perpetual).types(row(true)).accept().summary(summary),
        without("status::perpetual-false", "no `exp`, and a row that says that its type ends")
            .types(row(false))
            .fault("credential.expiry_missing")
            .attack("C1")
            .critical(),
        b.case(Base::Code, ["status::perpetual-with-end", about, "a type that has no end"])
            .scan(b.text(Base::Code))
            .types(row(true))
            .accept(),
        b.case(
            Base::Code,
            ["status::perpetual-expired", about, "expired, of a type that has no end"],
        )
        .scan(b.text(Base::Code))
        .types(row(true))
        .at(b.world.at + 400 * 86_400)
        .fault("credential.expired")
        .attack("C3")
        .critical(),
        b.cwt(Base::Code, ["status::perpetual-null", about, "`exp` is null"], |m| {
            m.payload.set(claim::EXP, crate::cbor::Value::NULL);
        })
        .types(row(true))
        .fault("credential.claim_malformed")
        .attack("C2")
        .critical(),
        showing
            .draft(["status::perpetual-presentation", about, perpetual], |d| {
                payload(d, |p| p.remove(claim::EXP));
            })
            .types(row(true))
            .accept(),
        plain
            .token(["status::perpetual-jwt", about, perpetual], |_, payload| {
                remove(payload, "exp");
            })
            .types(row(true))
            .accept(),
    ]
}
