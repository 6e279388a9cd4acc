//! Disclosures and digests that do not belong to each other, and claims that stand twice.

use serde_json::json;

use crate::base64::url;
use crate::hash::Hash;
use crate::sd_jwt::{Disclosure, insert};
use crate::sd_jwt_vc::Draft;
use crate::vectors::bench::{AT, Bench};
use crate::vectors::case::Case;
use crate::vectors::tokens::{Tokens, disclose, remove};

use super::{draft, member};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [unknown(b), twice(b), collisions(b)].concat()
}

/// Disclosures that no digest belongs to.
fn unknown(b: &Bench) -> Vec<Case> {
    let about = "Every disclosure belongs to a digest that the issuer signed.";
    let both = [Tokens::es256(b), Tokens::sm2(b)];
    let each = both.iter().flat_map(|tokens| {
        let other = if tokens.hash == Hash::Sm3 { Hash::Sha256 } else { Hash::Sm3 };
        let case = move |name: &str, change: &str, edit: &dyn Fn(&mut Draft)| {
            draft(tokens, [name, about, change], |d| edit(d))
                .fault("credential.disclosure_unknown")
                .attack("E1")
                .critical()
        };
        vec![
            case("unknown", "a disclosure for which there is no digest", &|d| {
                d.disclosures.push(member("x", &json!(1)));
            }),
            case("changed", "the name in a disclosure changed", &|d| {
                d.disclosures[0] = member("certificateHolderName", &json!("李娜（演示）"));
            }),
            case("other-hash", "a digest by another hash", &|d| {
                let one = member("x", &json!(1));
                insert(&mut d.payload, one.digest(other));
                d.disclosures.push(one);
            }),
        ]
    });
    let tokens = Tokens::es256(b);
    let hash = tokens.hash;
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Draft)| {
        draft(&tokens, [name, about, change], |d| edit(d))
            .fault("credential.disclosure_unknown")
            .attack("E1")
            .critical()
    };
    let one = || member("x", &json!(1));
    let more = [
        case("decoded-digest", "a digest over the JSON, not over its base64url", &|d| {
            insert(&mut d.payload, url(&hash.digest(br#"["salt","x",1]"#)));
            d.disclosures.push(one());
        }),
        case("padded-digest", "a digest with padding", &|d| {
            insert(&mut d.payload, format!("{}=", one().digest(hash)));
            d.disclosures.push(one());
        })
        .attack("B8"),
        case("short-digest", "the beginning of a digest", &|d| {
            insert(&mut d.payload, one().digest(hash)[..22].to_owned());
            d.disclosures.push(one());
        }),
        case("digest-as-claim", "the digest stands as a claim", &|d| {
            d.payload["x-digest"] = one().digest(hash).into();
            d.disclosures.push(one());
        }),
        case("digest-in-list", "the digest stands in a list without its marker", &|d| {
            d.payload["x-digest"] = json!([one().digest(hash)]);
            d.disclosures.push(one());
        }),
        case("child-alone", "a disclosure whose digest lies in one that is kept back", &|d| {
            let mut object = json!({});
            insert(&mut object, one().digest(hash));
            insert(&mut d.payload, member("address", &object).digest(hash));
            d.disclosures.push(one());
        }),
        case("no-digests", "no digests at all, and a disclosure", &|d| {
            remove(&mut d.payload, "_sd");
            d.disclosures = vec![one()];
        }),
    ];
    each.chain(more).collect()
}

fn twice(b: &Bench) -> Vec<Case> {
    let about = "A digest stands once, and so does a disclosure.";
    let tokens = Tokens::es256(b);
    let hash = tokens.hash;
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Draft)| {
        draft(&tokens, [name, about, change], |d| edit(d))
            .fault("credential.disclosure_duplicate")
            .attack("E2")
            .high()
    };
    let nested = |digest: String| {
        let mut object = json!({});
        insert(&mut object, digest);
        object
    };
    vec![
        case("digest-twice", "a digest twice in one list", &|d| {
            let digest = d.disclosures[0].digest(hash);
            insert(&mut d.payload, digest);
        }),
        case("digest-twice-hidden", "a digest twice, its disclosure kept back", &|d| {
            let digest = d.disclosures.remove(0).digest(hash);
            insert(&mut d.payload, digest);
        }),
        case("decoy-twice", "a decoy twice", &|d| {
            insert(&mut d.payload, url(&[7; 32]));
            insert(&mut d.payload, url(&[7; 32]));
        }),
        case("digest-in-two-objects", "a digest in two objects", &|d| {
            d.payload["address"] = nested(d.disclosures[0].digest(hash));
        }),
        case("digest-in-object-and-list", "a decoy in an object and in a list", &|d| {
            insert(&mut d.payload, url(&[7; 32]));
            d.payload["x-list"] = json!([{ "...": url(&[7; 32]) }]);
        }),
        case("digest-in-a-disclosure", "a digest in the payload and in what is disclosed", &|d| {
            let object = nested(d.disclosures[0].digest(hash));
            disclose(d, hash, member("address", &object));
        }),
        case("disclosure-twice", "a disclosure twice", &|d| {
            d.disclosures.push(d.disclosures[0].clone());
        }),
    ]
}

fn collisions(b: &Bench) -> Vec<Case> {
    let about = "A claim stands once in its object, wherever it comes from.";
    let tokens = Tokens::es256(b);
    let hash = tokens.hash;
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Draft)| {
        draft(&tokens, [name, about, change], |d| edit(d))
            .fault("credential.claim_duplicate")
            .attack("E4")
            .critical()
    };
    vec![
        case("over-clear", "a claim is disclosed that stands in the clear", &|d| {
            disclose(d, hash, member("certificateName", &json!("另一种")));
        }),
        case("over-disclosed", "a claim is disclosed twice, with two values", &|d| {
            disclose(d, hash, member("certificateHolderName", &json!("李娜（演示）")));
        }),
        case(
            "over-escaped",
            "a claim is disclosed that stands in the clear, its name escaped",
            &|d| {
                disclose(d, hash, Disclosure(url(br#"["salt","certificate\u004eame","x"]"#)));
            },
        ),
        case("over-member", "a member of an object is disclosed that stands there", &|d| {
            let one = member("town", &json!("另一市"));
            let mut object = json!({ "town": "演示市" });
            insert(&mut object, one.digest(hash));
            d.payload["address"] = object;
            d.disclosures.push(one);
        }),
        case("over-iat", "`iat` is disclosed beside the one in the clear", &|d| {
            disclose(d, hash, member("iat", &json!(AT)));
        }),
    ]
}
