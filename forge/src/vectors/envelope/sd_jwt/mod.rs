//! SD-JWT as text: compact, flattened and general, with what may stand in each header.

use serde_json::{Value as Json, json};

use crate::anchor::Anchor;
use crate::base64::url;
use crate::public_key::Algorithm::{Es256, Sm2};
use crate::time::DAY;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::tokens::{Tokens, remove};
use crate::world::World;

mod json;
mod texts;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [valid(b), headers(b), key_ids(b), texts::cases(b), pieces(b), bindings(b), json::cases(b)]
        .concat()
}

fn words<'w>(id: &'w str, about: &'w str, change: &'w str) -> [&'w str; 3] {
    [id, about, change]
}

fn valid(b: &Bench) -> Vec<Case> {
    let summary = |tokens: &Tokens| {
        json!({
            "envelope": "sd-jwt", "format": "SD-JWT", "issuer": tokens.issuer.id,
            "type": World::identity_type(),
            "not_before": b.world.at - 30 * DAY, "not_after": b.world.at + 335 * DAY,
        })
    };
    let about = "A credential in JSON, with what its holder discloses";
    let rows = [
        (Tokens::es256(b), "nobody is bound to it"),
        (Tokens::sm2(b), "by an SM2 key, digests with SM3"),
        (
            Tokens::bound(b, [Es256; 2], "sd-jwt-bound").unasked(),
            "with a key binding that nobody asks for",
        ),
        (Tokens::bound(b, [Sm2; 2], "sd-jwt-bound-sm2").unasked(), "the same by SM2 keys"),
    ];
    let case = |(tokens, kind): (Tokens, &str)| {
        let (id, about) = (format!("envelope::{}", tokens.name()), format!("{about}: {kind}."));
        tokens.token([&id, &about, ""], |_| {}).accept().summary(summary(&tokens)).high()
    };
    let tokens = Tokens::es256(b);
    let nothing = tokens
        .token(
            words("envelope::sd-jwt-nothing", "A holder may disclose nothing.", "no disclosures"),
            |t| {
                t.disclosures.clear();
            },
        )
        .releasing(less(&tokens, &["certificateHolderName", "holderOver18"]))
        .accept();
    let one = tokens
        .token(
            words("envelope::sd-jwt-one", "A holder discloses what it chooses.", "one disclosure"),
            |t| {
                t.disclosures.truncate(1);
            },
        )
        .releasing(less(&tokens, &["holderOver18"]))
        .accept();
    let reversed = tokens
        .token(
            words(
                "envelope::sd-jwt-reversed",
                "Disclosures have no order.",
                "the disclosures in another order",
            ),
            |t| {
                t.disclosures.reverse();
            },
        )
        .accept();
    let spaced = tokens
        .case(words(
            "envelope::sd-jwt-line-break",
            "A scanner gun ends a code with a line break.",
            "white space around it",
        ))
        .scan(format!(" {}\r\n", tokens.issued().text()))
        .accept();
    rows.map(case).into_iter().chain([nothing, one, reversed, spaced]).collect()
}

fn less(tokens: &Tokens, names: &[&str]) -> Json {
    let mut claims = tokens.claims();
    if let Some(members) = claims.as_object_mut() {
        members.retain(|name, _| !names.contains(&name.as_str()));
    }
    claims
}

/// The issuer's header.
fn headers(b: &Bench) -> Vec<Case> {
    let tokens = Tokens::es256(b);
    let about = "What decides stands in the header, and what is not understood ends the reading.";
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Json)| {
        tokens.draft([&format!("envelope::sd-jwt-{name}"), about, change], |d| edit(&mut d.header))
    };
    let header =
        |case: Case, code: &str, header: &str| case.fault(code).detail(json!({ "header": header }));
    let with = |name: &str, member: &'static str, value: Json, code: &str, row: &str| {
        let change = format!("`{member}` in the header");
        case(name, &change, &|h| h[member] = value.clone()).fault(code).attack(row).critical()
    };
    let (critical, keys) = ("envelope.critical_unsupported", "envelope.key_unauthorised");
    let jwk = json!(b.world.stranger.key.jwk());
    vec![
        header(
            case("alg-missing", "no `alg`", &|h| {
                remove(h, "alg");
            }),
            "envelope.header_missing",
            "alg",
        )
        .attack("A1")
        .critical(),
        header(
            case("alg-number", "`alg` is a number", &|h| h["alg"] = (-7).into()),
            "envelope.header_malformed",
            "alg",
        ),
        header(
            case("alg-null", "`alg` is null", &|h| h["alg"] = Json::Null),
            "envelope.header_malformed",
            "alg",
        )
        .attack("A1"),
        header(
            case("alg-array", "`alg` in a list", &|h| h["alg"] = json!(["ES256"])),
            "envelope.header_malformed",
            "alg",
        )
        .attack("A1"),
        with("crit", "crit", json!(["exp"]), critical, "A5"),
        with("crit-empty", "crit", json!([]), critical, "A5"),
        with("b64", "b64", json!(false), critical, "A5"),
        with("jwk", "jwk", jwk, keys, "A6"),
        with("jku", "jku", json!("https://stranger.example/keys.json"), keys, "A6"),
        with("x5c", "x5c", json!(["MIIB"]), keys, "A6"),
        with("x5u", "x5u", json!("https://stranger.example/chain.pem"), keys, "A6"),
        with("x5t", "x5t", json!("AAAA"), keys, "A6"),
        with("x5t-s256", "x5t#S256", json!("AAAA"), keys, "A6"),
        case("header-more", "a header that nobody knows", &|h| h["x-demo"] = 1.into()).accept(),
    ]
}

