//! Room `signature`: whose algorithm counts, which bytes a signature is, and what it is over.

use sha2::{Digest, Sha256};

use crate::anchor::Anchor;
use crate::base64::url;
use crate::cbor::Value;
use crate::cose::{ALG, KID, Sign1};
use crate::key::Key;
use crate::public_key::Jwk;
use crate::vectors::bench::{Base, Bench, certificate, cwt_scan, elements};
use crate::vectors::case::Case;
use crate::vectors::forgeries::{Forgery, of};
use crate::{code, deflate, shc};

mod shown;
mod sm2;

/// The cases of this room.
pub fn cases(b: &Bench) -> Vec<Case> {
    let each = Base::COSE
        .into_iter()
        .flat_map(|base| [algorithms(b, base), forged(b, base), contexts(b, base)].concat());
    [
        each.collect(),
        names(b),
        forged_cards(b),
        secrets(b),
        changed(b),
        keys(b),
        sm2::cases(b),
        shown::cases(b),
    ]
    .concat()
}

/// Algorithms that no credential is signed with, and sound ones that are not checked.
fn algorithms(b: &Bench, base: Base) -> Vec<Case> {
    let refused = [
        ("none", Value::from("none")),
        ("none-capital", Value::from("None")),
        ("none-mixed", Value::from("nOnE")),
        ("none-upper", Value::from("NONE")),
        ("none-empty", Value::from("")),
        ("zero", Value::from(0)),
        ("hmac", Value::from(5)),
        ("hmac-name", Value::from("HS256")),
        ("aes-mac", Value::from(14)),
        ("unregistered", Value::from(-65_000)),
        ("jose-name", Value::from("ES256")),
    ];
    let open = [
        ("es384", -35),
        ("es512", -36),
        ("ps256", -37),
        ("rs256", -257),
        ("eddsa", -8),
        ("es256k", -47),
        ("ml-dsa", -48),
    ];
    let case = |name: &str, change: &str, alg: Value| {
        let id = format!("signature::{}-alg-{name}", base.name());
        b.cwt(
            base,
            [&id, "The algorithm is one of a short list, whatever the header says.", change],
            |m| m.protected.set(ALG, alg),
        )
    };
    // What is the same for all three is tried in full for one.
    let few = |name: &str| {
        base == Base::Code
            || ["none", "none-empty", "hmac", "jose-name", "es384", "ps256"].contains(&name)
    };
    let refused = refused.into_iter().filter(|(name, _)| few(name)).map(|(name, alg)| {
        case(name, &format!("`alg` is {}", written(&alg)), alg)
            .fault("signature.alg_unauthorised")
            .attack("A1")
            .critical()
    });
    let open = open.into_iter().filter(|(name, _)| few(name)).map(|(name, number)| {
        case(name, &format!("`alg` is {number}, sound and not checked here"), Value::from(number))
            .fault("signature.unsupported")
            .attack("A3")
    });
    let empty = b
        .cwt_signed(
            base,
            [
                &format!("signature::{}-none-unsigned", base.name()),
                "An unsigned credential is no credential.",
                "`alg` is none and the signature has no bytes",
            ],
            |s| {
                let mut header = b.message(base).protected;
                header.set(ALG, "none");
                s.parts[0] = Value::Bytes(crate::cbor::encode(&header));
                s.set_signature(Vec::new());
            },
        )
        .fault("signature.alg_unauthorised")
        .attack("A1")
        .critical();
    let sm2 = case("sm2", "`alg` is that of SM2, and the key is over P-256", (-132_918).into())
        .fault("signature.alg_mismatch")
        .attack("A3")
        .critical();
    refused.chain(open).chain([empty, sm2]).collect()
}

