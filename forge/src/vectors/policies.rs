//! Rooms `status`, `holder` and `policy`: what a counter asks for besides a good credential.

use serde_json::{Value as Json, json};

use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;
use crate::world::World;

fn hotel(more: Json) -> Json {
    let mut policy = json!({ "scenario": "hotel.check-in", "types": [World::identity_type()] });
    if let (Some(policy), Json::Object(more)) = (policy.as_object_mut(), more) {
        policy.extend(more);
    }
    policy
}

fn asked(b: &Bench, base: Base, words: [&str; 3], policy: Json) -> Case {
    b.case(base, words).scan(b.text(base)).policy(policy)
}

/// The cases of the room `status`.
pub fn status(b: &Bench) -> Vec<Case> {
    let about = "A status check that is asked for and cannot be made is left open, never passed.";
    let each = [Base::Code, Base::Hcert, Base::Nzcp, Base::Shc].map(|base| {
        let policy = json!({ "scenario": "hotel.check-in", "status": "required" });
        let id = format!("status::{}-required", base.name());
        asked(b, base, [&id, about, "a policy that asks for the status"], policy)
            .fault("status.unsupported")
            .high()
    });
    let expired = asked(
        b,
        Base::Code,
        [
            "status::not-reached",
            "What has failed before is not asked again.",
            "expired, and a policy that asks for the status",
        ],
        hotel(json!({ "status": "required" })),
    )
    .at(b.world.at + 400 * 86_400)
    .fault("credential.expired");
    each.into_iter().chain([expired]).collect()
}

/// The cases of the room `holder`.
pub fn holder(b: &Bench) -> Vec<Case> {
    let about = "A holder who cannot prove to be present leaves the question open.";
    let each = [Base::Code, Base::Hcert, Base::Nzcp, Base::Shc].into_iter().flat_map(|base| {
        let policy = json!({ "scenario": "hotel.check-in", "holder": "required" });
        let (required, shown) = (
            format!("holder::{}-required", base.name()),
            format!("holder::{}-challenge", base.name()),
        );
        [
            asked(b, base, [&required, about, "a policy that asks for the holder"], policy)
                .fault("holder.unsupported")
                .high(),
            b.case(base, [&shown, about, "a challenge was shown"])
                .scan(b.text(base))
                .challenge("2WbFUzSUGTnbN2nUzvZKDg")
                .fault("holder.unsupported")
                .high(),
        ]
    });
    let both = asked(
        b,
        Base::Code,
        [
            "holder::and-status",
            "Of two open checks the first is the reason, and both are on the receipt.",
            "a policy that asks for status and holder",
        ],
        hotel(json!({ "status": "required", "holder": "required" })),
    )
    .fault("status.unsupported")
    .with_open_holder();
    each.chain([both]).collect()
}

/// The cases of the room `policy`.
pub fn policy(b: &Bench) -> Vec<Case> {
    let (types, claims) = (
        "A counter accepts the types that its policy names.",
        "A counter asks for the claims that its policy names.",
    );
    let refused = |base: Base, id, change, policy: Json| {
        asked(b, base, [id, types, change], policy).fault("policy.type_unauthorised").high()
    };
    let accepted = |base: Base, id, about, change, policy: Json| {
        asked(b, base, [id, about, change], policy).accept()
    };
    let lacking = |base: Base, id, change, policy: Json, claim: &str| {
        asked(b, base, [id, claims, change], policy)
            .fault("policy.claim_required")
            .detail(json!({ "claim": claim }))
    };
    let scenario = |types: &[&str]| json!({ "scenario": "desk", "types": types });
    let asking = |claims: &[&str]| json!({ "scenario": "desk", "claims": claims });
    vec![
        accepted(Base::Code, "policy::types", types, "a policy that names its type", hotel(json!({}))),
        accepted(Base::Code, "policy::types-one-of", types, "a policy that names two types", scenario(&[&World::residence_type(), &World::identity_type()])),
        accepted(Base::Code, "policy::scenario-alone", "A policy may ask for nothing.", "a policy that has only a name", json!({ "scenario": "desk" })),
        accepted(Base::Code, "policy::claims", claims, "a policy that names two claims", hotel(json!({ "claims": ["certificateHolderName", "certificateHolderCode"] }))),
        accepted(Base::Code, "policy::not-covered", "A policy says what this check does not cover.", "a policy that names a duty", hotel(json!({ "not_covered": ["police upload"] }))),
        accepted(Base::Hcert, "policy::hcert-claims", claims, "a policy that names three claims", asking(&["nam", "dob", "v"])),
        accepted(Base::Shc, "policy::shc-type-one-of", types, "a policy that names one of its types", scenario(&["https://smarthealth.cards#immunization"])),
        accepted(Base::Nzcp, "policy::nzcp-claims", claims, "a policy that names two claims", asking(&["givenName", "dob"])),
        refused(Base::Code, "policy::type-other", "a policy that names another type", scenario(&[&World::residence_type()])).critical(),
        refused(Base::Code, "policy::type-none", "a policy that names no type", scenario(&[])).critical(),
        refused(Base::Code, "policy::type-definer", "a policy that names the type's definer", scenario(&[&World::identity_type()[..18]])),
        refused(Base::Code, "policy::type-of-another-format", "a policy that names a vaccination", scenario(&["vaccination"])),
        refused(Base::Hcert, "policy::hcert-type", "a policy that names a test", scenario(&["test"])).critical(),
        refused(Base::Nzcp, "policy::nzcp-type", "a policy that names another pass", scenario(&["VerifiableCredential"])),
        refused(Base::Shc, "policy::shc-type", "a policy that names another card", scenario(&["https://smarthealth.cards#laboratory"])),
        lacking(Base::Hcert, "policy::hcert-claim-missing", "a policy that asks for a test", asking(&["nam", "t"]), "t"),
        lacking(Base::Code, "policy::claim-unknown", "a policy that asks for a claim of another format", asking(&["certificateName", "familyName"]), "familyName"),
        lacking(Base::Code, "policy::claim-case", "a policy that writes a claim in lower case", asking(&["certificateholdername"]), "certificateholdername"),
        lacking(Base::Shc, "policy::shc-claim-missing", "a policy that asks for what lies deeper", asking(&["birthDate"]), "birthDate"),
        b.cwt(Base::Code, ["policy::claim-missing", claims, "no holder number, which the policy asks for"], |m| {
            crate::vectors::bench::elements(m, |e| e.remove(8));
        })
        .policy(hotel(json!({ "claims": ["certificateHolderName", "certificateHolderCode"] })))
        .fault("policy.claim_required")
        .detail(json!({ "claim": "certificateHolderCode" })),
        asked(
            b,
            Base::Code,
            ["policy::failed-before-open", "What speaks against a credential is the reason, also when an earlier check is open.", "another type, and a policy that asks for the status"],
            json!({ "scenario": "desk", "types": [World::residence_type()], "status": "required" }),
        )
        .fault("policy.type_unauthorised")
        .with_open_status()
        .critical(),
        asked(b, Base::Code, ["policy::not-reached", "A policy never turns a failed check into an accept.", "no anchors, and a policy that names its type"], hotel(json!({})))
            .anchors([])
            .fault("trust.issuer_unknown")
            .critical(),
    ]
}
