//! Room `policy`: what a counter asks for besides a good credential, and what it knows already.

use serde_json::{Value as Json, json};

use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::showing::Showing;
use crate::vectors::tokens::{Plain, Tokens, remove};
use crate::world::World;

mod expected;

/// The cases of this room.
pub fn cases(b: &Bench) -> Vec<Case> {
    [policies(b), carried(b), expected::cases(b)].concat()
}

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

/// What a policy asks for.
fn policies(b: &Bench) -> Vec<Case> {
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
        .but("status", "undecided")
        .critical(),
        asked(b, Base::Code, ["policy::not-reached", "A policy never turns a failed check into an accept.", "no anchors, and a policy that names its type"], hotel(json!({})))
            .anchors([])
            .fault("trust.issuer_unknown")
            .critical(),
    ]
}

/// The same in the formats that a holder shows: what is not disclosed is not there.
fn carried(b: &Bench) -> Vec<Case> {
    let about =
        "A counter asks for the claims that its policy names, and what is kept back is not there.";
    let (showing, tokens, plain) = (Showing::es256(b), Tokens::es256(b), Plain::es256(b));
    let wanting = |claim: &str| json!({ "scenario": "desk", "claims": [claim] });
    let lacking = |case: Case, claim: &str| {
        case.policy(wanting(claim))
            .fault("policy.claim_required")
            .detail(json!({ "claim": claim }))
            .high()
    };
    let change = "a policy that asks for the name, which is not disclosed";
    let name = "certificateHolderName";
    let other = || json!({ "scenario": "desk", "types": [World::residence_type()] });
    let another = |case: Case| case.policy(other()).fault("policy.type_unauthorised").critical();
    vec![
        lacking(
            showing.held(["policy::presentation-kept-back", about, change], |held| {
                held.disclosures.clear();
            }),
            name,
        ),
        lacking(
            tokens.token(["policy::sd-jwt-kept-back", about, change], |token| {
                token.disclosures.clear();
            }),
            name,
        ),
        showing
            .held(
                ["policy::presentation-disclosed", about, "a policy that asks for the name"],
                |_| {},
            )
            .policy(wanting(name))
            .accept(),
        tokens
            .token(["policy::sd-jwt-disclosed", about, "a policy that asks for the name"], |_| {})
            .policy(wanting(name))
            .accept(),
        lacking(
            tokens.token(
                ["policy::sd-jwt-digests", about, "a policy that asks for the digests"],
                |_| {},
            ),
            "_sd",
        ),
        lacking(
            tokens.token(
                ["policy::sd-jwt-digest-name", about, "a policy that asks for the digest's name"],
                |_| {},
            ),
            "_sd_alg",
        ),
        another(showing.held(
            ["policy::presentation-type", about, "a policy that names another type"],
            |_| {},
        )),
        another(
            tokens
                .token(["policy::sd-jwt-type", about, "a policy that names another type"], |_| {}),
        ),
        another(
            plain.token(["policy::jwt-type", about, "a policy that names another type"], |_, _| {}),
        ),
        another(plain.token(
            ["policy::jwt-no-type", about, "no type, and a policy that names one"],
            |_, payload| {
                remove(payload, "vct");
            },
        )),
    ]
}