/// A value as it would be written in a sentence.
fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{text}\""),
        Value::Integer(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The same for the names of a JWS.
fn names(b: &Bench) -> Vec<Case> {
    let refused = [
        ("none", "none"),
        ("none-capital", "None"),
        ("none-mixed", "nOnE"),
        ("none-upper", "NONE"),
        ("none-empty", ""),
        ("hs256", "HS256"),
        ("hs384", "HS384"),
        ("hs512", "HS512"),
        ("lower-case", "es256"),
        ("space", "ES256 "),
        ("nul", "ES256\\u0000"),
        ("dir", "dir"),
    ];
    let open = [
        ("es384", "ES384"),
        ("es512", "ES512"),
        ("ps256", "PS256"),
        ("rs256", "RS256"),
        ("eddsa", "EdDSA"),
        ("ml-dsa", "ML-DSA-44"),
    ];
    let case = |kind: &str, name: &str| {
        let id = format!("signature::shc-alg-{kind}");
        let change = format!("`alg` is \"{name}\"");
        b.card_header(
            [&id, "The algorithm is one of a short list, whatever the header says.", &change],
            |h| h.replace("ES256", name),
        )
    };
    let refused = refused.iter().map(|(kind, name)| {
        case(kind, name).fault("signature.alg_unauthorised").attack("A1").critical()
    });
    let open = open
        .iter()
        .map(|(kind, name)| case(kind, name).fault("signature.unsupported").attack("A3"));
    let unsigned = b
        .card_signed(
            [
                "signature::shc-none-unsigned",
                "An unsigned credential is no credential.",
                "`alg` is none and the signature is empty",
            ],
            |compact| {
                compact.parts[0] =
                    url(shc::header(b.key(Base::Shc)).replace("ES256", "none").as_bytes());
                compact.parts[2].clear();
            },
        )
        .fault("signature.alg_unauthorised")
        .attack("A1")
        .critical();
    let sm2 = case("sm2", "SGD_SM3_SM2").fault("signature.alg_mismatch").attack("A3").critical();
    refused.chain(open).chain([unsigned, sm2]).collect()
}

/// Signatures that are not this key's over these bytes, or not signatures.
fn forged(b: &Bench, base: Base) -> Vec<Case> {
    let message = b.message(base).to_be_signed("Signature1", b"");
    let case = |Forgery { name, change, row, signature, code }: Forgery| {
        let id = format!("signature::{}-{name}", base.name());
        b.cwt_signed(base, [&id, ABOUT, change], |s| s.set_signature(signature))
            .attack(row)
            .critical()
            .answer(code)
    };
    // What is the same for all three is tried in full for one.
    let few = [
        "zeros", "r-zero", "s-order", "no-bytes", "63-bytes", "65-bytes", "der", "swapped",
        "stranger", "negated",
    ];
    let forgeries = of(b.key(base), &b.world.stranger.key, &message);
    forgeries
        .into_iter()
        .filter(|forgery| !EDGES.contains(&forgery.name))
        .filter(|forgery| base == Base::Code || few.contains(&forgery.name))
        .map(case)
        .collect()
}

fn forged_cards(b: &Bench) -> Vec<Case> {
    let key = b.key(Base::Shc);
    let message = b.world.card().sign(key).text();
    let message = message.rsplit_once('.').map(|(input, _)| input.to_owned()).unwrap_or_default();
    let case = |Forgery { name, change, row, signature, code }: Forgery| {
        let id = format!("signature::shc-{name}");
        b.card_signed([&id, ABOUT, change], |compact| compact.parts[2] = url(&signature))
            .attack(row)
            .critical()
            .answer(code)
    };
    let forgeries = of(key, &b.world.stranger.key, message.as_bytes()).into_iter();
    forgeries.filter(|forgery| !EDGES.contains(&forgery.name)).map(case).collect()
}

/// Numbers at the edges of their range: they are tried in full where the primitive is asked alone.
const EDGES: [&str; 8] = [
    "r-ones",
    "s-ones",
    "r-below-order",
    "s-below-order",
    "r-above-order",
    "s-above-order",
    "sum-order",
    "one-and-below",
];

const ABOUT: &str = "A signature is 64 bytes, two numbers from one to the group's order, over these bytes, by this key.";

/// A good signature over something else that these bytes are part of.
fn contexts(b: &Bench, base: Base) -> Vec<Case> {
    let case = |name: &str, change, context: &str, external: &[u8]| {
        let id = format!("signature::{}-context-{name}", base.name());
        let bytes = b.message(base).sign_in_context(b.key(base), context, external).encode();
        b.case(base, [&id, "A signature is made for one purpose.", change])
            .scan(cwt_scan(base, &bytes))
            .fault("signature.invalid")
            .attack("A15")
            .critical()
    };
    vec![
        case("signature", "signed as one of several signers", "Signature", b""),
        case("counter", "signed as a countersignature", "CounterSignature0", b""),
        case("external", "signed with external data", "Signature1", b"x"),
    ]
}

/// The public key as a shared secret: algorithm confusion, in full.
fn secrets(b: &Bench) -> Vec<Case> {
    let about = "A public key is never a shared secret.";
    let point = b.key(Base::Code).point();
    let cose = b.cwt_signed(
        Base::Code,
        ["signature::code-confusion", about, "a MAC under the issuer's public key, `alg` is 5"],
        |s| {
            let mut message = b.message(Base::Code);
            message.protected.set(ALG, 5);
            s.parts[0] = Value::Bytes(crate::cbor::encode(&message.protected));
            s.set_signature(hmac(&point, &message.to_be_signed("Signature1", b"")));
        },
    );
    let jws = b.card_signed(
        ["signature::shc-confusion", about, "a MAC under the issuer's public key, `alg` is HS256"],
        |compact| {
            let jwk = serde_json::to_string(&b.key(Base::Shc).jwk()).unwrap_or_default();
            compact.parts[0] =
                url(shc::header(b.key(Base::Shc)).replace("ES256", "HS256").as_bytes());
            compact.parts[2] = url(&hmac(jwk.as_bytes(), compact.parts[..2].join(".").as_bytes()));
        },
    );
    [cose, jws]
        .map(|case| case.fault("signature.alg_unauthorised").attack("A2").critical())
        .to_vec()
}

/// HMAC with SHA-256, RFC 2104.
fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let key = if key.len() > 64 { Sha256::digest(key).to_vec() } else { key.to_vec() };
    let pad =
        |byte: u8| (0..64).map(|place| key.get(place).unwrap_or(&0) ^ byte).collect::<Vec<u8>>();
    let inner = Sha256::digest([&pad(0x36)[..], message].concat());
    Sha256::digest([&pad(0x5c)[..], &inner[..]].concat()).to_vec()
}

