//! Key binding tokens of a code that are wrong: what they state, by whose key, over what.

use serde_json::json;

use crate::cbor::{Value, encode};
use crate::code::claim::{AUD, CNONCE, EXP, IAT, ISS};
use crate::cose::{ALG, Sign1, Signed};
use crate::present::KCWT;
use crate::vectors::bench::{AT, Bench};
use crate::vectors::case::Case;
use crate::vectors::forgeries::{Forgery, of};
use crate::vectors::showing::{AUDIENCE, CHALLENGE, Showing, holder_required};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    let both = [Showing::es256(b).live(), Showing::sm2(b).live()];
    let each =
        both.iter().flat_map(|showing| [signatures(b, showing), algorithms(showing)].concat());
    [audiences(b), moments(b), nonces(b), claims(b), each.collect(), over(b), combined(b)].concat()
}

fn id(showing: &Showing, name: &str) -> String {
    format!("holder::{}-{name}", showing.name())
}

/// Whom it is for.
fn audiences(b: &Bench) -> Vec<Case> {
    let about = "A presentation names this verifier, as one text, byte for byte.";
    let showing = Showing::es256(b).live();
    let case = |name: &str, change: &str, audience: Value| {
        showing.shown([&id(&showing, name), about, change], |m| m.payload.set(AUD, audience))
    };
    let other = |name: &str, change: &str, audience: &str| {
        case(name, change, audience.into())
            .fault("holder.audience_mismatch")
            .attack("H4")
            .critical()
    };
    let malformed = |name: &str, change: &str, audience: Value| {
        case(name, change, audience)
            .fault("holder.claim_malformed")
            .detail(json!({ "claim": "aud" }))
            .attack("A11")
            .high()
    };
    vec![
        other("aud-other", "made for another verifier", "shop.example"),
        other("aud-prefix", "this verifier's name without its last letter", "counter.exampl"),
        other(
            "aud-suffix",
            "something behind this verifier's name",
            "counter.example.evil.example",
        ),
        other("aud-case", "this verifier's name in upper case", "COUNTER.EXAMPLE"),
        other("aud-space", "a space behind this verifier's name", "counter.example "),
        other("aud-nul", "a NUL behind this verifier's name", "counter.example\0"),
        other("aud-empty", "for nobody", ""),
        malformed("aud-array", "this verifier's name in an array", Value::array([AUDIENCE])),
        malformed(
            "aud-array-two",
            "two verifiers in an array",
            Value::array([AUDIENCE, "shop.example"]),
        ),
        malformed(
            "aud-bytes",
            "this verifier's name as bytes",
            AUDIENCE.as_bytes().to_vec().into(),
        ),
        malformed("aud-null", "null", Value::NULL),
        showing
            .shown([&id(&showing, "aud-missing"), about, "no `aud`"], |m| m.payload.remove(AUD))
            .fault("holder.claim_missing")
            .detail(json!({ "claim": "aud" }))
            .attack("H4")
            .critical(),
        Showing::es256(b)
            .shown(
                [
                    &id(&showing, "aud-unknown"),
                    "Who has not said who it is cannot tell whom a presentation is for.",
                    "a challenge, and no name",
                ],
                |m| {
                    m.payload.set(CNONCE, CHALLENGE.as_bytes().to_vec());
                },
            )
            .challenge(CHALLENGE)
            .fault("holder.audience_unknown")
            .attack("H4")
            .high(),
    ]
}

/// When it was made.
fn moments(b: &Bench) -> Vec<Case> {
    let about = "A presentation says when it was made, in whole seconds.";
    let showing = Showing::es256(b).live();
    let malformed = |name: &str, change: &str, iat: Value| {
        showing
            .shown([&id(&showing, name), about, change], |m| m.payload.set(IAT, iat))
            .fault("holder.claim_malformed")
            .detail(json!({ "claim": "iat" }))
            .attack("C2")
            .high()
    };
    vec![
        showing
            .shown([&id(&showing, "iat-missing"), about, "no `iat`"], |m| m.payload.remove(IAT))
            .fault("holder.claim_missing")
            .detail(json!({ "claim": "iat" }))
            .critical(),
        malformed("iat-text", "`iat` is a text", AT.to_string().into()),
        malformed("iat-null", "`iat` is null", Value::NULL),
        malformed("iat-milliseconds", "`iat` in milliseconds", (AT * 1000).into()),
        malformed("iat-2-64", "`iat` is 2^64 - 1", Value::Integer((1 << 64) - 1)),
        showing
            .shown([&id(&showing, "iat-float"), about, "`iat` has a fraction"], |m| {
                m.payload.set(IAT, Value::Float(1_780_272_000.0));
            })
            .fault("encoding.cbor_noncanonical")
            .attack("D7"),
        showing
            .shown([&id(&showing, "iat-tagged"), about, "`iat` under tag 1"], |m| {
                m.payload.set(IAT, Value::from(AT).tagged(1));
            })
            .fault("encoding.cbor_malformed")
            .attack("D6"),
    ]
}

