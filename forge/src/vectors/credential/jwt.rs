//! The claims of a JWT: dates, issuer and type are read strictly, the others released as they are.

use serde_json::{Value as Json, json};

use crate::anchor::Anchor;
use crate::vectors::bench::{AT, Bench};
use crate::vectors::case::Case;
use crate::vectors::tokens::{Plain, Tokens, remove};
use crate::world::World;

const DAY: i64 = 86_400;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [dates(b), bounds(b), issuers(b), types(b), others(b), redaction(b)].concat()
}

/// A token with a claim set, or taken away.
fn claim(b: &Bench, words: [&str; 3], name: &str, value: Option<Json>) -> Case {
    let [id, about, change] = words;
    Plain::es256(b).token([&format!("credential::jwt-{id}"), about, change], |_, payload| {
        match value {
            Some(value) => payload[name] = value,
            None => {
                remove(payload, name);
            }
        }
    })
}

fn dates(b: &Bench) -> Vec<Case> {
    let about =
        "A date is a whole number of seconds; anything else is a fault, and never an absent date.";
    let rows = [
        ("text", "a text", json!("1811808000")),
        ("true", "true", json!(true)),
        ("null", "null", Json::Null),
        ("array", "a list", json!([AT + DAY])),
        ("object", "an object", json!({})),
        ("fraction", "a fraction", json!(1_811_808_000.5)),
        ("milliseconds", "milliseconds", json!((AT + DAY) * 1000)),
        ("2-64", "2^64 - 1", json!(u64::MAX)),
        ("negative", "-1", json!(-1)),
    ];
    let each = rows.into_iter().flat_map(|(kind, what, value)| {
        let case = |name: &'static str| {
            let (id, change) = (format!("{name}-{kind}"), format!("`{name}` is {what}"));
            claim(b, [&id, about, &change], name, Some(value.clone()))
                .fault("credential.claim_malformed")
                .detail(json!({ "claim": name }))
                .attack(if kind == "milliseconds" { "C5" } else { "C2" })
                .critical()
        };
        let few = ["text", "null", "fraction"].contains(&kind);
        [Some(case("exp")), few.then(|| case("iat")), few.then(|| case("nbf"))]
    });
    each.flatten().collect()
}

fn bounds(b: &Bench) -> Vec<Case> {
    let about = "A token has an end and a beginning, and is judged to the second.";
    let case = |name: &str, change: &str, rows: &[(&str, Option<i64>)]| {
        Plain::es256(b).token([&format!("credential::jwt-{name}"), about, change], |_, payload| {
            for (name, value) in rows {
                match value {
                    Some(value) => payload[*name] = (*value).into(),
                    None => {
                        remove(payload, name);
                    }
                }
            }
        })
    };
    let tokens = Tokens::es256(b);
    vec![
        case("exp-missing", "no `exp`", &[("exp", None)])
            .fault("credential.expiry_missing")
            .attack("C1")
            .critical(),
        tokens
            .draft(["credential::sd-jwt-exp-missing", about, "no `exp`"], |d| {
                remove(&mut d.payload, "exp");
            })
            .fault("credential.expiry_missing")
            .attack("C1")
            .critical(),
        case("iat-missing", "no `iat` and no `nbf`", &[("iat", None)])
            .fault("credential.claim_missing")
            .detail(json!({ "claim": "iat" })),
        case("nbf-alone", "`nbf` and no `iat`", &[("iat", None), ("nbf", Some(AT - DAY))]).accept(),
        case("nbf-and-iat", "`nbf` and `iat`", &[("nbf", Some(AT - DAY))]).accept(),
        case("expired", "ended this second", &[("exp", Some(AT))])
            .fault("credential.expired")
            .detail(json!({ "not_after": AT }))
            .attack("C3")
            .critical(),
        case("last-second", "ends in a second", &[("exp", Some(AT + 1))]).accept(),
        case("later", "begins in 61 seconds", &[("nbf", Some(AT + 61))])
            .fault("credential.not_yet_valid")
            .detail(json!({ "not_before": AT + 61 }))
            .attack("C6"),
        case("issued-later", "issued in 61 seconds", &[("iat", Some(AT + 61))])
            .fault("credential.not_yet_valid")
            .attack("C6"),
        case("tolerance", "issued in 60 seconds", &[("iat", Some(AT + 60))]).accept(),
        case("exp-at-iat", "`exp` the same as `iat`", &[("exp", Some(AT - 30 * DAY))])
            .fault("credential.validity_mismatch"),
        case(
            "exp-before-nbf",
            "`exp` before `nbf`",
            &[("nbf", Some(AT - 10)), ("exp", Some(AT - 20))],
        )
        .fault("credential.validity_mismatch"),
        case(
            "exp-between",
            "`exp` after `nbf` and before `iat`",
            &[("nbf", Some(AT - 40 * DAY)), ("exp", Some(AT - 35 * DAY))],
        )
        .fault("credential.validity_mismatch"),
    ]
}

