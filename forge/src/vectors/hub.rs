//! Room `hub`: what a caller's own connection to the system behind a pointer answered.

use serde_json::{Value as Json, json};

use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::showing::{AUDIENCE, CHALLENGE};

/// A hub's code.
const CODE: &str = "4642087996";

/// The cases of this room.
pub fn cases(b: &Bench) -> Vec<Case> {
    [results(b), statuses(b), answers(b), channels(b), counters(b), elsewhere(b)].concat()
}

/// A pointer under no anchors.
fn asked(b: &Bench, words: [&str; 3], answer: Json) -> Case {
    let claims = answer.get("claims").cloned().unwrap_or(json!({}));
    b.case(Base::Code, words).anchors([]).scan(CODE).hub(answer).releasing(claims)
}

fn fault(case: Case, code: &str) -> Case {
    // A hub that cannot be reached or understood leaves open whose word it is.
    case.fault(code).source("hub")
}

/// The results of `verifyCertInfo`.
fn results(b: &Bench) -> Vec<Case> {
    let about = "A hub's result is an outcome of the checks that a signed credential goes through.";
    let row = |result: i64, code: &str| {
        let (id, change) = (format!("hub::result-{result}"), format!("the result {result}"));
        let case = asked(b, [&id, about, &change], json!({ "status": 0, "result": result }));
        match code {
            "ok" => case.accept().source("hub").high(),
            "hub.not_yet_valid" | "hub.suspended" | "hub.expired" => fault(case, code)
                .but("credential", "not_reached")
                .but("holder", "not_reached")
                .but("policy", "not_reached")
                .high(),
            code => fault(case, code).high(),
        }
    };
    let rows = [
        (0, "ok"),
        (1, "hub.not_yet_valid"),
        (2, "hub.suspended"),
        (3, "hub.expired"),
        (4, "hub.missing"),
        (5, "hub.unknown"),
        (6, "hub.malformed"),
        (7, "hub.mismatch"),
        (8, "hub.missing"),
        (-1, "hub.missing"),
    ];
    let absent = asked(b, ["hub::result-absent", about, "no result"], json!({ "status": 0 }));
    let rows = rows.into_iter().map(|(result, code)| row(result, code));
    rows.chain([fault(absent, "hub.missing").high()]).collect()
}

/// The status in the head of an answer.
fn statuses(b: &Bench) -> Vec<Case> {
    let about = "A hub that could not answer has said nothing, whatever its result.";
    let row = |(status, code): (i64, &str)| {
        let (id, change) = (format!("hub::status-{status}"), format!("the status {status}"));
        let answer = json!({ "status": status, "result": 0 });
        fault(asked(b, [&id, about, &change], answer), code).critical()
    };
    let rows = [
        (1, "hub.missing"),
        (2, "hub.unsupported"),
        (10, "hub.unknown"),
        (11, "hub.unauthorised"),
        (12, "hub.malformed"),
        (99, "hub.missing"),
        (100, "hub.unauthorised"),
        (102, "hub.malformed"),
        (103, "hub.malformed"),
        (109, "hub.malformed"),
        (110, "hub.malformed"),
        (111, "hub.malformed"),
        (112, "hub.missing"),
        (-1, "hub.missing"),
        (200, "hub.missing"),
    ];
    rows.map(row).to_vec()
}

/// What a hub says of the credential.
fn answers(b: &Bench) -> Vec<Case> {
    let about = "What a hub says is repeated as its word, and nothing is said to be signed.";
    let claims =
        json!({ "certificateName": "营业执照", "certificateHolderName": "演示贸易公司（虚构）" });
    let summary = |more: Json| {
        let mut summary =
            json!({ "envelope": "pointer", "format": "hub", "not_before": b.world.at });
        if let (Some(members), Json::Object(more)) = (summary.as_object_mut(), more) {
            members.extend(more);
        }
        summary
    };
    vec![
        asked(b, ["hub::status-absent", about, "no status"], json!({ "result": 0 }))
            .accept()
            .source("hub"),
        asked(b, ["hub::nothing", about, "an empty answer"], json!({}))
            .fault("hub.missing")
            .source("hub")
            .critical(),
        asked(b, ["hub::least", about, "a result alone"], json!({ "status": 0, "result": 0 }))
            .accept()
            .source("hub")
            .summary(summary(json!({}))),
        asked(
            b,
            ["hub::claims", about, "type, issuer and claims"],
            json!({ "status": 0, "result": 0, "type": "t", "issuer": "demo.hub", "claims": claims }),
        )
        .accept()
        .source("hub")
        .summary(summary(json!({ "type": "t", "issuer": "demo.hub" }))),
        asked(
            b,
            ["hub::claims-of-a-refused", about, "claims, and the result 3"],
            json!({ "status": 0, "result": 3, "type": "t", "claims": claims }),
        )
        .fault("hub.expired")
        .source("hub")
        .but("credential", "not_reached")
        .but("holder", "not_reached")
        .but("policy", "not_reached")
        .critical(),
    ]
}