/// In answer to what.
fn nonces(b: &Bench) -> Vec<Case> {
    let about = "A challenge is answered by its own bytes, 16 to 64 of them.";
    let showing = Showing::es256(b).live();
    let case = |name: &str, change: &str, nonce: Value| {
        showing.shown([&id(&showing, name), about, change], |m| m.payload.set(CNONCE, nonce))
    };
    let other = |name: &str, change: &str, nonce: Vec<u8>| {
        case(name, change, nonce.into()).fault("holder.nonce_mismatch").attack("H2").critical()
    };
    let malformed = |name: &str, change: &str, nonce: Value| {
        case(name, change, nonce)
            .fault("holder.claim_malformed")
            .detail(json!({ "claim": "cnonce" }))
            .attack("H2")
            .high()
    };
    let text = CHALLENGE.as_bytes();
    let sized = |name: &str, change: &str, size: usize| {
        let challenge = "c".repeat(size);
        case(name, change, challenge.clone().into_bytes().into()).challenge(&challenge)
    };
    vec![
        other("nonce-other", "the answer to another challenge", b"AAAAAAAAAAAAAAAAAAAAAA".to_vec()),
        other("nonce-prefix", "the beginning of the challenge", text[..16].to_vec()),
        other("nonce-longer", "the challenge and a byte", [text, b"A"].concat()),
        other(
            "nonce-decoded",
            "the bytes that the challenge stands for",
            crate::base64::from_url(CHALLENGE).unwrap_or_default(),
        ),
        other("nonce-case", "the challenge in lower case", CHALLENGE.to_lowercase().into_bytes()),
        malformed("nonce-text", "the challenge as text", CHALLENGE.into()),
        malformed("nonce-15", "the first 15 bytes of the challenge", text[..15].to_vec().into()),
        malformed("nonce-empty", "no bytes", Vec::new().into()),
        malformed("nonce-65", "65 bytes", vec![0x41; 65].into()),
        malformed("nonce-array", "the challenge in an array", Value::array([text.to_vec()])),
        showing
            .shown([&id(&showing, "nonce-missing"), about, "no `cnonce`"], |m| {
                m.payload.remove(CNONCE);
            })
            .fault("holder.nonce_missing")
            .attack("H2")
            .critical(),
        sized("nonce-16-bytes", "a challenge of 16 bytes", 16).accept(),
        sized("nonce-64-bytes", "a challenge of 64 bytes", 64).accept(),
        Showing::es256(b)
            .shown(
                [&id(&showing, "nonce-15-unasked"), about, "15 bytes, and no challenge was shown"],
                |m| {
                    m.payload.set(CNONCE, vec![0x41; 15]);
                },
            )
            .audience(AUDIENCE)
            .policy(holder_required())
            .fault("holder.claim_malformed")
            .detail(json!({ "claim": "cnonce" })),
    ]
}

/// What else it states.
fn claims(b: &Bench) -> Vec<Case> {
    let about = "A presentation states three things and no other: another could limit them.";
    let showing = Showing::es256(b).live();
    let unknown = |name: &str, change: &str, key: Value, value: Value| {
        showing
            .shown([&id(&showing, name), about, change], |m| m.payload.set(key, value))
            .fault("holder.claim_unknown")
            .attack("A15")
            .high()
    };
    vec![
        unknown("claim-iss", "an issuer", ISS.into(), "demo.region-a".into()),
        unknown("claim-exp", "an end", EXP.into(), (AT + 60).into()),
        unknown("claim-cti", "a token id", 7.into(), vec![7; 8].into()),
        unknown("claim-text", "a claim with a name", "aud".into(), "shop.example".into()),
        showing
            .shown([&id(&showing, "payload-array"), about, "the claims in an array"], |m| {
                m.payload = Value::array([AUDIENCE]);
            })
            .fault("holder.claim_malformed")
            .detail(json!({ "claim": "payload" })),
        showing
            .shown([&id(&showing, "payload-duplicate"), about, "`aud` twice"], |m| {
                m.payload.add(AUD, "shop.example");
            })
            .fault("encoding.cbor_duplicate")
            .attack("D1")
            .critical(),
        showing
            .shown([&id(&showing, "payload-digests"), about, "digests among its claims"], |m| {
                m.payload.add(crate::sd_cwt::REDACTED_KEYS, Value::array([vec![7; 32]]));
            })
            .fault("encoding.cbor_malformed"),
    ]
}

