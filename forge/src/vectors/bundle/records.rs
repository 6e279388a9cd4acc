//! Key records: every member that must be written, every key on its curve, every key once (A8, A10).

use serde_json::{Value as Json, json};

use super::{bad, good, malformed};
use crate::base64::{hex, url};
use crate::trust::repository::Repository;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::ground::{
    ISSUERS, LATER, REGION_ROLE, authority, case, changed, key, pinned, sm2_key,
};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [members(b), values(b), keys(b), twice(b)].concat()
}

/// The one issuer as JSON.
fn issuer() -> Json {
    serde_json::to_value(authority()).unwrap_or_default()
}

fn listed(issuers: &[Json]) -> Repository {
    changed(|r| r.add(ISSUERS, json!({ "issuers": issuers }).to_string()))
}

fn edited(edit: impl FnOnce(&mut Json)) -> Repository {
    let mut issuer = issuer();
    edit(&mut issuer);
    listed(&[issuer])
}

fn without(json: &mut Json, member: &str) {
    if let Some(members) = json.as_object_mut() {
        members.remove(member);
    }
}

fn members(b: &Bench) -> Vec<Case> {
    let about = "What a record must say is said, or the bundle is refused.";
    let lacks = |name: &str, edit: &dyn Fn(&mut Json)| {
        let id = format!("record-without-{name}");
        let change = format!("a record without `{name}`");
        malformed(b, [&id, about, &change], ISSUERS, &edited(edit)).attack("A10")
    };
    let issuer = ["issuer", "max_lifetime", "keys"];
    let of_issuer = issuer.map(|member| lacks(member, &move |issuer| without(issuer, member)));
    let key = ["kid", "alg", "x", "y", "not_before", "not_after", "state"];
    let of_key =
        key.map(|member| lacks(member, &move |issuer| without(&mut issuer["keys"][0], member)));
    let file = changed(|r| r.add(ISSUERS, "{}"));
    let none = malformed(b, ["record-none", about, "no list of issuers"], ISSUERS, &file);
    of_issuer.into_iter().chain(of_key).chain([none]).collect()
}

fn values(b: &Bench) -> Vec<Case> {
    let about = "A record says what it says in one form.";
    let case = |name: &str, change, member: &str, value: Json| {
        let id = format!("record-{name}");
        let repository = edited(|issuer| issuer["keys"][0][member] = value);
        malformed(b, [&id, about, change], ISSUERS, &repository)
    };
    let of_issuer = |name: &str, change, member: &str, value: Json| {
        let id = format!("record-{name}");
        malformed(b, [&id, about, change], ISSUERS, &edited(|issuer| issuer[member] = value))
    };
    let both = edited(|issuer| issuer["keys"][0]["kid_hex"] = "00".into());
    let cut = edited(|issuer| issuer["keys"][0]["cut_off"] = 1.into());
    let spared = edited(|issuer| {
        issuer["keys"][0]["state"] = "compromised".into();
        issuer["keys"][0]["except"] = json!(["00"]);
    });
    let long = |bytes: usize| {
        edited(|issuer| {
            without(&mut issuer["keys"][0], "kid");
            issuer["keys"][0]["kid_hex"] = hex(&vec![0; bytes]).into();
        })
    };
    let written = |name: &str, change, repository: &Repository| {
        let id = format!("record-{name}");
        malformed(b, [&id, about, change], ISSUERS, repository)
    };
    vec![
        case("state", "a state that nobody knows", "state", "lost".into()).attack("A12"),
        case("state-retired", "a retired key without a cut-off", "state", "retired".into())
            .attack("A12"),
        written("state-active", "a cut-off for a key in use", &cut).attack("A12"),
        written("except", "an exception that is no digest", &spared).attack("A12"),
        case("alg", "an algorithm that is not checked", "alg", "ES384".into()),
        case("x-short", "a coordinate of 31 bytes", "x", url(&[1; 31]).into()),
        case("x-padded", "a coordinate with padding", "x", format!("{}=", url(&[1; 32])).into()),
        case("dates", "a date that is a text", "not_before", "2026-01-01".into()),
        case("dates-fraction", "a date with a fraction", "not_after", json!(1.5)),
        case("sm2-id", "a signer id that is a number", "sm2_id", 1.into()),
        written("kid-both", "a key id as text and as bytes", &both),
        written("kid-empty", "a key id without bytes", &long(0)),
        written("kid-long", "a key id of 65 bytes", &long(65)),
        of_issuer("issuer-empty", "an issuer without a name", "issuer", "".into()),
        of_issuer("types-text", "types that are one text", "types", "x".into()).attack("A10"),
        of_issuer(
            "regions-number",
            "regions with a number among them",
            "regions",
            json!([990_000]),
        )
        .attack("A10"),
        of_issuer("lists-text", "lists that are one text", "lists", "https://s.example/".into()),
        of_issuer("lifetime-0", "a longest validity of 0", "max_lifetime", 0.into()),
        of_issuer("lifetime-text", "a longest validity that is a text", "max_lifetime", "1".into()),
    ]
}

