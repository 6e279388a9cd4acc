//! Key binding JWTs: what they state, under which header, over exactly what is shown.

use serde_json::{Value as Json, json};

use crate::base64::url;
use crate::public_key::Algorithm::{Es256, Sm2};
use crate::vectors::bench::{AT, Bench};
use crate::vectors::case::Case;
use crate::vectors::showing::{AUDIENCE, holder_required};
use crate::vectors::tokens::{Tokens, remove};

mod claims;
mod over;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [right(b), not_asked(b), headers(b), claims::cases(b), over::cases(b)].concat()
}

fn es256(b: &Bench) -> Tokens {
    Tokens::bound(b, [Es256, Es256], "sd-jwt-bound")
}

fn sm2(b: &Bench) -> Tokens {
    Tokens::bound(b, [Sm2, Sm2], "sd-jwt-bound-sm2")
}

fn id(tokens: &Tokens, name: &str) -> String {
    format!("holder::{}-{name}", tokens.name())
}

fn right(b: &Bench) -> Vec<Case> {
    let about = "The holder's device answers the challenge that was shown";
    let rows = [
        (es256(b), "both keys over P-256"),
        (sm2(b), "both keys of SM2, digests with SM3"),
        (Tokens::bound(b, [Es256, Sm2], "sd-jwt-bound-es256-sm2"), "a holder with an SM2 key"),
        (Tokens::bound(b, [Sm2, Es256], "sd-jwt-bound-sm2-es256"), "an issuer with an SM2 key"),
    ];
    let live = rows.map(|(tokens, keys)| {
        let about = format!("{about}: {keys}.");
        let id = format!("holder::{}", tokens.name());
        tokens.token([&id, &about, ""], |_| {}).accept().age(0).high()
    });
    let tokens = es256(b);
    let more = [
        tokens
            .token(
                [
                    &id(&tokens, "nothing-disclosed"),
                    "A holder may show nothing but what stands in the clear.",
                    "no disclosures",
                ],
                |t| {
                    t.disclosures.clear();
                },
            )
            .releasing(without(&tokens, &["certificateHolderName", "holderOver18"]))
            .accept(),
        tokens
            .binding(
                [
                    &id(&tokens, "60-seconds"),
                    "A presentation is fresh for a minute.",
                    "made 60 seconds ago",
                ],
                |k| {
                    k.claims["iat"] = (AT - 60).into();
                },
            )
            .accept()
            .age(60),
        tokens
            .binding(
                [
                    &id(&tokens, "10-ahead"),
                    "A holder's clock may be ten seconds ahead.",
                    "made in ten seconds",
                ],
                |k| {
                    k.claims["iat"] = (AT + 10).into();
                },
            )
            .accept()
            .age(-10),
        tokens
            .binding(
                [
                    &id(&tokens, "more-claims"),
                    "A key binding JWT may state more.",
                    "a claim that nobody knows",
                ],
                |k| {
                    k.claims["transaction"] = "x".into();
                },
            )
            .accept(),
        device(b),
    ];
    live.into_iter().chain(more).collect()
}

/// Where nobody asks for the holder, what the holder signed is still what was signed.
fn not_asked(b: &Bench) -> Vec<Case> {
    let about = "What a holder signed is what was signed, also where nobody asks for the holder.";
    let tokens = es256(b).unasked();
    let name = |name: &str| id(&tokens, &format!("unasked-{name}"));
    vec![
        tokens
            .binding(
                [
                    &name("old"),
                    about,
                    "made a year ago, for another verifier, in answer to nothing",
                ],
                |k| {
                    k.claims["iat"] = (AT - 365 * 86_400).into();
                    k.claims["aud"] = "shop.example".into();
                    k.claims["nonce"] = "".into();
                },
            )
            .accept()
            .attack("H1"),
        tokens
            .shown([&name("dropped"), about, "a disclosure less than was signed over"], |t| {
                t.disclosures.pop();
            })
            .fault("holder.disclosure_mismatch")
            .attack("E8")
            .high(),
        tokens
            .shown([&name("forged"), about, "another signature"], |t| {
                if let Some(binding) = &mut t.key_binding {
                    binding.parts[2] = url(&[1; 64]);
                }
            })
            .fault("holder.signature_invalid")
            .attack("H5")
            .high(),
        tokens
            .shown(
                [
                    &name("removed"),
                    "A presentation without its key binding is worth what paper is.",
                    "no key binding",
                ],
                |t| {
                    t.key_binding = None;
                },
            )
            .accept()
            .attack("E7"),
    ]
}

/// Nobody has shown a challenge, and a policy asks for the holder.
fn device(b: &Bench) -> Case {
    let words = [
        "holder::sd-jwt-bound-device",
        "Without a challenge it is a device's word.",
        "a policy asks for the holder",
    ];
    es256(b)
        .unasked()
        .token(words, |_| {})
        .policy(holder_required())
        .audience(AUDIENCE)
        .accept()
        .age(0)
}

fn without(tokens: &Tokens, names: &[&str]) -> Json {
    let mut claims = tokens.claims();
    if let Some(members) = claims.as_object_mut() {
        members.retain(|name, _| !names.contains(&name.as_str()));
    }
    claims
}

/// What its header says.
fn headers(b: &Bench) -> Vec<Case> {
    let tokens = es256(b);
    let about = "A key binding JWT says that it is one: another signed thing is not taken for one.";
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Json), code: &str| {
        tokens.binding([&id(&tokens, name), about, change], |k| edit(&mut k.header)).fault(code)
    };
    let typ = |name: &str, typ: Json| {
        let change = format!("`typ` is {typ}");
        case(name, &change, &|h| h["typ"] = typ.clone(), "envelope.header_mismatch")
            .detail(json!({ "header": "typ" }))
            .attack("A15")
            .high()
    };
    let with = |name: &str, member: &'static str, value: Json, code: &str, row: &str| {
        let change = format!("`{member}` in its header");
        case(name, &change, &|h| h[member] = value.clone(), code).attack(row).critical()
    };
    let (critical, keys) = ("envelope.critical_unsupported", "envelope.key_unauthorised");
    let jwk = || json!(b.world.stranger.key.jwk());
    vec![
        case(
            "typ-missing",
            "no `typ`",
            &|h| {
                remove(h, "typ");
            },
            "envelope.header_missing",
        )
        .detail(json!({ "header": "typ" }))
        .attack("E9")
        .high(),
        typ("typ-jwt", json!("JWT")),
        typ("typ-sd-jwt", json!("dc+sd-jwt")),
        typ("typ-vc-jwt", json!("vc+jwt")),
        typ("typ-status-list", json!("statuslist+jwt")),
        typ("typ-upper-case", json!("KB+JWT")),
        typ("typ-media-type", json!("application/kb+jwt")),
        typ("typ-suffix", json!("kb+jwt;x")),
        case(
            "typ-number",
            "`typ` is a number",
            &|h| h["typ"] = 294.into(),
            "envelope.header_malformed",
        )
        .attack("A15"),
        case(
            "alg-missing",
            "no `alg`",
            &|h| {
                remove(h, "alg");
            },
            "envelope.header_missing",
        )
        .attack("A1"),
        with("crit", "crit", json!(["exp"]), critical, "A5"),
        with("b64", "b64", json!(false), critical, "A5"),
        with("jwk", "jwk", jwk(), keys, "A6"),
        with("jku", "jku", json!("https://stranger.example/keys.json"), keys, "A6"),
        with("x5c", "x5c", json!(["MIIB"]), keys, "A6"),
    ]
}
