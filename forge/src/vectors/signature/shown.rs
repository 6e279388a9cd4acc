//! The issuer's signature in what holders show: presentations, SD-JWT and JWT.

use crate::base64::url;
use crate::cbor::{Value, encode};
use crate::code::claim;
use crate::cose::ALG;
use crate::jws::Compact;
use crate::key::Key;
use crate::public_key::Algorithm;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::forgeries::{Forgery, of};
use crate::vectors::showing::Showing;
use crate::vectors::sm2_forgeries;
use crate::vectors::tokens::{Plain, Tokens};

use super::{ABOUT, hmac};

/// What is tried in full elsewhere is tried here with these.
const FEW: [&str; 13] = [
    "zeros", "r-zero", "s-order", "no-bytes", "63-bytes", "der", "swapped", "bit", "stranger",
    "negated", "no-id", "empty-id", "es256",
];

/// And with these under SM2, which is tried in full on paper.
const FEW_OF_SM2: [&str; 8] =
    ["zeros", "s-order", "der", "stranger", "negated", "no-id", "empty-id", "es256"];

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    let showings = [Showing::es256(b), Showing::sm2(b)];
    let tokens = [Tokens::es256(b), Tokens::sm2(b)];
    let plain = [Plain::es256(b), Plain::sm2(b)];
    let presentations =
        showings.iter().flat_map(|showing| [forged(b, showing), algorithms(showing)].concat());
    let tokens =
        tokens.iter().flat_map(|tokens| [forged_tokens(b, tokens), names(tokens)].concat());
    let plain =
        plain.iter().flat_map(|plain| [forged_plain(b, plain), plain_names(plain)].concat());
    presentations.chain(tokens).chain(plain).chain(secrets(b)).chain(changed(b)).collect()
}

/// Everything that is no signature of a key over a message.
fn forgeries(b: &Bench, key: &Key, message: &[u8]) -> impl Iterator<Item = Forgery> {
    let all = match key.algorithm() {
        Algorithm::Es256 => of(key, &b.world.stranger.key, message),
        Algorithm::Sm2 => {
            let stranger = Key::sm2_from_seed("other", "key");
            let mut all = [of(key, &stranger, message), sm2_forgeries::of(key, message)].concat();
            all.retain(|forgery| FEW_OF_SM2.contains(&forgery.name));
            all
        }
    };
    all.into_iter().filter(|forgery| FEW.contains(&forgery.name))
}

fn id(name: &str, kind: &str) -> String {
    format!("signature::{name}-{kind}")
}

fn forged(b: &Bench, showing: &Showing) -> Vec<Case> {
    let draft = showing.bound().draft(showing.issuer.key.algorithm());
    let message = draft.message.to_be_signed("Signature1", b"");
    forgeries(b, &showing.issuer.key, &message)
        .map(|Forgery { name, change, row, signature, code }| {
            showing
                .issued([&id(showing.name(), name), ABOUT, change], |s| s.set_signature(signature))
                .answer(code)
                .attack(row)
                .critical()
        })
        .collect()
}

fn forged_tokens(b: &Bench, tokens: &Tokens) -> Vec<Case> {
    let message = input(&tokens.issued().jws);
    forgeries(b, &tokens.issuer.key, message.as_bytes())
        .map(|Forgery { name, change, row, signature, code }| {
            tokens
                .token([&id(tokens.name(), name), ABOUT, change], |t| {
                    t.jws.parts[2] = url(&signature);
                })
                .answer(code)
                .attack(row)
                .critical()
        })
        .collect()
}

fn forged_plain(b: &Bench, plain: &Plain) -> Vec<Case> {
    let message = input(&plain.compact());
    forgeries(b, &plain.issuer.key, message.as_bytes())
        .map(|Forgery { name, change, row, signature, code }| {
            plain
                .signed([&id(plain.name(), name), ABOUT, change], |c| c.parts[2] = url(&signature))
                .answer(code)
                .attack(row)
                .critical()
        })
        .collect()
}

fn input(compact: &Compact) -> String {
    compact.parts[..2].join(".")
}

const LIST: &str = "The algorithm is one of a short list, whatever the header says.";

