//! What a careless caller or issuer leaves open must not open anything: lost challenges, tokens that
//! name no key, states in another type.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod suite;

use forge::anchor::Anchor;
use forge::jws::Compact;
use forge::key::Key;
use serde_json::{Value as Json, json};

use suite::{answer, verify};
use yanzheng::host::{Verifier, from_json};

const AT: i64 = 1_780_000_000;
const TYPE: &str = "11100000000013338W011";

fn key() -> Key {
    Key::sm2_from_seed("careless", "issuer")
}

fn token(header: &Json, more: &[(&str, Json)]) -> String {
    let mut payload = json!({ "iss": "careless", "vct": TYPE, "iat": AT - 60, "exp": AT + 60 });
    for (name, value) in more {
        payload[*name] = value.clone();
    }
    Compact::sign(&header.to_string(), payload.to_string().as_bytes(), &key()).text()
}

fn check(anchor: &Anchor, token: &str) -> String {
    let anchors = serde_json::to_value([anchor]).unwrap();
    answer(&verify(&anchors, token.as_bytes(), &json!({ "at": AT })))
}

/// A token without a key id is for the keys of its issuer, not for every key there is.
#[test]
fn a_token_without_a_key_id() {
    let bare = token(&json!({ "alg": "SGD_SM3_SM2" }), &[]);
    let anchor = Anchor::of_key("careless", "k", &key());
    assert_eq!(check(&anchor, &bare), "accept ok");
    let anonymous = Anchor { issuer: None, ..anchor.clone() };
    assert_eq!(check(&anonymous, &bare), "indeterminate trust.issuer_unknown trust");
    let any = Anchor { kid: None, ..anonymous.clone() };
    assert_eq!(check(&any, &bare), "accept ok");
    let named = token(&json!({ "alg": "SGD_SM3_SM2", "kid": "k" }), &[]);
    assert_eq!(check(&anonymous, &named), "accept ok");
    let other = token(&json!({ "alg": "SGD_SM3_SM2", "kid": "l" }), &[]);
    assert_eq!(check(&anchor, &other), "indeterminate trust.issuer_unknown trust");
}

/// A cancelled credential does not pass by the way in which its state is written.
#[test]
fn a_state_of_another_type() {
    let anchor = Anchor::of_key("careless", "k", &key());
    let header = json!({ "alg": "SGD_SM3_SM2", "kid": "k" });
    let stated = |state: Json| check(&anchor, &token(&header, &[("certificateStatus", state)]));
    assert_eq!(stated(json!("01")), "accept ok");
    assert_eq!(stated(json!("04")), "reject status.revoked status");
    for state in [json!(4), json!(["04"]), json!({ "code": "04" }), json!(null), json!(true)] {
        assert_eq!(
            stated(state.clone()),
            "reject credential.claim_malformed credential",
            "{state}"
        );
    }
}

/// An empty challenge or audience is one that got lost on the way: the caller is told.
#[test]
fn a_challenge_that_got_lost() {
    let verifier = Verifier::new(from_json(r#"{"anchors":[]}"#).unwrap(), None).unwrap();
    for name in ["challenge", "audience"] {
        let ask = json!({ "at": AT, name: "" }).to_string();
        let misuse = verifier.verify(b"x", from_json(&ask).unwrap()).unwrap_err().to_string();
        assert!(misuse.starts_with(&format!("{name}: ")), "{misuse}");
    }
    let config = from_json(r#"{"anchors":[],"audience":""}"#).unwrap();
    let misuse = Verifier::new(config, None).unwrap_err();
    assert!(misuse.to_string().starts_with("audience: "), "{misuse}");
}
