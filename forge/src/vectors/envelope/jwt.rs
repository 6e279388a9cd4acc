//! A JWT as text: three parts with dots, and a header.

use serde_json::{Value as Json, json};

use crate::anchor::Anchor;
use crate::jws::Compact;
use crate::time::DAY;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::tokens::{Plain, remove};
use crate::world::World;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [valid(b), headers(b), texts(b)].concat()
}

fn valid(b: &Bench) -> Vec<Case> {
    let rows = [
        (Plain::es256(b), "A JSON Web Token as a credential."),
        (Plain::sm2(b), "The same by an SM2 key."),
    ];
    rows.map(|(plain, about)| {
        let summary = json!({
            "envelope": "jwt", "format": "JWT", "issuer": plain.issuer.id,
            "type": World::identity_type(),
            "not_before": b.world.at - 30 * DAY, "not_after": b.world.at + 335 * DAY,
        });
        let id = format!("envelope::{}", plain.name());
        plain.token([&id, about, ""], |_, _| {}).accept().summary(summary).high()
    })
    .to_vec()
}

fn headers(b: &Bench) -> Vec<Case> {
    let plain = Plain::es256(b);
    let about = "What decides stands in the header, and what is not understood ends the reading.";
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Json)| {
        plain.token([&format!("envelope::jwt-{name}"), about, change], |header, _| edit(header))
    };
    let with = |name: &str, member: &'static str, value: Json, code: &str, row: &str| {
        let change = format!("`{member}` in the header");
        case(name, &change, &|h| h[member] = value.clone()).fault(code).attack(row).critical()
    };
    let (critical, keys) = ("envelope.critical_unsupported", "envelope.key_unauthorised");
    let without = |member: &'static str| move |header: &mut Json| remove(header, member);
    let jwk = json!(b.world.stranger.key.jwk());
    vec![
        case("alg-missing", "no `alg`", &without("alg"))
            .fault("envelope.header_missing")
            .detail(json!({ "header": "alg" }))
            .attack("A1")
            .critical(),
        case("alg-null", "`alg` is null", &|h| h["alg"] = Json::Null)
            .fault("envelope.header_malformed")
            .attack("A1"),
        case("kid-absent", "no `kid`", &without("kid")).accept(),
        case("kid-absent-unnamed", "no `kid`, and a record without a key id", &without("kid"))
            .anchors([Anchor { kid: None, alg: None, ..plain.issuer.anchor() }])
            .accept(),
        case("kid-other", "`kid` of another key", &|h| h["kid"] = "region-a-2".into())
            .fault("trust.issuer_unknown")
            .attack("A9"),
        case("kid-long", "`kid` of 65 characters", &|h| h["kid"] = "k".repeat(65).into())
            .fault("envelope.header_malformed")
            .attack("A7"),
        with("crit", "crit", json!(["exp"]), critical, "A5"),
        with("b64", "b64", json!(true), critical, "A5"),
        with("jwk", "jwk", jwk, keys, "A6"),
        with("jku", "jku", json!("https://stranger.example/keys.json"), keys, "A6"),
        with("x5u", "x5u", json!("https://stranger.example/chain.pem"), keys, "A6"),
        with("x5c", "x5c", json!(["MIIB"]), keys, "A6"),
    ]
}

fn texts(b: &Bench) -> Vec<Case> {
    let plain = Plain::es256(b);
    let about = "Every part is base64url without padding, of JSON in which no name stands twice.";
    let part = |name: &str, change: &str, edit: &dyn Fn(&mut Compact), code: &str| {
        plain.signed([&format!("envelope::jwt-{name}"), about, change], |c| edit(c)).fault(code)
    };
    let raw = |name: &str, change: &str, header: &str, payload: &str, code: &str| {
        plain
            .text([&format!("envelope::jwt-{name}"), about, change], header, payload.as_bytes())
            .fault(code)
    };
    let (header, payload) = (plain.header().to_string(), plain.payload().to_string());
    let twice = |text: &str, member: &str| text.replacen('{', &format!("{{{member},"), 1);
    let base64 = "encoding.base64url_malformed";
    vec![
        part("signature-padded", "padding behind the signature", &|c| c.parts[2] += "==", base64)
            .attack("B8"),
        part("signature-space", "a space in the signature", &|c| c.parts[2].insert(9, ' '), base64)
            .attack("B8"),
        part("payload-padded", "padding behind the payload", &|c| c.parts[1] += "=", base64)
            .attack("B8"),
        part("two-parts", "the signature left out", &|c| c.parts.truncate(2), "envelope.unknown")
            .attack("A1"),
        part(
            "four-parts",
            "a fourth part",
            &|c| c.parts.push("AAAA".to_owned()),
            "envelope.unknown",
        ),
        raw(
            "header-duplicate",
            "`alg` twice in the header",
            &twice(&header, r#""alg":"none""#),
            &payload,
            "encoding.json_duplicate",
        )
        .attack("D9")
        .critical(),
        raw(
            "payload-duplicate",
            "`exp` twice in the payload",
            &header,
            &twice(&payload, r#""exp":9999999999"#),
            "encoding.json_duplicate",
        )
        .attack("D9")
        .critical(),
        raw(
            "payload-duplicate-escaped",
            "`exp` twice in the payload, once escaped",
            &header,
            &twice(&payload, r#""\u0065xp":9999999999"#),
            "encoding.json_duplicate",
        )
        .attack("D9")
        .critical(),
        raw(
            "payload-not-json",
            "a payload that is no JSON",
            &header,
            "payload",
            "encoding.json_malformed",
        ),
        raw(
            "payload-deep",
            "a payload of 17 levels",
            &header,
            &format!("{{\"x\":{}{}}}", "[".repeat(16), "]".repeat(16)),
            "encoding.too_deep",
        )
        .attack("D3"),
    ]
}