/// The algorithm in the header of a credential inside a presentation.
fn algorithms(showing: &Showing) -> Vec<Case> {
    let case = |name: &str, change: &str, alg: Value, code: &str, row: &str| {
        showing
            .draft([&id(showing.name(), &format!("alg-{name}")), LIST, change], |d| {
                d.message.protected.set(ALG, alg);
            })
            .fault(code)
            .attack(row)
            .critical()
    };
    let refused = "signature.alg_unauthorised";
    let es256 = showing.issuer.key.algorithm() == Algorithm::Es256;
    let other = if es256 { -132_918 } else { -7 };
    vec![
        case("none", "`alg` is \"none\"", "none".into(), refused, "A1"),
        case("none-mixed", "`alg` is \"nOnE\"", "nOnE".into(), refused, "A1"),
        case("none-empty", "`alg` is a text of no characters", "".into(), refused, "A1"),
        case("hmac", "`alg` is 5", 5.into(), refused, "A2"),
        case("zero", "`alg` is 0", 0.into(), refused, "A1"),
        case(
            "es384",
            "`alg` is -35, sound and not checked here",
            (-35).into(),
            "signature.unsupported",
            "A3",
        ),
        case("other", "`alg` is that of another key", other.into(), "signature.alg_mismatch", "A3"),
        showing
            .issued(
                [
                    &id(showing.name(), "none-unsigned"),
                    "An unsigned credential is no credential.",
                    "`alg` is none and the signature has no bytes",
                ],
                |s| {
                    let mut header = s.inside(0).unwrap_or(Value::NULL);
                    header.set(ALG, "none");
                    s.parts[0] = Value::Bytes(encode(&header));
                    s.set_signature(Vec::new());
                },
            )
            .fault(refused)
            .attack("A1")
            .critical(),
    ]
    .into_iter()
    .filter(|case| es256 || FEW_NAMES.iter().any(|name| case.id.ends_with(name)))
    .collect()
}

/// What is tried in full under ES256 is tried with these under SM2.
const FEW_NAMES: [&str; 4] = ["alg-none", "alg-hs256", "alg-other", "none-unsigned"];

/// Names that no credential is signed under, and sound ones that are not checked.
const NAMES: [(&str, &str, &str); 12] = [
    ("none", "none", "signature.alg_unauthorised"),
    ("none-capital", "None", "signature.alg_unauthorised"),
    ("none-mixed", "nOnE", "signature.alg_unauthorised"),
    ("none-upper", "NONE", "signature.alg_unauthorised"),
    ("none-empty", "", "signature.alg_unauthorised"),
    ("hs256", "HS256", "signature.alg_unauthorised"),
    ("hs512", "HS512", "signature.alg_unauthorised"),
    ("lower-case", "es256", "signature.alg_unauthorised"),
    ("space", "ES256 ", "signature.alg_unauthorised"),
    ("es384", "ES384", "signature.unsupported"),
    ("rs256", "RS256", "signature.unsupported"),
    ("eddsa", "EdDSA", "signature.unsupported"),
];

