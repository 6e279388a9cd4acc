//! What a counter must do itself, may ask for, and says.

use serde_json::{Value as Json, json};

use super::decided::{card, policy};
use super::ground::{Ground, HOLDER};
use crate::packs::pack;
use crate::regions::DRIVING;
use crate::vectors::bench::AT;
use crate::vectors::showing::CHALLENGE;
use crate::world::resident_number;

const NUMBER: &str = "certificateNumber";
const OVER: &str = "holderOver18";
const STATUS: &str = "certificateStatus";

/// Member by member.
pub(super) fn cases(g: &Ground) -> Vec<Json> {
    [holder(g), matched(g), asks(g), said(g), outputs(g)].concat()
}

fn holder(g: &Ground) -> Vec<Json> {
    let about = "How well the holder must be known to be present.";
    let row = |id, change, scan, assurance: &str| {
        g.case([id, about, change], scan, policy(json!({ "assurance": assurance })))
    };
    let refused = |id, change, scan, assurance: &'static str| {
        row(id, change, scan, assurance).fault(
            "holder.required",
            "assurance",
            json!({ "assurance": assurance }),
        )
    };
    vec![
        row("paper-paper", "paper where paper will do", "paper", "paper").accept(),
        row("paper-device", "a device where paper will do, unasked", "card-dynamic", "paper")
            .accept(),
        row("device-device", "a device where a device must be", "card-dynamic", "device").accept(),
        row("device-live", "an answer where a device must be", "card", "device").accept(),
        row("live-live", "an answer where an answer must be", "card", "live").accept(),
        refused("device-paper", "paper where a device must be", "paper", "device"),
        row("live-paper", "paper where an answer must be, and no challenge", "paper", "live")
            .with(|case| case.fault("holder.required").but("policy", "undecided"))
            .with(|case| case.rule("assurance", json!({ "assurance": "live" })))
            .told(),
        row(
            "live-unasked",
            "a device where an answer must be, and no challenge",
            "card-dynamic",
            "live",
        )
        .fault("policy.challenge_missing", "assurance", json!({ "assurance": "live" })),
        row(
            "live-unanswered",
            "a device that does not answer the challenge",
            "card-dynamic",
            "live",
        )
        .with(|case| case.challenge(CHALLENGE).fault("holder.nonce_missing"))
        .told(),
        row("live-stale", "an answer of two minutes ago", "card", "live")
            .with(|case| {
                let case = case.at(AT + 120);
                case.fault("holder.stale").detail(json!({ "age": 120, "limit": 60 }))
            })
            .told(),
    ]
}

fn matched(g: &Ground) -> Vec<Json> {
    let about = "How the person was matched must be a way that the policy has.";
    let (both, none) = (json!(["staff_photo", "face_external"]), json!(["none"]));
    let row = |id, change, ways: &Json, way: &'static str| {
        card(g, [id, about, change], json!({ "holder_match": ways })).with(|case| case.matched(way))
    };
    let refused = |id, change, ways: &Json, way: &'static str| {
        row(id, change, ways, way).fault(
            "policy.match_unauthorised",
            "holder_match",
            json!({ "holder_match": ways }),
        )
    };
    let photo = json!(["staff_photo"]);
    vec![
        row("matched-photo", "by the photo", &both, "staff_photo")
            .saying(json!({ "matched": "staff_photo" })),
        row("matched-face", "by the face, where the photo will do too", &both, "face_external")
            .saying(json!({ "matched": "face_external" })),
        card(g, ["matched-unsaid", about, "no word of it"], json!({ "holder_match": photo }))
            .saying(json!({ "matched": null })),
        refused(
            "matched-face-alone",
            "by the face, where the photo is asked for",
            &photo,
            "face_external",
        ),
        refused(
            "matched-more",
            "by the photo, where nobody is to be matched",
            &none,
            "staff_photo",
        ),
        refused("matched-unknown", "by a fingerprint", &both, "fingerprint"),
    ]
}

