//! The key that an SD-JWT is bound to.

use serde_json::{Value as Json, json};

use crate::key::Key;
use crate::public_key::Algorithm::{Es256, Sm2};
use crate::sd_jwt::Disclosure;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::tokens::{Tokens, disclose, remove};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [absent(b), members(b), foreign(b)].concat()
}

fn tokens(b: &Bench) -> Tokens {
    Tokens::bound(b, [Es256, Es256], "sd-jwt-bound")
}

/// A token whose claim `cnf` is another.
fn confirmed(tokens: &Tokens, words: [&str; 3], edit: impl FnOnce(&mut Json)) -> Case {
    let id = format!("holder::{}-cnf-{}", tokens.name(), words[0]);
    tokens.draft([&id, words[1], words[2]], |d| edit(&mut d.payload))
}

fn absent(b: &Bench) -> Vec<Case> {
    let about = "A token that a holder shows names the holder's key, once, in the open.";
    let tokens = tokens(b);
    let case = |name: &str, change: &str, code: &str, edit: &dyn Fn(&mut Json)| {
        confirmed(&tokens, [name, about, change], edit).fault(code).attack("E10").critical()
    };
    let malformed = |name: &str, change: &str, cnf: Json| {
        case(name, change, "holder.key_malformed", &|p| p["cnf"] = cnf.clone())
    };
    let jwk = tokens.whole().payload["cnf"]["jwk"].clone();
    vec![
        case("missing", "no `cnf`", "holder.key_missing", &|p| {
            remove(p, "cnf");
        }),
        malformed("empty", "an empty object", json!({})),
        malformed("null", "null", Json::Null),
        malformed("text", "a text", json!("jwk")),
        malformed("array", "the key in an array", json!([{ "jwk": jwk }])),
        malformed("kid", "a key id in place of a key", json!({ "kid": "k" })),
        malformed(
            "jku",
            "an address of keys",
            json!({ "jku": "https://stranger.example/keys.json" }),
        ),
        malformed("jwe", "an encrypted key", json!({ "jwe": "eyJhbGciOiJkaXIifQ..A.A.A" })),
        malformed("key-and-kid", "a key and a key id", json!({ "jwk": jwk, "kid": "k" })),
        malformed("two-keys", "two keys in an array", json!({ "jwk": [jwk, jwk] })),
        tokens
            .draft(
                ["holder::sd-jwt-bound-cnf-hidden", about, "the claim is disclosed by the holder"],
                |d| {
                    let cnf = d.payload["cnf"].take();
                    remove(&mut d.payload, "cnf");
                    disclose(d, tokens.hash, Disclosure::member(b"salt", "cnf", &cnf));
                },
            )
            .fault("credential.disclosure_name_unauthorised")
            .attack("E10")
            .critical(),
    ]
}

fn members(b: &Bench) -> Vec<Case> {
    let about = "A holder's key is a public key on a curve that is known, for signatures.";
    let tokens = tokens(b);
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Json)| {
        confirmed(&tokens, [name, about, change], |p| edit(&mut p["cnf"]["jwk"]))
    };
    let malformed = |name: &str, change: &str, edit: &dyn Fn(&mut Json)| {
        case(name, change, edit).fault("holder.key_malformed").attack("B4").high()
    };
    let set = |name: &'static str, value: Json| move |jwk: &mut Json| jwk[name] = value.clone();
    let more = |name: &str, change: &str, member: &'static str, value: Json| {
        let mut claims = tokens.claims();
        claims["cnf"]["jwk"][member] = value.clone();
        case(name, change, &set(member, value)).releasing(claims).accept()
    };
    let without = |name: &'static str| move |jwk: &mut Json| remove(jwk, name);
    vec![
        more("kid-member", "a key id inside the key", "kid", json!("k")),
        more("use-sig", "a key for signatures", "use", json!("sig")),
        more("alg-own", "a key for its own algorithm", "alg", json!("ES256")),
        malformed("use-enc", "a key for encryption", &set("use", json!("enc"))),
        malformed(
            "operations",
            "a key to sign with and not to verify",
            &set("key_ops", json!(["sign"])),
        ),
        malformed("no-type", "no key type", &without("kty")),
        malformed("symmetric", "a shared secret", &set("kty", json!("oct"))).critical(),
        malformed("curve-unknown", "a curve that is not known", &set("crv", json!("P-257"))),
        malformed("curve-number", "the curve as a number", &set("crv", json!(1))),
        malformed(
            "other-curve",
            "the point under the name of SM2's curve",
            &set("crv", json!("SM2-P-256")),
        )
        .critical(),
        malformed(
            "short",
            "a coordinate of 31 bytes",
            &set("x", json!(crate::base64::url(&[7; 31]))),
        ),
        malformed("padded", "a coordinate with padding", &|jwk| {
            let x = jwk["x"].as_str().unwrap_or_default();
            jwk["x"] = format!("{x}=").into();
        })
        .attack("B8"),
        malformed("off-curve", "a second coordinate that is not this point's", &|jwk| {
            jwk["y"] = jwk["x"].clone();
        })
        .critical(),
        malformed("alg-other", "a key for another algorithm", &set("alg", json!("ES384")))
            .attack("A3"),
        case("p384", "a key over P-384", &set("crv", json!("P-384")))
            .fault("holder.key_unsupported")
            .attack("A3"),
        case("rsa", "an RSA key", &|jwk| *jwk = json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB" }))
            .fault("holder.key_unsupported")
            .attack("A3"),
    ]
}

fn foreign(b: &Bench) -> Vec<Case> {
    let about = "Who shows a token has the key that it is bound to.";
    let (es256, sm2) = (tokens(b), Tokens::bound(b, [Sm2, Sm2], "sd-jwt-bound-sm2"));
    let stranger = Key::sm2_from_seed("other", "key");
    let case = |tokens: &Tokens, name: &str, change: &str, key: &Key, code: &str| {
        let jwk = json!(key.jwk());
        confirmed(tokens, [name, about, change], |p| p["cnf"]["jwk"] = jwk)
            .fault(code)
            .attack("H5")
            .critical()
    };
    vec![
        case(
            &es256,
            "of-another",
            "bound to another key",
            &b.world.stranger.key,
            "holder.signature_invalid",
        ),
        case(&sm2, "of-another", "bound to another key", &stranger, "holder.signature_invalid"),
        case(
            &es256,
            "of-other-algorithm",
            "bound to an SM2 key, signed with one over P-256",
            &stranger,
            "holder.alg_mismatch",
        ),
        case(
            &sm2,
            "of-other-algorithm",
            "bound to a key over P-256, signed with an SM2 key",
            &b.world.stranger.key,
            "holder.alg_mismatch",
        ),
    ]
}