/// By whose key: everything that is not a signature of the holder.
fn signatures(b: &Bench, showing: &Showing) -> Vec<Case> {
    let about = "A presentation is signed by the key that the issuer bound the credential to.";
    let message = showing.message().to_be_signed("Signature1", b"");
    let few = ["zeros", "r-order", "no-bytes", "63-bytes", "der", "swapped", "bit", "negated"];
    let stranger = match showing.holder.algorithm() {
        crate::public_key::Algorithm::Es256 => b.world.stranger.key.clone(),
        crate::public_key::Algorithm::Sm2 => crate::key::Key::sm2_from_seed("other", "key"),
    };
    let forged = of(&showing.holder, &stranger, &message).into_iter();
    let forged = forged.filter(|forgery| few.contains(&forgery.name)).map(
        |Forgery { name, change, row, signature, code }| {
            let case = showing
                .signed([&id(showing, &format!("signature-{name}")), about, change], |s| {
                    s.set_signature(signature);
                })
                .attack(row);
            let code = if code == "ok" { code } else { "holder.signature_invalid" };
            case.answer(code).critical()
        },
    );
    let by = |name: &str, change: &str, key: &crate::key::Key| {
        showing
            .signed([&id(showing, name), about, change], |s| s.set_signature(key.sign(&message)))
            .fault("holder.signature_invalid")
            .attack("H5")
            .critical()
    };
    let context = |name: &str, change: &str, context: &str, external: &[u8]| {
        let signed = showing.message().sign_in_context(&showing.holder, context, external);
        showing
            .signed([&id(showing, name), about, change], |s| *s = signed)
            .fault("holder.signature_invalid")
            .attack("A15")
            .critical()
    };
    let more = [
        by("by-another", "signed by another key", &stranger),
        by("by-issuer", "signed by the issuer", &showing.issuer.key),
        context("context-signature", "signed as one of several signers", "Signature", b""),
        context("external", "signed with external data", "Signature1", b"x"),
    ];
    forged.chain(more).collect()
}

/// Under which algorithm.
fn algorithms(showing: &Showing) -> Vec<Case> {
    let about = "A presentation is signed under the algorithm of the holder's key.";
    let own = showing.holder.algorithm().cose();
    let case = |name: &str, alg: Value, code: &str| {
        let change = format!("`alg` is {}", written(&alg));
        showing
            .shown([&id(showing, &format!("alg-{name}")), about, &change], |m| {
                m.protected.set(ALG, alg);
            })
            .fault(code)
            .critical()
    };
    let none = [
        ("none", Value::from("none")),
        ("none-mixed", Value::from("nOnE")),
        ("none-empty", Value::from("")),
        ("zero", Value::from(0)),
        ("hmac", Value::from(5)),
        ("hmac-name", Value::from("HS256")),
        ("unregistered", Value::from(-65_000)),
        ("jose-name", Value::from(showing.holder.algorithm().jose())),
    ];
    let none = none.map(|(name, alg)| case(name, alg, "holder.alg_unauthorised").attack("E9"));
    let open = [("es384", -35), ("eddsa", -8), ("ml-dsa", -48)]
        .map(|(name, alg)| case(name, alg.into(), "holder.key_unsupported").attack("A3"));
    let other = if own == -7 { -132_918 } else { -7 };
    let other = case("other", other.into(), "holder.alg_mismatch").attack("A3");
    let unsigned = showing
        .signed(
            [&id(showing, "unsigned"), about, "`alg` is none and the signature has no bytes"],
            |s| {
                header(s, |h| h.set(ALG, "none"));
                s.set_signature(Vec::new());
            },
        )
        .fault("holder.alg_unauthorised")
        .attack("E9")
        .critical();
    let few = ["alg-none", "alg-hmac", "alg-es384", "alg-other", "unsigned"];
    // What is tried in full under ES256 is tried with these under SM2.
    let chosen = |case: &Case| own == -7 || few.iter().any(|name| case.id.ends_with(name));
    none.into_iter().chain(open).chain([other, unsigned]).filter(chosen).collect()
}

fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{text}\""),
        Value::Integer(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Changes a protected header that is signed already.
fn header(signed: &mut Signed, edit: impl FnOnce(&mut Value)) {
    let mut header = signed.inside(0).unwrap_or(Value::NULL);
    edit(&mut header);
    signed.parts[0] = Value::Bytes(encode(&header));
}

/// Over what: whatever is exchanged after the holder signed.
fn over(b: &Bench) -> Vec<Case> {
    let about =
        "The holder signs what is shown: nothing is dropped, added or exchanged afterwards.";
    let changed = |showing: &Showing, name: &str, change: &str, edit: &dyn Fn(&mut Vec<Value>)| {
        showing
            .signed([&id(showing, name), about, change], |s| {
                header(s, |h| h.edit(KCWT, |kcwt| disclosures(kcwt, edit)));
            })
            .fault("holder.signature_invalid")
            .attack("E8")
            .critical()
    };
    let exchanged = |showing: &Showing, name: &str, change: &str, other: &Sign1| {
        let kcwt = other.protected.get(KCWT).cloned().unwrap_or(Value::NULL);
        showing
            .signed([&id(showing, name), about, change], |s| header(s, |h| h.set(KCWT, kcwt)))
            .releasing(json!({}))
            .fault("holder.signature_invalid")
            .attack("E8")
            .critical()
    };
    let (showing, sm2) = (Showing::es256(b).live(), Showing::sm2(b).live());
    let mut later = showing.bound();
    later.credential.issued += 1;
    let later = later.draft(showing.issuer.key.algorithm()).sign(&showing.issuer.key);
    let later = showing.token(later.signed().value());
    let claim = |name: &str, change: &str, label: i64, before: Value| {
        showing
            .signed([&id(&showing, name), about, change], |s| {
                let (mut message, right) = (showing.message(), s.parts[2].clone());
                message.payload.set(label, before);
                *s = message.sign(&showing.holder);
                s.parts[2] = right;
            })
            .fault("holder.signature_invalid")
            .attack("H4")
            .critical()
    };
    vec![
        changed(&showing, "disclosure-dropped", "a disclosure less than was signed", &|all| {
            all.pop();
        }),
        changed(&showing, "disclosures-reordered", "the disclosures in another order", &|all| {
            all.reverse();
        }),
        changed(&sm2, "disclosure-dropped", "a disclosure less than was signed", &|all| {
            all.pop();
        }),
        showing
            .case([&id(&showing, "disclosure-added"), about, "a disclosure more than was signed"])
            .scan(added(&showing))
            .fault("holder.signature_invalid")
            .attack("E8")
            .critical(),
        exchanged(
            &showing,
            "credential-exchanged",
            "another credential of the same holder",
            &later,
        ),
        claim("aud-exchanged", "signed for another verifier", AUD, "shop.example".into()),
        claim("iat-exchanged", "signed a day ago", IAT, (AT - 86_400).into()),
        claim("nonce-exchanged", "signed for another challenge", CNONCE, vec![7; 22].into()),
    ]
}

/// A presentation of one disclosure, to which the other was added after the holder signed.
fn added(showing: &Showing) -> String {
    let mut held = showing.credential();
    let all = held.disclosures.clone();
    held.disclosures.truncate(1);
    let mut signed = showing.token(held.signed().value()).sign(&showing.holder);
    header(&mut signed, |h| {
        h.edit(KCWT, |kcwt| {
            disclosures(kcwt, &|shown| {
                *shown = all.iter().map(crate::sd_cwt::Disclosure::value).collect();
            });
        });
    });
    crate::code::scan_as(crate::code::Kind::Bound, &signed.encode())
}

/// Changes the disclosures in the unprotected header of a credential.
fn disclosures(kcwt: &mut Value, edit: &dyn Fn(&mut Vec<Value>)) {
    let Value::Tag(_, parts) = kcwt else { return };
    let Value::Array(parts) = &mut **parts else { return };
    if let Some(header) = parts.get_mut(1) {
        header.edit(crate::sd_cwt::SD_CLAIMS, |list| {
            if let Value::Array(list) = list {
                edit(list);
            }
        });
    }
}

/// What a good binding does not make good.
fn combined(b: &Bench) -> Vec<Case> {
    let showing = Showing::es256(b).live();
    vec![
        showing
            .issued(
                [
                    "holder::presentation-of-a-forgery",
                    "A holder's signature makes no credential.",
                    "the issuer's signature is another's",
                ],
                |s| s.set_signature(vec![1; 64]),
            )
            .fault("signature.invalid")
            .critical(),
        showing
            .shown(
                [
                    "holder::presentation-and-type",
                    "A good binding, and a policy that refuses.",
                    "a policy that names another type",
                ],
                |_| {},
            )
            .policy(json!({ "scenario": "desk", "types": ["t"], "assurance": "device" }))
            .fault("policy.type_unauthorised")
            .age(0),
        showing
            .shown(
                [
                    "holder::presentation-stale-and-type",
                    "Of two failed checks the first is the reason, and both are on the receipt.",
                    "stale, and a policy that names another type",
                ],
                |m| m.payload.set(IAT, AT - 100),
            )
            .policy(json!({ "scenario": "desk", "types": ["t"] }))
            .fault("holder.stale")
            .but("policy", "failed"),
    ]
}
