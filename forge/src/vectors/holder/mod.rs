//! Room `holder`: who shows a credential, to whom, when, and in answer to what.

use serde_json::json;

use crate::hotel::{self, Hotel};
use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::showing::{AUDIENCE, CHALLENGE, holder_required};
use crate::vectors::tokens::{Plain, Tokens};

mod binding;
mod binding_jwt;
mod code;
mod keys;
mod keys_jwt;

/// The cases of this room.
pub fn cases(b: &Bench) -> Vec<Case> {
    [
        paper(b),
        besides(b),
        hotel(b),
        code::cases(b),
        keys::cases(b),
        binding::cases(b),
        keys_jwt::cases(b),
        binding_jwt::cases(b),
    ]
    .concat()
}

/// What nobody can present.
fn paper(b: &Bench) -> Vec<Case> {
    let about = "Where a holder is asked for, what nobody is bound to is refused: a copy is as good as the original.";
    let each = [Base::Code, Base::Hcert, Base::Nzcp, Base::Shc].into_iter().flat_map(|base| {
        let id = |kind: &str| format!("holder::{}-{kind}", base.name());
        let case = |words: [&str; 3]| b.case(base, words).scan(b.text(base));
        [
            case([&id("required"), about, "a policy that asks for the holder"])
                .policy(holder_required()),
            case([&id("challenge"), about, "a challenge was shown"])
                .challenge(CHALLENGE)
                .audience(AUDIENCE),
        ]
    });
    let (tokens, plain) = (Tokens::es256(b), Plain::es256(b));
    let unbound = [
        tokens
            .token(
                [
                    "holder::sd-jwt-unbound-required",
                    about,
                    "no key binding, and a policy that asks for the holder",
                ],
                |_| {},
            )
            .policy(holder_required())
            .attack("E7"),
        tokens
            .token(
                [
                    "holder::sd-jwt-unbound-challenge",
                    about,
                    "no key binding, and a challenge was shown",
                ],
                |_| {},
            )
            .challenge(CHALLENGE)
            .audience(AUDIENCE)
            .attack("E7"),
        plain
            .token(["holder::jwt-required", about, "a policy that asks for the holder"], |_, _| {})
            .policy(holder_required())
            .attack("E7"),
        plain
            .token(["holder::jwt-challenge", about, "a challenge was shown"], |_, _| {})
            .challenge(CHALLENGE)
            .audience(AUDIENCE)
            .attack("E7"),
    ];
    let cases = each.map(|case| case.attack("H1")).chain(unbound);
    cases.map(|case| case.fault("holder.required").critical()).collect()
}

/// Several things are asked at once.
fn besides(b: &Bench) -> Vec<Case> {
    let case = |id: &str, about: &str, change: &str| {
        b.case(Base::Code, [id, about, change]).scan(b.text(Base::Code))
    };
    vec![
        case(
            "holder::and-status",
            "What speaks against a credential is the reason, also when an earlier check is open.",
            "a policy that asks for status and holder",
        )
        .policy(json!({ "scenario": "desk", "assurance": "device", "status": "required" }))
        .fault("holder.required")
        .but("status", "undecided"),
        case(
            "holder::and-policy",
            "Of two failed checks the first is the reason, and both are on the receipt.",
            "a policy that asks for the holder and for another type",
        )
        .policy(json!({ "scenario": "desk", "assurance": "device", "types": ["t"] }))
        .fault("holder.required")
        .but("policy", "failed"),
    ]
}

/// A presentation as large as those of the field: every personal element redacted, four shown.
fn hotel(b: &Bench) -> Vec<Case> {
    let hotel = Hotel::new(&b.world.seed, b.world.at);
    let shown = |name: &str| {
        hotel::SHOWN.contains(&name)
            || hotel.printed().elements.iter().any(|(known, _)| known == name)
    };
    let elements = hotel.bound.credential.elements.iter().filter(|(name, _)| shown(name));
    let claims: serde_json::Value = elements
        .map(|(name, value)| (name.clone(), serde_json::Value::from(value.clone())))
        .collect();
    let bytes = hotel.present(Some(hotel::CHALLENGE)).unwrap_or_default();
    let words = ["holder::hotel", "A guest shows four of thirteen redacted elements.", ""];
    let region = crate::regions::region(&b.world.seed, 'c');
    vec![
        Case::new(words, "", b.world.at)
            .scan(crate::code::scan_as(crate::code::Kind::Bound, &bytes))
            .anchors([region.anchor(&[crate::regions::IDENTITY])])
            .types(json!([crate::regions::IDENTITY.record()]))
            .policy(json!({
                "scenario": hotel::AUDIENCE, "assurance": "device",
                "types": [crate::regions::IDENTITY.code()], "claims": hotel::SHOWN,
            }))
            .challenge(hotel::CHALLENGE)
            .releasing(claims)
            .accept()
            .age(0)
            .high(),
    ]
}