fn keys(b: &Bench) -> Vec<Case> {
    let about = "A key is a point of its curve, or whoever has it is believed in nothing.";
    let point = |alg: &'static str, x: Json, y: Json| {
        edited(move |issuer| {
            let key = &mut issuer["keys"][0];
            (key["alg"], key["x"], key["y"]) = (alg.into(), x, y);
        })
    };
    let point_case = |name: &str, change, repository: &Repository| {
        let id = format!("point-{name}");
        case(b, [&id, about, change])
            .trust(pinned().takes(&repository.files(), LATER))
            .fault("trust.bundle_key_invalid")
            .detail(json!({ "file": "issuers/990000" }))
            .attack("B4")
            .high()
    };
    let zero = || Json::from(url(&[0; 32]));
    let (p256, sm2) = (key("other", 1).jwk(), sm2_key("other", 1).jwk());
    let full = || Json::from(url(&[255; 32]));
    vec![
        point_case(
            "off-curve",
            "a point that is not on the curve",
            &point("ES256", p256.x.clone().into(), p256.x.clone().into()),
        ),
        point_case("infinity", "the point of zeros", &point("ES256", zero(), zero())),
        point_case("too-large", "a coordinate beyond the field", &point("ES256", full(), full())),
        point_case(
            "sm2-on-p256",
            "a point over P-256 for SM2",
            &point("SGD_SM3_SM2", p256.x.clone().into(), p256.y.clone().into()),
        ),
        point_case(
            "p256-on-sm2",
            "an SM2 point for ES256",
            &point("ES256", sm2.x.clone().into(), sm2.y.clone().into()),
        ),
    ]
}

fn twice(b: &Bench) -> Vec<Case> {
    let about = "A key is told apart by issuer, key id and algorithm.";
    let other = |edit: &dyn Fn(&mut Json)| {
        let mut second = issuer();
        let jwk = key("other", 1).jwk();
        (second["keys"][0]["x"], second["keys"][0]["y"]) = (jwk.x.into(), jwk.y.into());
        edit(&mut second);
        second
    };
    let refused = |name: &str, change, repository: &Repository| {
        let id = format!("record-twice-{name}");
        let detail = json!({ "file": "issuers/990000" });
        bad(b, [&id, about, change], "trust.bundle_key_duplicate", detail, repository)
            .attack("A8")
            .critical()
    };
    let second_file = changed(|r| {
        let path = "issuers/990000/more.json";
        r.add_to(REGION_ROLE, path, json!({ "issuers": [other(&|_| {})] }).to_string());
    });
    let kid = authority().keys[0].kid.clone().unwrap_or_default();
    let as_bytes = other(&|issuer| {
        without(&mut issuer["keys"][0], "kid");
        issuer["keys"][0]["kid_hex"] = hex(kid.as_bytes()).into();
    });
    let sm2 = other(&|issuer| {
        let jwk = sm2_key("other", 1).jwk();
        let key = &mut issuer["keys"][0];
        (key["alg"], key["x"], key["y"]) = ("SGD_SM3_SM2".into(), jwk.x.into(), jwk.y.into());
    });
    let named = other(&|issuer| issuer["issuer"] = "demo.region-z".into());
    let good = |name: &str, change, second: Json| {
        let id = format!("record-apart-{name}");
        good(b, [&id, about, change], &listed(&[second, issuer()])).attack("A8")
    };
    vec![
        refused(
            "key",
            "another key under its issuer's key id",
            &listed(&[issuer(), other(&|_| {})]),
        ),
        refused("same", "the same record twice", &listed(&[issuer(), issuer()])),
        refused("files", "another key under its key id in another file", &second_file),
        refused("bytes", "another key under its key id in bytes", &listed(&[issuer(), as_bytes])),
        good("alg", "a key of another algorithm under its key id", sm2),
        good("issuer", "another issuer's key under its key id", named),
    ]
}
