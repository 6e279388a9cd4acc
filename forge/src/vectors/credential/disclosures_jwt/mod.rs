//! What a holder discloses of an SD-JWT, RFC 9901 §7.1: the rules of a code, in JSON's words.

use serde_json::{Value as Json, json};

use crate::base64::url;
use crate::hash::Hash;
use crate::sd_jwt::{Disclosure, Redactor, insert};
use crate::sd_jwt_vc::Draft;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::tokens::{Tokens, disclose, remove};

mod belonging;
mod digests;
mod parts;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [
        right(b),
        disclosed(b),
        belonging::cases(b),
        digests::cases(b),
        parts::cases(b),
        nesting(b),
        limits(b),
    ]
    .concat()
}

fn draft(tokens: &Tokens, [name, about, change]: [&str; 3], edit: impl FnOnce(&mut Draft)) -> Case {
    tokens.draft([&format!("credential::{}-{name}", tokens.name()), about, change], edit)
}

fn member(name: &str, value: &Json) -> Disclosure {
    Disclosure::of(&json!(["salt", name, value]))
}

/// What the valid token releases, with some members more.
fn with(tokens: &Tokens, more: &[(&str, Json)]) -> Json {
    let mut claims = tokens.claims();
    if let Some(members) = claims.as_object_mut() {
        members.extend(more.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    }
    claims
}

/// What a holder may keep back.
fn right(b: &Bench) -> Vec<Case> {
    let about = "A holder shows what it chooses, and what it keeps back is gone, digests and all.";
    let tokens = Tokens::es256(b);
    let member = |name: &str, change: &str, shown: usize, released: Json| {
        draft(&tokens, [name, about, change], |d| {
            let mut redactor = Redactor::new(tokens.hash, "address");
            let mut object = json!({ "town": "演示市", "street": "虚构路1号" });
            redactor.redact(&mut object, "street", "street");
            d.payload["address"] = object;
            d.disclosures.extend(redactor.disclosures.into_iter().take(shown));
        })
        .releasing(with(&tokens, &[("address", released)]))
        .accept()
    };
    let list = |name: &str, change: &str, shown: usize, released: Json| {
        draft(&tokens, [name, about, change], |d| {
            let mut redactor = Redactor::new(tokens.hash, "list");
            let mut array = json!(["1", "2", "3"]);
            for place in 0..3 {
                redactor.redact_element(&mut array, place, &place.to_string());
            }
            redactor.decoy_element(&mut array, "decoy");
            d.payload["certificateHolderCode"] = array;
            d.disclosures.extend(redactor.disclosures.into_iter().take(shown));
        })
        .releasing(with(&tokens, &[("certificateHolderCode", released)]))
        .accept()
    };
    let whole = json!({ "town": "演示市", "street": "虚构路1号" });
    let town = json!({ "town": "演示市" });
    vec![
        member("member", "a member of an object is disclosed", 1, whole),
        member("member-kept-back", "a member of an object is kept back", 0, town),
        list("list", "all of three elements are disclosed", 3, json!(["1", "2", "3"])),
        list("list-kept-back", "two of three elements are disclosed", 2, json!(["1", "2"])),
        list("list-empty", "none of three elements is disclosed", 0, json!([])),
    ]
}

/// What a holder may disclose.
fn disclosed(b: &Bench) -> Vec<Case> {
    let about = "A disclosure is a salt, a name and a value, in any spelling of JSON.";
    let tokens = Tokens::es256(b);
    let case = |name: &str, change: &str, more: &[(&str, Json)], edit: &dyn Fn(&mut Draft)| {
        draft(&tokens, [name, about, change], |d| edit(d)).releasing(with(&tokens, more)).accept()
    };
    let show = |d: &mut Draft, one: Disclosure| disclose(d, tokens.hash, one);
    let x = [("x", json!(1))];
    let address = [("address", json!({ "exp": 1 }))];
    let proto = || json!({ "polluted": true });
    vec![
        case("decoys", "three digests that nothing stands behind", &[], &|d| {
            let redactor = Redactor::new(tokens.hash, "decoys");
            for place in ["1", "2", "3"] {
                redactor.decoy(&mut d.payload, place);
            }
        }),
        case("iat-disclosed", "`iat` is disclosed", &[], &|d| {
            let iat = d.payload["iat"].take();
            remove(&mut d.payload, "iat");
            show(d, member("iat", &iat));
        }),
        case("sub-disclosed", "the subject is disclosed", &[("sub", json!("someone"))], &|d| {
            show(d, member("sub", &json!("someone")));
        }),
        case("fixed-name-deeper", "a member `exp` of an object is disclosed", &address, &|d| {
            let one = member("exp", &json!(1));
            let mut object = json!({});
            insert(&mut object, one.digest(tokens.hash));
            d.payload["address"] = object;
            d.disclosures.push(one);
        }),
        case(
            "object-with-digests",
            "what is disclosed holds digests that are kept back",
            &[("address", json!({}))],
            &|d| {
                let mut object = json!({});
                insert(&mut object, url(&[7; 32]));
                show(d, member("address", &object));
            },
        )
        .attack("E12"),
        case("salt-empty", "a salt of no characters", &x, &|d| {
            show(d, Disclosure::of(&json!(["", "x", 1])));
        }),
        case("white-space", "a disclosure with white space in its JSON", &x, &|d| {
            show(d, Disclosure(url(b"[\"salt\", \"x\",\r\n1 ]")));
        }),
        case("proto", "a claim named `__proto__`", &[("__proto__", proto())], &|d| {
            show(d, member("__proto__", &proto()));
        })
        .attack("D10"),
    ]
}

/// Disclosures inside disclosures.
fn nesting(b: &Bench) -> Vec<Case> {
    let about = "Disclosures lie in disclosures up to eight deep, in any order.";
    let tokens = Tokens::es256(b);
    let nested = |name: &str, change: &str, depth: usize, reversed: bool| {
        draft(&tokens, [name, about, change], |d| {
            let mut all = chain(tokens.hash, depth);
            insert(&mut d.payload, all[depth - 1].digest(tokens.hash));
            if reversed {
                all.reverse();
            }
            d.disclosures.extend(all);
        })
        .releasing(with(
            &tokens,
            &[("a", (1..depth).fold(json!(1), |inner, _| json!({ "a": inner })))],
        ))
    };
    vec![
        nested("nested-3", "a value three disclosures deep", 3, false).accept(),
        nested("nested-3-reversed", "the same, the outermost disclosure first", 3, true).accept(),
        nested("nested-8", "a value eight disclosures deep", 8, false).accept().attack("E11"),
        nested("nested-9", "a value nine disclosures deep", 9, false)
            .fault("credential.disclosure_too_deep")
            .detail(json!({ "limit": 8 }))
            .attack("E11")
            .high(),
        draft(&tokens, ["nested-middle", about, "the middle one of three is kept back"], |d| {
            let mut all = chain(tokens.hash, 3);
            insert(&mut d.payload, all[2].digest(tokens.hash));
            all.remove(1);
            d.disclosures.extend(all);
        })
        .fault("credential.disclosure_unknown")
        .attack("E11"),
    ]
}

/// A value in objects inside objects, innermost first.
fn chain(hash: Hash, depth: usize) -> Vec<Disclosure> {
    let mut all = vec![member("a", &json!(1))];
    for _ in 1..depth {
        let mut object = json!({});
        insert(&mut object, all[all.len() - 1].digest(hash));
        all.push(member("a", &object));
    }
    all
}

/// How many there may be.
fn limits(b: &Bench) -> Vec<Case> {
    let tokens = Tokens::es256(b);
    let many = {
        let about = "A token has at most 256 disclosures.";
        let numbers: Vec<Json> = (0..256).map(|number| json!(number)).collect();
        draft(&tokens, ["256-disclosures", about, "256 disclosures of a list, and no other"], |d| {
            d.disclosures =
                numbers.iter().map(|number| Disclosure::of(&json!(["", number]))).collect();
            let marker = |one: &Disclosure| json!({ "...": one.digest(tokens.hash) });
            d.payload["x-list"] = d.disclosures.iter().map(marker).collect();
            remove(&mut d.payload, "_sd");
        })
        .releasing({
            let mut claims = with(&tokens, &[("x-list", numbers.clone().into())]);
            claims.as_object_mut().map(|members| {
                members.remove("certificateHolderName");
                members.remove("holderOver18")
            });
            claims
        })
        .accept()
        .attack("E11")
    };
    let about = "A token has at most 2,048 digests, decoys among them.";
    let digests = |count: u16| {
        let change = format!("{count} digests, two of which are disclosed");
        draft(&tokens, [&format!("{count}-digests"), about, &change], |d| {
            // Two letters are enough for so many, and keep the file small.
            let short = |number: u16| url(&(number << 4).to_be_bytes())[..2].to_owned();
            let decoys = (0..count - 2).map(|number| Json::from(short(number)));
            let real = d.disclosures.iter().map(|one| Json::from(one.digest(tokens.hash)));
            d.payload["_sd"] = real.chain(decoys).collect();
        })
        .attack("E11")
    };
    vec![
        many,
        digests(2048).accept(),
        digests(2049)
            .fault("credential.disclosure_too_many")
            .detail(json!({ "limit": 2048 }))
            .high(),
    ]
}