/// Every channel can have a hub behind it.
fn channels(b: &Bench) -> Vec<Case> {
    let about = "A hub answers for a pointer of any channel.";
    let rows = [
        ("url", "https://hub.example/verify"),
        ("business-licence", "https://www.gsxt.gov.cn/demo"),
        ("ctid", "CTID0000DEMO"),
        ("licence-auth-code", "20260601080000000NC0001_99000000_DEMO"),
    ];
    let row = |(name, scan): (&str, &str)| {
        let id = format!("hub::channel-{name}");
        asked(b, [&id, about, "another channel"], json!({ "result": 0 })).scan(scan).accept()
    };
    rows.map(|row_| row(row_).source("hub")).to_vec()
}

/// What a counter asks besides.
fn counters(b: &Bench) -> Vec<Case> {
    let about = "A hub's word goes through the same decision as a signer's.";
    let answer = || json!({ "result": 0, "type": "t", "claims": { "certificateHolderName": "张伟（演示）" } });
    let case = |id: &str, change: &str, policy: Json| {
        asked(b, [id, about, change], answer()).policy(policy)
    };
    let desk = |more: Json| {
        let mut policy = json!({ "scenario": "desk" });
        if let (Some(members), Json::Object(more)) = (policy.as_object_mut(), more) {
            members.extend(more);
        }
        policy
    };
    let cases = vec![
        case("hub::policy-type", "a policy that names its type", desk(json!({ "types": ["t"] })))
            .accept(),
        case(
            "hub::policy-other-type",
            "a policy that names another type",
            desk(json!({ "types": ["u"] })),
        )
        .fault("policy.type_unauthorised"),
        asked(
            b,
            ["hub::policy-no-type", about, "no type, and a policy that names one"],
            json!({ "result": 0 }),
        )
        .policy(desk(json!({ "types": ["t"] })))
        .fault("policy.type_unauthorised")
        .critical(),
        case(
            "hub::policy-claim",
            "a policy that asks for the name",
            desk(json!({ "claims": ["certificateHolderName"] })),
        )
        .accept(),
        case(
            "hub::policy-claim-missing",
            "a policy that asks for the number",
            desk(json!({ "claims": ["certificateHolderCode"] })),
        )
        .fault("policy.claim_required"),
        case(
            "hub::policy-status",
            "a policy that asks for the status: a hub has just answered for it",
            desk(json!({ "status": "required" })),
        )
        .accept(),
        case(
            "hub::policy-holder",
            "a policy that asks for the holder",
            desk(json!({ "assurance": "device" })),
        )
        .fault("holder.required")
        .critical(),
        asked(b, ["hub::challenge", about, "a challenge was shown"], answer())
            .challenge(CHALLENGE)
            .audience(AUDIENCE)
            .fault("holder.required")
            .critical(),
        asked(b, ["hub::expected", about, "the name that the counter expects"], answer())
            .expected(json!({ "certificateHolderName": "张伟(演示)" }))
            .accept(),
        asked(b, ["hub::expected-other", about, "another name than the counter expects"], answer())
            .expected(json!({ "certificateHolderName": "李娜（演示）" }))
            .fault("policy.claim_mismatch")
            .critical(),
    ];
    cases.into_iter().map(|case| case.source("hub")).collect()
}

/// A hub answers for pointers alone.
fn elsewhere(b: &Bench) -> Vec<Case> {
    let about = "A hub's word stands in the place of a signature, and never beside one.";
    let good = || json!({ "status": 0, "result": 0, "claims": { "certificateName": "x" } });
    let signed = b.case(Base::Code, ["hub::signed", about, "a good code, and a hub's answer"]);
    let bad = b.cwt_signed(
        Base::Code,
        ["hub::signed-wrong", about, "a forged code, and a hub's answer"],
        |s| {
            s.set_signature(vec![1; 64]);
        },
    );
    let refused =
        b.case(Base::Code, ["hub::signed-refused", about, "a good code, and a hub's bad answer"]);
    let none = |id: &str, change: &str, scan: &str, code: &str| {
        b.case(Base::Code, [id, about, change]).scan(scan).fault(code).hub(good())
    };
    let cases = [
        signed.scan(b.text(Base::Code)).accept().hub(good()).high(),
        refused.scan(b.text(Base::Code)).accept().hub(json!({ "status": 0, "result": 3 })),
        bad.fault("signature.invalid").hub(good()).critical(),
        none(
            "hub::unknown-scan",
            "a text that is nothing, and a hub's answer",
            "hello",
            "envelope.unknown",
        )
        .critical(),
        none("hub::empty-scan", "nothing, and a hub's answer", "", "envelope.missing").critical(),
        none(
            "hub::other-version",
            "another version, and a hub's answer",
            "36904210",
            "envelope.unsupported",
        )
        .critical(),
        none(
            "hub::malformed-scan",
            "a code that is none, and a hub's answer",
            "3690411",
            "encoding.cbor_malformed",
        )
        .critical(),
    ];
    cases.map(|case| case.source("anchors")).to_vec()
}