/// A key id is a hint, or none.
fn key_ids(b: &Bench) -> Vec<Case> {
    let tokens = Tokens::es256(b);
    let about = "A key id is a text of 1 to 64 bytes, or no hint at all.";
    let case = |name: &str, change: &str, kid: Option<Json>| {
        tokens.draft([&format!("envelope::sd-jwt-kid-{name}"), about, change], |d| match kid {
            Some(kid) => d.header["kid"] = kid,
            None => {
                remove(&mut d.header, "kid");
            }
        })
    };
    let any = || [Anchor { kid: None, ..tokens.anchor() }];
    let malformed = |name: &str, change: &str, kid: String| {
        case(name, change, Some(kid.into())).fault("envelope.header_malformed").attack("A7")
    };
    vec![
        case("absent", "no `kid`", None).accept(),
        case("absent-unnamed", "no `kid`, and a record without a key id", None)
            .anchors(any())
            .accept(),
        case("unnamed", "a record without a key id", Some(json!("region-a-1")))
            .anchors(any())
            .accept(),
        case("number", "`kid` is a number, which is no hint", Some(json!(1))).accept().attack("A7"),
        case("array", "`kid` in a list, which is no hint", Some(json!(["other"])))
            .accept()
            .attack("A7"),
        case("null", "`kid` is null, which is no hint", Some(Json::Null)).accept().attack("A7"),
        case("other", "`kid` of another key", Some(json!("region-a-2")))
            .fault("trust.issuer_unknown")
            .attack("A9"),
        case("path", "`kid` is a path", Some(json!("../../../../dev/null")))
            .fault("trust.issuer_unknown")
            .attack("A7"),
        case("query", "`kid` is a query", Some(json!("' UNION SELECT 'key")))
            .fault("trust.issuer_unknown")
            .attack("A7"),
        case("address", "`kid` is an address", Some(json!("https://stranger.example/key")))
            .fault("trust.issuer_unknown")
            .attack("A7"),
        malformed("empty", "`kid` of no characters", String::new()),
        malformed("long", "`kid` of 65 characters", "k".repeat(65)),
    ]
}

/// How many parts there are between the tildes.
fn pieces(b: &Bench) -> Vec<Case> {
    let tokens = Tokens::bound(b, [Es256; 2], "sd-jwt-bound").unasked();
    let about = "A token, its disclosures and a key binding or nothing are joined by tildes.";
    let whole = tokens.show(&tokens.issued());
    let (text, jws) = (whole.text(), whole.jws.text());
    let case = |name: &str, change: &str, scan: String, code: &str| {
        tokens.case([&format!("envelope::sd-jwt-{name}"), about, change]).scan(scan).fault(code)
    };
    let base64 = "encoding.base64url_malformed";
    let (two, last) = (text.replacen('~', "~~", 1), text.rsplit('~').next().unwrap_or_default());
    let unsigned = jws.rsplit_once('.').map_or("", |(input, _)| input);
    let many = format!("{jws}{}", "~".repeat(258));
    vec![
        case("no-disclosure-between", "two tildes in a row", two, "encoding.json_malformed"),
        case("tilde-behind-binding", "a tilde behind the binding", format!("{text}~"), base64),
        case("two-bindings", "two key bindings", format!("{text}~{last}"), base64),
        case("two-parts", "a token of two parts", format!("{unsigned}~"), "envelope.unknown")
            .attack("A1"),
        case("four-parts", "a token of four parts", format!("{jws}.AAAA~"), "envelope.unknown"),
        case("257-disclosures", "257 disclosures", many, "encoding.too_many")
            .detail(json!({ "limit": 256 }))
            .attack("E11"),
    ]
}

/// The parts of a key binding.
fn bindings(b: &Bench) -> Vec<Case> {
    let tokens = Tokens::bound(b, [Es256; 2], "sd-jwt-bound").unasked();
    let about = "A key binding is three parts of base64url, of JSON.";
    let case = |name: &str, change: &str, code: &str, edit: fn(&mut Vec<String>)| {
        let id = format!("envelope::sd-jwt-binding-{name}");
        let case = tokens.shown([&id, about, change], |token| {
            if let Some(binding) = &mut token.key_binding {
                edit(&mut binding.parts);
            }
        });
        case.fault(code)
    };
    let (malformed, duplicate) = ("envelope.malformed", "encoding.json_duplicate");
    vec![
        case("two-parts", "two parts", malformed, |parts| parts.truncate(2)).attack("E9"),
        case("four-parts", "four parts", malformed, |parts| parts.push("AAAA".to_owned())),
        case("not-json", "claims that are no JSON", "encoding.json_malformed", |parts| {
            parts[1] = url(b"x");
        }),
        case("duplicate", "`aud` twice", duplicate, |parts| {
            parts[1] = url(br#"{"aud":"a","aud":"b"}"#);
        })
        .attack("D9"),
        case("padded", "padding behind it", "encoding.base64url_malformed", |parts| {
            parts[2] += "=";
        })
        .attack("B8"),
    ]
}
