//! What a key binding JWT states: for whom, when, in answer to what, over what.

use serde_json::{Value as Json, json};

use crate::base64::url;
use crate::hash::Hash;
use crate::vectors::bench::{AT, Bench};
use crate::vectors::case::Case;
use crate::vectors::showing::{AUDIENCE, CHALLENGE, holder_required};
use crate::vectors::tokens::{Tokens, remove};

use super::{es256, id};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [audiences(b), moments(b), limits(b), nonces(b), digests(b)].concat()
}

fn claim(tokens: &Tokens, words: [&str; 3], name: &str, value: Option<Json>) -> Case {
    tokens.binding([&id(tokens, words[0]), words[1], words[2]], |k| match value {
        Some(value) => k.claims[name] = value,
        None => {
            remove(&mut k.claims, name);
        }
    })
}

fn malformed(case: Case, claim: &str) -> Case {
    case.fault("holder.claim_malformed").detail(json!({ "claim": claim })).attack("E9").high()
}

fn missing(case: Case, claim: &str) -> Case {
    case.fault("holder.claim_missing").detail(json!({ "claim": claim })).attack("E9").critical()
}

/// Whom it is for.
fn audiences(b: &Bench) -> Vec<Case> {
    let about = "A key binding JWT names this verifier, as one text, byte for byte.";
    let tokens = es256(b);
    let case = |name: &str, change: &str, audience: Json| {
        claim(&tokens, [name, about, change], "aud", Some(audience))
    };
    let other = |name: &str, change: &str, audience: Json| {
        case(name, change, audience).fault("holder.audience_mismatch").attack("H4").critical()
    };
    vec![
        other("aud-other", "made for another verifier", json!("shop.example")),
        other(
            "aud-prefix",
            "this verifier's name without its last letter",
            json!("counter.exampl"),
        ),
        other("aud-slash", "a slash behind this verifier's name", json!("counter.example/")),
        malformed(case("aud-array", "this verifier's name in an array", json!([AUDIENCE])), "aud"),
        malformed(case("aud-null", "null", Json::Null), "aud"),
        missing(claim(&tokens, ["aud-missing", about, "no `aud`"], "aud", None), "aud"),
        tokens
            .unasked()
            .token(
                [
                    &id(&tokens, "aud-unknown"),
                    "Who has not said who it is cannot tell whom a presentation is for.",
                    "a challenge, and no name",
                ],
                |_| {},
            )
            .challenge(CHALLENGE)
            .fault("holder.audience_unknown")
            .attack("H4"),
    ]
}

/// When it was made.
fn moments(b: &Bench) -> Vec<Case> {
    let about =
        "A key binding JWT says when it was made, in whole seconds, within the last minute.";
    let tokens = es256(b);
    let case = |name: &str, change: &str, iat: Json| {
        claim(&tokens, [name, about, change], "iat", Some(iat))
    };
    vec![
        missing(claim(&tokens, ["iat-missing", about, "no `iat`"], "iat", None), "iat"),
        malformed(case("iat-text", "`iat` is a text", json!(AT.to_string())), "iat"),
        malformed(case("iat-null", "`iat` is null", Json::Null), "iat"),
        malformed(case("iat-fraction", "`iat` has a fraction", json!(1_780_272_000.5)), "iat"),
        malformed(case("iat-milliseconds", "`iat` in milliseconds", json!(AT * 1000)), "iat"),
        case("iat-61-seconds", "made 61 seconds ago", json!(AT - 61))
            .fault("holder.stale")
            .detail(json!({ "age": 61, "limit": 60 }))
            .attack("H2")
            .critical(),
        case("iat-11-ahead", "made in eleven seconds", json!(AT + 11))
            .fault("holder.not_yet_valid")
            .detail(json!({ "ahead": 11 }))
            .attack("C6"),
        tokens
            .draft(
                [
                    &id(&tokens, "before-issuing"),
                    "A presentation lies between the credential's dates.",
                    "the token issued a second later",
                ],
                |d| {
                    d.payload["iat"] = (AT + 1).into();
                    d.payload["nbf"] = (AT + 1).into();
                },
            )
            .fault("holder.validity_mismatch")
            .high(),
    ]
}