fn issuers(b: &Bench) -> Vec<Case> {
    let about = "An issuer is one text, or the key's record says who it is.";
    let any = || [Anchor { issuer: None, alg: None, ..Plain::es256(b).issuer.anchor() }];
    let case = |name: &str, change: &str, value: Option<Json>| {
        claim(b, [name, about, change], "iss", value)
    };
    let malformed = |name: &str, change: &str, value: Json| {
        case(name, change, Some(value))
            .anchors(any())
            .fault("credential.claim_malformed")
            .detail(json!({ "claim": "iss" }))
            .attack("A11")
    };
    let summary = json!({
        "envelope": "jwt", "format": "JWT", "type": World::identity_type(),
        "not_before": AT - 30 * DAY, "not_after": AT + 335 * DAY,
    });
    vec![
        case("iss-absent", "no issuer, and a record for any", None)
            .anchors(any())
            .accept()
            .summary(summary),
        case("iss-absent-and-known", "no issuer, and a record for one", None)
            .fault("trust.issuer_unknown")
            .attack("A9"),
        malformed(
            "iss-array",
            "the issuer in a list, and a record for any",
            json!(["demo.region-a"]),
        ),
        malformed("iss-number", "the issuer is a number, and a record for any", json!(1)),
        malformed("iss-null", "the issuer is null, and a record for any", Json::Null),
        malformed("iss-empty", "an issuer of no characters, and a record for any", json!("")),
    ]
}

fn types(b: &Bench) -> Vec<Case> {
    let about = "A type is one text, or there is none.";
    let malformed = |name: &str, change: &str, value: Json| {
        claim(b, [name, about, change], "vct", Some(value))
            .fault("credential.claim_malformed")
            .detail(json!({ "claim": "vct" }))
            .attack("A10")
    };
    let summary = json!({
        "envelope": "jwt", "format": "JWT", "issuer": "demo.region-a",
        "not_before": AT - 30 * DAY, "not_after": AT + 335 * DAY,
    });
    vec![
        claim(b, ["vct-absent", about, "no type"], "vct", None).accept().summary(summary),
        malformed("vct-number", "a number", json!(1)),
        malformed("vct-array", "a list of types", json!([World::identity_type()])),
        malformed("vct-null", "null", Json::Null),
        malformed("vct-empty", "a text of no characters", json!("")),
    ]
}

fn others(b: &Bench) -> Vec<Case> {
    let about = "What a token states besides is released as it stands.";
    let case = |name: &str, change: &str, claims: Json| {
        Plain::es256(b).token([&format!("credential::jwt-{name}"), about, change], |_, payload| {
            if let (Some(members), Json::Object(claims)) = (payload.as_object_mut(), claims) {
                members.extend(claims);
            }
        })
    };
    let unsupported = |name: &str, change: &str, audience: Json| {
        case(name, change, json!({ "aud": audience }))
            .fault("credential.audience_unsupported")
            .attack("A15")
            .high()
    };
    let large = {
        let mut released = Plain::es256(b).payload();
        let numbers = json!({ "exact": 9_007_199_254_740_991_i64, "large": 9_007_199_254_740_993_i64, "below": -9_007_199_254_740_993_i64 });
        released["numbers"] = json!({ "exact": 9_007_199_254_740_991_i64, "large": "9007199254740993", "below": "-9007199254740993" });
        case("large-numbers", "whole numbers that JavaScript rounds", json!({ "numbers": numbers }))
            .releasing(released)
    };
    vec![
        unsupported("aud", "an audience", json!("counter.example")),
        unsupported("aud-array", "a list of audiences", json!(["counter.example"])),
        unsupported("aud-null", "null as audience", Json::Null),
        case("sub", "a subject and a token id", json!({ "sub": "someone", "jti": "1" })).accept(),
        case(
            "nested",
            "claims of every type",
            json!({ "x": { "a": [1, true, null, "b", { "c": 0.5 }] } }),
        )
        .accept(),
        case(
            "proto",
            "claims with names of JavaScript's objects",
            json!({ "__proto__": { "polluted": true }, "constructor": "c", "toString": "t" }),
        )
        .accept()
        .attack("D10"),
        large.accept().attack("D11"),
        case(
            "markup",
            "claims that look like markup",
            json!({ "certificateHolderName": "<img src=x onerror=alert(1)>" }),
        )
        .accept()
        .attack("I1"),
        case(
            "bidi",
            "claims with characters that turn a line around",
            json!({ "certificateHolderName": "\u{202e}伟张\u{202c}" }),
        )
        .accept()
        .attack("I2"),
        claim(b, ["payload-array", about, "a list in place of the claims"], "x", None)
            .scan(array(b))
            .anchors([Anchor { issuer: None, alg: None, ..Plain::es256(b).issuer.anchor() }])
            .fault("credential.claim_malformed")
            .detail(json!({ "claim": "payload" })),
    ]
}

fn array(b: &Bench) -> String {
    let plain = Plain::es256(b);
    crate::jws::Compact::sign(&plain.header().to_string(), b"[]", &plain.issuer.key).text()
}

/// Digests in a token that is shown without disclosures.
fn redaction(b: &Bench) -> Vec<Case> {
    let about = "Nothing that marks redaction is ever released.";
    let digest = || json!([crate::base64::url(&[7; 32])]);
    let case = |name: &str, change: &str, member: &str, value: Json, released: Option<Json>| {
        let mut claims = Plain::es256(b).payload();
        if let Some(released) = released {
            claims[member] = released;
        }
        claim(b, [name, about, change], member, Some(value)).releasing(claims).attack("E12")
    };
    vec![
        case("digests", "digests among its claims", "_sd", digest(), None).accept(),
        case(
            "digests-deeper",
            "digests in an object",
            "address",
            json!({ "_sd": digest() }),
            Some(json!({})),
        )
        .accept(),
        case(
            "placeholder",
            "a redacted element in a list",
            "x-list",
            json!([{ "...": "x" }]),
            Some(json!([])),
        )
        .accept(),
        case("digests-text", "a text in place of the digests", "_sd", json!("x"), None)
            .fault("credential.digest_malformed"),
        case("sd-alg-weak", "a weak hash is named", "_sd_alg", json!("md5"), None)
            .fault("credential.digest_unauthorised"),
    ]
}
