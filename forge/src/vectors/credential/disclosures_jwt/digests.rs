//! Digests of a wrong shape or in a wrong place, and what they are made with.

use serde_json::{Value as Json, json};

use crate::base64::url;
use crate::hash::Hash;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::tokens::{Tokens, disclose, remove};

use super::{draft, member};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [digests(b), hashes(b)].concat()
}

/// Digests of a wrong shape, or in a wrong place.
fn digests(b: &Bench) -> Vec<Case> {
    let about = "`_sd` is a list of texts, `...` stands alone in an element of a list, `_sd_alg` at the top.";
    let tokens = Tokens::es256(b);
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Json)| {
        draft(&tokens, [name, about, change], |d| {
            d.disclosures.clear();
            edit(&mut d.payload);
        })
        .fault("credential.digest_malformed")
        .attack("E5")
        .high()
    };
    let digest = || url(&[7; 32]);
    let list = |name: &str, change: &str, value: Json| {
        case(&format!("digests-{name}"), change, &|p| p["_sd"] = value.clone())
    };
    let element = |name: &str, change: &str, value: Json| {
        case(&format!("element-{name}"), change, &|p| p["x-list"] = json!(["a", value]))
    };
    let disclosed = |name: &str, change: &str, value: Json| {
        draft(&tokens, [name, about, change], |d| {
            disclose(d, tokens.hash, member("address", &value));
        })
        .fault("credential.digest_malformed")
        .attack("E12")
        .high()
    };
    vec![
        list("text", "one digest without a list", digest().into()),
        list("object", "an object in place of the list", json!({ "0": digest() })),
        list("null", "null in place of the list", Json::Null),
        list("number", "a number in place of the list", json!(1)),
        list("number-inside", "a number among the digests", json!([1])),
        list("list-inside", "a list among the digests", json!([[digest()]])),
        list("null-inside", "null among the digests", json!([null])),
        list(
            "object-inside",
            "an element's marker among the digests",
            json!([{ "...": digest() }]),
        ),
        element("more", "a member more beside the marker", json!({ "...": digest(), "x": 1 })),
        element("number", "a number behind the marker", json!({ "...": 1 })),
        element("list", "a list behind the marker", json!({ "...": [digest()] })),
        element("null", "null behind the marker", json!({ "...": null })),
        case("marker-alone", "the marker outside of a list", &|p| {
            p["x-object"] = json!({ "...": digest() });
        }),
        case("marker-at-the-top", "the marker beside the claims", &|p| p["..."] = digest().into()),
        case("digests-deeper", "a text as digests of an object", &|p| {
            p["address"] = json!({ "_sd": digest() });
        }),
        case("sd-alg-deeper", "`_sd_alg` in an object", &|p| {
            p["address"] = json!({ "_sd_alg": "sha-256" });
        })
        .attack("E6"),
        case("sd-alg-in-list", "`_sd_alg` in an object of a list", &|p| {
            p["x-list"] = json!([{ "_sd_alg": "sha-256" }]);
        })
        .attack("E6"),
        disclosed(
            "disclosed-digests",
            "a text as digests of an object that is disclosed",
            json!({ "_sd": digest() }),
        ),
        disclosed(
            "disclosed-marker",
            "the marker in an object that is disclosed",
            json!({ "...": digest() }),
        ),
        disclosed(
            "disclosed-marker-deeper",
            "the marker in an object in an object that is disclosed",
            json!({ "a": { "...": digest() } }),
        ),
        disclosed(
            "disclosed-sd-alg",
            "`_sd_alg` in an object that is disclosed",
            json!({ "_sd_alg": "sha-256" }),
        ),
    ]
}

/// What digests are made with.
fn hashes(b: &Bench) -> Vec<Case> {
    let about =
        "Digests are made with SHA-256 or SM3, as `_sd_alg` says; SHA-256 where it says nothing.";
    let tokens = Tokens::es256(b);
    let case = |name: &str, value: Json| {
        let change = format!("`_sd_alg` is {value}");
        draft(&tokens, [&format!("sd-alg-{name}"), about, &change], |d| {
            d.payload["_sd_alg"] = value;
        })
        .attack("E6")
    };
    let weak = |name: &str, value: Json| {
        case(name, value).fault("credential.digest_unauthorised").critical()
    };
    let sound = |name: &str| case(name, name.into()).fault("credential.digest_unsupported");
    let again = |tokens: &Tokens, name: &str, change: &str, hash: Hash, stated: Option<&str>| {
        draft(tokens, [&format!("sd-alg-{name}"), about, change], |d| {
            let all = std::mem::take(&mut d.disclosures);
            if let Some(members) = d.payload.as_object_mut() {
                members.remove("_sd");
                members.remove("_sd_alg");
            }
            if let Some(stated) = stated {
                d.payload["_sd_alg"] = stated.into();
            }
            for one in all {
                disclose(d, hash, one);
            }
        })
        .attack("E6")
    };
    let unknown = "credential.disclosure_unknown";
    vec![
        weak("md5", "md5".into()),
        weak("sha-1", "sha-1".into()),
        weak("sha-224", "sha-224".into()),
        weak("truncated", "sha-256-128".into()),
        weak("upper-case", "SHA-256".into()),
        weak("no-hyphen", "sha256".into()),
        weak("none", "none".into()),
        weak("empty", "".into()),
        weak("number", json!(-16)),
        weak("null", Json::Null),
        weak("list", json!(["sha-256"])),
        sound("sha-384"),
        sound("sha-512"),
        sound("sha3-256"),
        sound("sha3-512"),
        case("sm3-named", "sm3".into()).fault(unknown),
        again(&tokens, "absent", "no `_sd_alg`, digests of SHA-256", Hash::Sha256, None).accept(),
        again(&tokens, "absent-sm3", "no `_sd_alg`, digests of SM3", Hash::Sm3, None)
            .fault(unknown)
            .critical(),
        again(
            &tokens,
            "sm3-under-es256",
            "SM3 under an issuer's key over P-256",
            Hash::Sm3,
            Some("sm3"),
        )
        .accept(),
        again(&Tokens::sm2(b), "absent", "no `_sd_alg`, digests of SHA-256", Hash::Sha256, None)
            .accept(),
        again(
            &Tokens::sm2(b),
            "sha-256-under-sm2",
            "SHA-256 under an issuer's SM2 key",
            Hash::Sha256,
            Some("sha-256"),
        )
        .accept(),
        draft(
            &tokens,
            ["sd-alg-without-digests", about, "`_sd_alg` is weak, and there are no digests"],
            |d| {
                d.payload["_sd_alg"] = "md5".into();
                remove(&mut d.payload, "_sd");
                d.disclosures.clear();
            },
        )
        .fault("credential.digest_unauthorised")
        .attack("E6"),
    ]
}