/// When it ends or begins, where it says so.
fn limits(b: &Bench) -> Vec<Case> {
    let about = "A key binding JWT that says when it ends or begins is held to it, RFC 7519 §4.1.";
    let tokens = es256(b);
    let case = |name: &str, change: &str, member: &str, value: Json| {
        claim(&tokens, [name, about, change], member, Some(value))
    };
    let (ended, early) = ("holder.stale", "holder.not_yet_valid");
    vec![
        case("exp-past", "ended this second", "exp", json!(AT)).fault(ended).attack("C3").high(),
        case("exp-later", "ends in a second", "exp", json!(AT + 1)).accept(),
        malformed(case("exp-text", "`exp` is a text", "exp", json!((AT + 60).to_string())), "exp"),
        case("nbf-future", "begins in 11 seconds", "nbf", json!(AT + 11))
            .fault(early)
            .attack("C6")
            .high(),
        case("nbf-ahead", "begins in ten seconds", "nbf", json!(AT + 10)).accept(),
        malformed(case("nbf-null", "`nbf` is null", "nbf", Json::Null), "nbf"),
    ]
}

/// In answer to what.
fn nonces(b: &Bench) -> Vec<Case> {
    let about = "A key binding JWT answers the challenge that was shown, by its own text.";
    let tokens = es256(b);
    let case = |name: &str, change: &str, nonce: Json| {
        claim(&tokens, [name, about, change], "nonce", Some(nonce))
    };
    let other = |name: &str, change: &str, nonce: &str| {
        case(name, change, nonce.into()).fault("holder.nonce_mismatch").attack("H2").critical()
    };
    vec![
        other("nonce-other", "the answer to another challenge", "AAAAAAAAAAAAAAAAAAAAAA"),
        other("nonce-prefix", "the beginning of the challenge", &CHALLENGE[..16]),
        other("nonce-longer", "the challenge and a letter", &format!("{CHALLENGE}A")),
        other("nonce-case", "the challenge in lower case", &CHALLENGE.to_lowercase()),
        other("nonce-empty", "a text of no characters", ""),
        malformed(case("nonce-number", "a number", json!(5)), "nonce"),
        malformed(case("nonce-array", "the challenge in an array", json!([CHALLENGE])), "nonce"),
        missing(claim(&tokens, ["nonce-missing", about, "no `nonce`"], "nonce", None), "nonce"),
        missing(
            claim(
                &tokens.unasked(),
                [
                    "nonce-missing-unasked",
                    "A key binding JWT has a nonce, also where nobody has shown a challenge.",
                    "no `nonce`, and a policy that asks for the holder",
                ],
                "nonce",
                None,
            )
            .policy(holder_required())
            .audience(AUDIENCE),
            "nonce",
        ),
    ]
}

/// The digest of what is shown, in a wrong form.
fn digests(b: &Bench) -> Vec<Case> {
    let about = "A key binding JWT states the digest of what is shown, by the token's own hash.";
    let tokens = es256(b);
    let shown = tokens.issued().unbound();
    let case = |name: &str, change: &str, digest: Json| {
        claim(&tokens, [name, about, change], "sd_hash", Some(digest))
    };
    let other = |name: &str, change: &str, digest: &[u8]| {
        case(name, change, url(digest).into())
            .fault("holder.disclosure_mismatch")
            .attack("E8")
            .critical()
    };
    let digest = |text: &str| Hash::Sha256.digest(text.as_bytes());
    vec![
        missing(
            claim(&tokens, ["sd-hash-missing", about, "no `sd_hash`"], "sd_hash", None),
            "sd_hash",
        )
        .attack("E8"),
        malformed(case("sd-hash-number", "a number", json!(5)), "sd_hash"),
        malformed(
            case(
                "sd-hash-padded",
                "the digest with padding",
                format!("{}=", url(&digest(&shown))).into(),
            ),
            "sd_hash",
        )
        .attack("B8"),
        other("sd-hash-empty", "no bytes", &[]),
        other("sd-hash-zeros", "32 bytes of zero", &[0; 32]),
        other("sd-hash-truncated", "the first 16 bytes of the digest", &digest(&shown)[..16]),
        other("sd-hash-sm3", "the digest by another hash", &Hash::Sm3.digest(shown.as_bytes())),
        other(
            "sd-hash-no-tilde",
            "the digest of the text without its last tilde",
            &digest(shown.trim_end_matches('~')),
        ),
        other(
            "sd-hash-token",
            "the digest of the issuer's token alone",
            &digest(&tokens.issued().jws.text()),
        ),
        other("sd-hash-hex", "the digest of the digest's text", &digest(&url(&digest(&shown)))),
    ]
}