fn names(tokens: &Tokens) -> Vec<Case> {
    let case = |(kind, name, code): (&str, &str, &str)| {
        let change = format!("`alg` is \"{name}\"");
        tokens
            .draft([&id(tokens.name(), &format!("alg-{kind}")), LIST, &change], |d| {
                d.header["alg"] = name.into();
            })
            .fault(code)
            .attack(if code == "signature.unsupported" { "A3" } else { "A1" })
            .critical()
    };
    let other = other(tokens.issuer.key.algorithm());
    let other = case(("other", other, "signature.alg_mismatch")).attack("A3");
    let unsigned = tokens
        .token(
            [
                &id(tokens.name(), "none-unsigned"),
                "An unsigned credential is no credential.",
                "`alg` is none and the signature is empty",
            ],
            |t| {
                t.jws.parts[0] = url(br#"{"alg":"none","typ":"dc+sd-jwt"}"#);
                t.jws.parts[2].clear();
            },
        )
        .anchors([crate::anchor::Anchor { kid: None, ..tokens.anchor() }])
        .fault("signature.alg_unauthorised")
        .attack("A1")
        .critical();
    let es256 = tokens.issuer.key.algorithm() == Algorithm::Es256;
    let few = |case: &Case| es256 || FEW_NAMES.iter().any(|name| case.id.ends_with(name));
    NAMES.into_iter().map(case).chain([other, unsigned]).filter(few).collect()
}

fn plain_names(plain: &Plain) -> Vec<Case> {
    let case = |(kind, name, code): (&str, &str, &str)| {
        let change = format!("`alg` is \"{name}\"");
        plain
            .token([&id(plain.name(), &format!("alg-{kind}")), LIST, &change], |header, _| {
                header["alg"] = name.into();
            })
            .fault(code)
            .attack(if code == "signature.unsupported" { "A3" } else { "A1" })
            .critical()
    };
    let other = other(plain.issuer.key.algorithm());
    let other = case(("other", other, "signature.alg_mismatch")).attack("A3");
    let unsigned = plain
        .signed(
            [
                &id(plain.name(), "none-unsigned"),
                "An unsigned credential is no credential.",
                "`alg` is none and the signature is empty",
            ],
            |c| {
                c.parts[0] = url(br#"{"alg":"none","typ":"JWT"}"#);
                c.parts[2].clear();
            },
        )
        .fault("signature.alg_unauthorised")
        .attack("A1")
        .critical();
    let es256 = plain.issuer.key.algorithm() == Algorithm::Es256;
    let few = |case: &Case| es256 || FEW_NAMES.iter().any(|name| case.id.ends_with(name));
    NAMES.into_iter().map(case).chain([other, unsigned]).filter(few).collect()
}

fn other(own: Algorithm) -> &'static str {
    match own {
        Algorithm::Es256 => "SGD_SM3_SM2",
        Algorithm::Sm2 => "ES256",
    }
}

/// The public key as a shared secret: algorithm confusion, in full.
fn secrets(b: &Bench) -> Vec<Case> {
    let about = "A public key is never a shared secret.";
    let change = "a MAC under the issuer's public key, `alg` is HS256";
    let (tokens, plain) = (Tokens::es256(b), Plain::es256(b));
    let confuse = |compact: &mut Compact, header: &str, key: &Key| {
        let jwk = serde_json::to_string(&key.jwk()).unwrap_or_default();
        compact.parts[0] = url(header.as_bytes());
        compact.parts[2] = url(&hmac(jwk.as_bytes(), input(compact).as_bytes()));
    };
    vec![
        tokens
            .token(["signature::sd-jwt-confusion", about, change], |t| {
                confuse(&mut t.jws, r#"{"alg":"HS256","typ":"dc+sd-jwt"}"#, &tokens.issuer.key);
            })
            .fault("signature.alg_unauthorised")
            .attack("A2")
            .critical(),
        plain
            .signed(["signature::jwt-confusion", about, change], |c| {
                confuse(c, r#"{"alg":"HS256","typ":"JWT"}"#, &plain.issuer.key);
            })
            .fault("signature.alg_unauthorised")
            .attack("A2")
            .critical(),
    ]
}

/// What was signed is not what is there.
fn changed(b: &Bench) -> Vec<Case> {
    let about = "What is changed after signing is not what was signed.";
    let (showing, tokens, plain) = (Showing::es256(b), Tokens::es256(b), Plain::es256(b));
    let inside = |name: &str, change: &str, edit: fn(&mut Value)| {
        showing
            .issued([&id("presentation", name), about, change], |s| {
                let mut payload = s.inside(2).unwrap_or(Value::NULL);
                edit(&mut payload);
                s.parts[2] = Value::Bytes(encode(&payload));
            })
            .fault("signature.invalid")
            .critical()
    };
    let payload = |edit: fn(&mut serde_json::Value), mut payload: serde_json::Value| {
        edit(&mut payload);
        url(payload.to_string().as_bytes())
    };
    let exp: fn(&mut serde_json::Value) = |p| p["exp"] = 1_900_000_000.into();
    vec![
        inside("changed-expiry", "`exp` a year later", |p| p.set(claim::EXP, 1_900_000_000)),
        inside("changed-element", "an element in the clear", |p| {
            p.edit(claim::ELEMENTS, |e| e.set(1, "另一种凭证（演示）"));
        }),
        inside("changed-digests", "a digest less", |p| {
            p.edit(claim::ELEMENTS, |e| {
                e.edit(crate::sd_cwt::REDACTED_KEYS, |digests| {
                    if let Value::Array(digests) = digests {
                        digests.pop();
                    }
                });
            });
        }),
        tokens
            .token(["signature::sd-jwt-changed-expiry", about, "`exp` a year later"], |t| {
                t.jws.parts[1] = payload(exp, tokens.whole().payload);
            })
            .fault("signature.invalid")
            .critical(),
        plain
            .signed(["signature::jwt-changed-expiry", about, "`exp` a year later"], |c| {
                c.parts[1] = payload(exp, plain.payload());
            })
            .fault("signature.invalid")
            .critical(),
    ]
}