/// What was signed is not what is there.
fn changed(b: &Bench) -> Vec<Case> {
    let about = "What is changed after signing is not what was signed.";
    let payload = |base: Base, name: &str, change, edit: fn(&mut Sign1)| {
        let id = format!("signature::{}-changed-{name}", base.name());
        b.cwt_signed(base, [&id, about, change], |s| {
            let mut message = b.message(base);
            edit(&mut message);
            s.parts[2] = Value::Bytes(crate::cbor::encode(&message.payload));
        })
        .fault("signature.invalid")
        .critical()
    };
    let digit = b
        .case(Base::Code, ["signature::code-changed-digit", about, "one digit"])
        .scan(code::with_changed_digit(&b.message(Base::Code).sign(b.key(Base::Code)).encode()))
        .fault("signature.invalid")
        .critical();
    let key_id = b
        .cwt_signed(
            Base::Code,
            ["signature::code-changed-kid", about, "the id of another key that is trusted"],
            |s| {
                let mut header = b.message(Base::Code).protected;
                header.set(KID, Value::Bytes(b"region-a-2".to_vec()));
                s.parts[0] = Value::Bytes(crate::cbor::encode(&header));
            },
        )
        .anchors([
            b.anchor(Base::Code),
            Anchor::of_key(b.world.region.id, "region-a-2", &b.world.neighbour.key),
        ])
        .fault("signature.invalid")
        .critical();
    let card = b
        .card_signed(
            ["signature::shc-changed-payload", about, "the holder's birth date"],
            |compact| {
                let text = b.world.card().payload().to_string().replace("1980-02-29", "2000-02-29");
                compact.parts[1] = url(&deflate::raw(text.as_bytes()));
            },
        )
        .fault("signature.invalid")
        .critical();
    vec![
        digit,
        key_id,
        card,
        payload(Base::Code, "name", "the holder's name", |m| {
            elements(m, |e| e.set(7, "李娜（演示）"));
        }),
        payload(Base::Code, "expiry", "`exp` a year later", |m| {
            m.payload.edit(code::claim::EXP, later);
        }),
        payload(Base::Code, "type", "another type", |m| {
            m.payload.set(code::claim::VCT, crate::world::World::residence_type());
        }),
        payload(Base::Hcert, "name", "the holder's name", |m| {
            certificate(m, |c| c.edit("nam", |n| n.set("fn", "Other")));
        }),
        payload(Base::Nzcp, "expiry", "`exp` a year later", |m| {
            m.payload.edit(code::claim::EXP, later);
        }),
    ]
}

fn later(seconds: &mut Value) {
    if let Value::Integer(seconds) = seconds {
        *seconds += 365 * 86_400;
    }
}

/// Keys of other algorithms under the same issuer and key id.
fn keys(b: &Bench) -> Vec<Case> {
    let good = b.anchor(Base::Code);
    let p384 = Anchor { alg: Some("ES384".to_owned()), jwk: Some(p384_key()), ..good.clone() };
    let other = Anchor { jwk: Some(Key::from_seed("other", "key").jwk()), ..good.clone() };
    let case = |name: &str, change, anchors: Vec<Anchor>| {
        let about = "The key's algorithm counts; of several keys, those of the header's algorithm are tried.";
        b.case(Base::Code, [&format!("signature::code-key-{name}"), about, change])
            .scan(b.text(Base::Code))
            .anchors(anchors)
    };
    vec![
        case("other-algorithm", "the issuer's key is over P-384", vec![p384.clone()])
            .fault("signature.alg_mismatch")
            .attack("A3")
            .high(),
        case(
            "two-algorithms",
            "two keys under one id, the first over P-384",
            vec![p384, good.clone()],
        )
        .accept()
        .attack("A8"),
        case("two-keys", "two keys under one id, the second is right", vec![other.clone(), good])
            .accept()
            .attack("A8"),
        case("wrong", "another key under the issuer's id", vec![other])
            .fault("signature.invalid")
            .attack("A9")
            .critical(),
    ]
}

/// The generator of P-384 (FIPS 186-5), as a key that is well-formed and nobody's.
fn p384_key() -> Jwk {
    Jwk {
        kty: "EC".to_owned(),
        crv: "P-384".to_owned(),
        x: "qofKIr6LBTeOscce8yCtdG4dO2KLp5uYWfdB4IJUKjhVAvJdv1UpbDpUXjhydgq3".to_owned(),
        y: "NhfeSpYmLG9dnpi_kpLcKfj0Hb0omhR86doxE7XwuMAKYLHOHX6BnXpDHXyQ6g5f".to_owned(),
    }
}
