//! Disclosures of a wrong shape, and names that nobody discloses.

use serde_json::{Value as Json, json};

use crate::base64::url;
use crate::sd_jwt::{Disclosure, insert};
use crate::vectors::bench::{AT, Bench};
use crate::vectors::case::Case;
use crate::vectors::tokens::{Tokens, disclose, remove};

use super::{draft, member};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [names(b), parts(b)].concat()
}

/// Names that nobody discloses.
fn names(b: &Bench) -> Vec<Case> {
    let about = "What marks redaction is no claim, and what decides about a token is never disclosed on its own.";
    let tokens = Tokens::es256(b);
    let case = |name: &str, change: &str, claim: &str, value: &Json| {
        draft(&tokens, [&format!("name-{name}"), about, change], |d| {
            remove(&mut d.payload, claim);
            disclose(d, tokens.hash, member(claim, value));
        })
        .fault("credential.disclosure_name_unauthorised")
        .attack("E3")
        .critical()
    };
    let deeper = |name: &str, change: &str, claim: &str, value: &Json| {
        draft(&tokens, [&format!("name-{name}"), about, change], |d| {
            let one = member(claim, value);
            let mut object = json!({});
            insert(&mut object, one.digest(tokens.hash));
            d.payload["address"] = object;
            d.disclosures.push(one);
        })
        .fault("credential.disclosure_name_unauthorised")
        .attack("E3")
        .high()
    };
    let digests = json!([url(&[7; 32])]);
    vec![
        case("digests", "`_sd` is disclosed", "_sd", &digests),
        case("placeholder", "`...` is disclosed", "...", &json!("x")),
        case("sd-alg", "`_sd_alg` is disclosed", "_sd_alg", &json!("sha-256")),
        deeper("digests-deeper", "`_sd` of an object is disclosed", "_sd", &digests),
        deeper("placeholder-deeper", "`...` of an object is disclosed", "...", &json!("x")),
        deeper(
            "sd-alg-deeper",
            "`_sd_alg` of an object is disclosed",
            "_sd_alg",
            &json!("sha-256"),
        ),
        case("nbf", "`nbf` is disclosed", "nbf", &json!(AT - 86_400)),
        case("exp", "`exp` is disclosed", "exp", &json!(9_999_999_999_i64)),
        case("vct", "the type is disclosed", "vct", &json!(crate::world::World::identity_type())),
        case(
            "vct-integrity",
            "the digest of the type is disclosed",
            "vct#integrity",
            &json!("sha256-AAAA"),
        ),
        case("status", "the status is disclosed", "status", &json!({})),
        case("cnf", "the holder's key is disclosed", "cnf", &json!({})),
        draft(
            &tokens,
            ["name-iss", about, "the issuer is disclosed, and the anchor is for any"],
            |d| {
                let iss = d.payload["iss"].take();
                remove(&mut d.payload, "iss");
                disclose(d, tokens.hash, member("iss", &iss));
            },
        )
        .anchors([crate::anchor::Anchor { issuer: None, ..tokens.anchor() }])
        .fault("credential.disclosure_name_unauthorised")
        .attack("E3")
        .critical(),
        draft(
            &tokens,
            [
                "name-aud",
                "A credential is for everybody, also where a holder discloses that it is not.",
                "an audience is disclosed",
            ],
            |d| {
                disclose(d, tokens.hash, member("aud", &json!("counter.example")));
            },
        )
        .fault("credential.audience_unsupported")
        .attack("A15"),
    ]
}

/// Disclosures of a wrong shape.
fn parts(b: &Bench) -> Vec<Case> {
    let about =
        "A disclosure is a list of a salt, a name and a value; in a list, of a salt and a value.";
    let tokens = Tokens::es256(b);
    let case = |name: &str, change: &str, content: Json| {
        draft(&tokens, [&format!("disclosure-{name}"), about, change], |d| {
            disclose(d, tokens.hash, Disclosure::of(&content));
        })
        .fault("credential.disclosure_malformed")
        .attack("E5")
        .high()
    };
    let element = |name: &str, change: &str, content: Json| {
        draft(&tokens, [&format!("disclosure-{name}"), about, change], |d| {
            let one = Disclosure::of(&content);
            d.payload["x-list"] = json!(["a", { "...": one.digest(tokens.hash) }]);
            d.disclosures.push(one);
        })
        .fault("credential.disclosure_malformed")
        .attack("E5")
        .high()
    };
    vec![
        case("object", "an object", json!({ "salt": "x" })),
        case("text", "a text", json!("disclosure")),
        case("null", "null", Json::Null),
        case("empty", "a list of nothing", json!([])),
        case("one-part", "a salt alone", json!(["salt"])),
        case(
            "two-parts",
            "an element's disclosure in the place of a claim's",
            json!(["salt", "x"]),
        ),
        case("four-parts", "a fourth part", json!(["salt", "x", 1, 2])),
        case("salt-number", "a salt that is a number", json!([1, "x", 1])),
        case("salt-null", "no salt but null", json!([null, "x", 1])),
        case("name-number", "a name that is a number", json!(["salt", 7, 1])),
        case("name-null", "a name that is null", json!(["salt", null, 1])),
        element(
            "claim-in-list",
            "a claim's disclosure in the place of an element's",
            json!(["salt", "x", 1]),
        ),
        element("one-in-list", "a salt alone in the place of an element's", json!(["salt"])),
        element("salt-number-in-list", "an element's salt that is a number", json!([1, "x"])),
    ]
}