fn asks(g: &Ground) -> Vec<Json> {
    let about = "A counter asks for no more than its policy has.";
    let row = |id, change, more: Json, asks: &[&str]| {
        card(g, [id, about, change], more).with(|case| case.asks(asks))
    };
    let all = json!({
        "claims": [HOLDER[0]], "claims_by_type": { DRIVING.kind: [NUMBER] },
        "optional": ["holderSex"], "values": { OVER: [true] },
    });
    let refused = |id, change, claim: &str| {
        row(id, change, all.clone(), &[HOLDER[0], claim]).detail(
            "policy.claim_unauthorised",
            json!({ "claim": claim }),
            "claims",
            json!({ "claims": [HOLDER[0], NUMBER, "holderSex", OVER] }),
        )
    };
    vec![
        row("asks-claims", "what must be there", all.clone(), &[HOLDER[0]]).accept(),
        row("asks-less", "nothing", all.clone(), &[]).accept(),
        row("asks-all", "all that it has", all.clone(), &[HOLDER[0], NUMBER, "holderSex", OVER])
            .accept(),
        refused("asks-shown", "the number, which is shown", HOLDER[2]),
        refused("asks-kept-back", "the ethnicity, which is not", "holderEthnicity"),
        row("asks-of-nothing", "the name, where the policy has no claims", json!({}), &[HOLDER[0]])
            .detail(
                "policy.claim_unauthorised",
                json!({ "claim": HOLDER[0] }),
                "claims",
                json!({ "claims": [] }),
            ),
    ]
}

/// What the receipt repeats.
fn said(g: &Ground) -> Vec<Json> {
    let about = "What the policy and the counter say stands on the receipt.";
    let row = |id, change, more: Json| card(g, [id, about, change], more);
    let words = json!({ "zh": "柜台", "en": "Counter" });
    let nobody = json!({ "maker": null, "purpose": null, "matched": null, "entry": null });
    vec![
        row("said-nothing", "nothing", json!({})).saying(nobody),
        row("said-version", "a version", json!({ "version": 3 })).accept(),
        row("said-title", "a title", json!({ "title": words })).accept(),
        row("said-limits", "limits, which are for its readers", json!({ "limits": words }))
            .accept(),
        row("said-instead", "what else is accepted", json!({ "instead": words })).accept(),
        row("said-duties", "duties", json!({ "not_covered": ["police.upload", "b"] })).accept(),
        row("said-review", "a person may decide", json!({ "indeterminate": "review" })).accept(),
        row(
            "said-retention",
            "what is kept, and until when",
            json!({ "claims": [HOLDER[0]], "retention": { "days": 30, "claims": [HOLDER[0]] } }),
        )
        .accept(),
        row("said-never-keep", "what is never kept", json!({ "never_keep": [HOLDER[2]] })).accept(),
        row(
            "said-sources",
            "its sources",
            json!({ "sources": [{ "title": "t", "checked": false }] }),
        )
        .accept(),
        row("said-maker", "who checks", json!({}))
            .by("maker")
            .saying(json!({ "maker": "演示柜台（虚构）" })),
        card(
            g,
            ["said-refused", about, "what it says of itself, also where it refuses"],
            json!({
                "types": [DRIVING.kind], "title": words, "instead": words, "version": 2,
                "indeterminate": "review", "not_covered": ["a"],
                "claims": [HOLDER[0]], "retention": { "days": 1, "claims": [HOLDER[0]] },
                "outputs": { "a": [HOLDER[0]] },
            }),
        )
        .with(|case| {
            case.fault("policy.type_unauthorised").rule("types", json!({ "types": [DRIVING.kind] }))
        })
        .told(),
    ]
}

fn outputs(g: &Ground) -> Vec<Json> {
    let about = "Each reader of the result gets its own part of what was shown.";
    let row = |id, change, outputs: Json| {
        let asked =
            json!({ "claims": [HOLDER[0]], "optional": [NUMBER, STATUS], "outputs": outputs });
        card(g, [id, about, change], asked)
    };
    let name = "张伟（演示）";
    let guest = json!({
        "certificateHolderName": name,
        "certificateHolderTypeCode": "111",
        "certificateHolderCode": resident_number("99010119900101001"),
    });
    let mut hotel = pack("hotel.check-in");
    if let Some(members) = hotel.as_object_mut() {
        members.remove("status");
        members.remove("max_status_age");
    }
    let shipped =
        g.case(["outputs-pack", about, "the policy that is shipped for hotels"], "guest", hotel);
    vec![
        row("outputs-none", "no readers", json!({})).saying(json!({ "outputs": null })),
        row("outputs-two", "two readers", json!({ "a": [HOLDER[0]], "b": [STATUS] }))
            .saying(json!({ "outputs": { "a": { HOLDER[0]: name }, "b": { STATUS: "01" } } })),
        row("outputs-absent", "a claim that is not there", json!({ "a": [HOLDER[0], NUMBER] }))
            .saying(json!({ "outputs": { "a": { HOLDER[0]: name } } })),
        row("outputs-reference", "a name that only a journal has", json!({ "a": ["reference"] }))
            .saying(json!({ "outputs": { "a": {} } })),
        shipped.saying(json!({ "outputs": { "police_upload": guest, "hotel_record": {} } })),
    ]
}
