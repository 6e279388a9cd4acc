//! Disclosures and digests that do not belong to each other, and elements that stand twice.

use crate::bound::Draft;
use crate::cbor::Value;
use crate::hash::Hash;
use crate::sd_cwt::{Disclosure, REDACTED_ELEMENT, REDACTED_KEYS, insert};
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::showing::{Showing, disclose, elements};

use super::{draft, entry};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [unknown(b), twice(b), collisions(b)].concat()
}

/// Disclosures that no digest belongs to.
fn unknown(b: &Bench) -> Vec<Case> {
    let about = "Every disclosure belongs to a digest that the issuer signed.";
    let both = [Showing::es256(b), Showing::sm2(b)];
    let each = both.iter().flat_map(|showing| {
        let other = if showing.hash == Hash::Sm3 { Hash::Sha256 } else { Hash::Sm3 };
        let case = move |name: &str, change: &str, edit: &dyn Fn(&mut Draft)| {
            draft(showing, [name, about, change], |d| edit(d))
                .fault("credential.disclosure_unknown")
                .attack("E1")
                .critical()
        };
        vec![
            case("unknown", "a disclosure for which there is no digest", &|d| {
                d.disclosures.push(entry(1, 15, "张"));
            }),
            case("unknown-alone", "no digests at all, and a disclosure", &|d| {
                elements(d, |e| e.remove(REDACTED_KEYS));
                d.disclosures = vec![entry(1, 15, "张")];
            }),
            case("changed", "the name in a disclosure changed", &|d| {
                let salt = d.disclosures[0].0[2..18].to_vec();
                d.disclosures[0] = Disclosure::entry(salt, 7.into(), "李娜（演示）".into());
            }),
            case("key-changed", "the key in a disclosure changed", &|d| {
                let last = d.disclosures[0].0.len() - 1;
                d.disclosures[0].0[last] = 1;
            }),
            case("salt-changed", "the salt in a disclosure changed", &|d| {
                d.disclosures[0].0[2] ^= 1;
            }),
            case("other-hash", "a digest by another hash", &|d| {
                let one = entry(1, 15, "张");
                elements(d, |e| insert(e, one.digest(other)));
                d.disclosures.push(one);
            }),
            case(
                "bare-digest",
                "a digest over the content, without the byte string's head",
                &|d| {
                    let one = entry(1, 15, "张");
                    elements(d, |e| insert(e, showing.hash.digest(&one.0)));
                    d.disclosures.push(one);
                },
            ),
            case("short-digest", "the first half of a digest", &|d| {
                let one = entry(1, 15, "张");
                elements(d, |e| insert(e, one.digest(showing.hash)[..16].to_vec()));
                d.disclosures.push(one);
            }),
        ]
    });
    // What is tried in full with SHA-256 is tried with these with SM3.
    let few = ["unknown", "changed", "other-hash"].map(|name| format!("presentation-sm2-{name}"));
    let each = each.filter(|case| {
        !case.id.contains("-sm2-") || few.iter().any(|name| case.id.ends_with(name))
    });
    let showing = Showing::es256(b);
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Draft)| {
        draft(&showing, [name, about, change], |d| edit(d))
            .fault("credential.disclosure_unknown")
            .attack("E1")
            .critical()
    };
    let more = [
        case("of-another", "a disclosure of another credential", &|d| {
            let mut bound = showing.bound();
            bound.credential.issued += 1;
            d.disclosures[1] = bound.draft(showing.issuer.key.algorithm()).disclosures[0].clone();
        }),
        case("digest-as-value", "the digest stands as an element's value", &|d| {
            let one = entry(1, 15, "张");
            elements(d, |e| e.set(14, one.digest(showing.hash)));
            d.disclosures.push(one);
        }),
        case("digest-in-another-value", "the digest stands in a value that is a list", &|d| {
            let one = entry(1, 15, "张");
            elements(d, |e| e.set(99, Value::array([one.digest(showing.hash)])));
            d.disclosures.push(one);
        }),
        case("child-alone", "a disclosure whose digest lies in one that is kept back", &|d| {
            let child = entry(1, 15, "张");
            let mut group = Value::Map(Vec::new());
            insert(&mut group, child.digest(showing.hash));
            let parent = entry(2, -1, group);
            elements(d, |e| insert(e, parent.digest(showing.hash)));
            d.disclosures.push(child);
        }),
    ];
    each.chain(more).collect()
}

/// A digest or a disclosure that stands twice.
fn twice(b: &Bench) -> Vec<Case> {
    let about = "A digest stands once, and so does a disclosure.";
    let showing = Showing::es256(b);
    let hash = showing.hash;
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Draft)| {
        draft(&showing, [name, about, change], |d| edit(d))
            .fault("credential.disclosure_duplicate")
            .attack("E2")
            .high()
    };
    vec![
        case("digest-twice", "a digest twice in one list", &|d| {
            let digest = d.disclosures[0].digest(hash);
            elements(d, |e| insert(e, digest));
        }),
        case("digest-twice-hidden", "a digest twice, its disclosure kept back", &|d| {
            let digest = d.disclosures.remove(0).digest(hash);
            elements(d, |e| insert(e, digest));
        }),
        case("decoy-twice", "a decoy twice", &|d| {
            elements(d, |e| {
                insert(e, vec![7; 32]);
                insert(e, vec![7; 32]);
            });
        }),
        case("digest-in-two-maps", "a digest among the elements and in a group", &|d| {
            let mut group = Value::Map(Vec::new());
            insert(&mut group, d.disclosures[0].digest(hash));
            elements(d, |e| e.set(-1, group));
        }),
        case("digest-in-map-and-list", "a decoy among the elements and in a list", &|d| {
            let digest = Value::Bytes(vec![7; 32]).tagged(REDACTED_ELEMENT);
            elements(d, |e| {
                insert(e, vec![7; 32]);
                e.set(8, Value::Array(vec!["1".into(), "2".into(), digest]));
            });
        }),
        case(
            "digest-in-a-disclosure",
            "a digest among the elements and in what is disclosed",
            &|d| {
                let mut group = Value::Map(Vec::new());
                insert(&mut group, d.disclosures[0].digest(hash));
                disclose(d, hash, entry(1, -1, group));
            },
        ),
        case("disclosure-twice", "a disclosure twice", &|d| {
            d.disclosures.push(d.disclosures[0].clone());
        }),
    ]
}

/// What is disclosed stands there already.
fn collisions(b: &Bench) -> Vec<Case> {
    let about = "An element stands once, wherever it stands.";
    let showing = Showing::es256(b);
    let hash = showing.hash;
    let group = |key: i64, value: &str| Value::map([(key, value)]);
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Draft)| {
        draft(&showing, [name, about, change], |d| edit(d))
            .fault("credential.claim_duplicate")
            .attack("E4")
            .critical()
    };
    vec![
        case("over-clear", "an element is disclosed that stands in the clear", &|d| {
            disclose(d, hash, entry(1, 1, "另一种"));
        }),
        case("over-disclosed", "an element is disclosed twice, with two values", &|d| {
            disclose(d, hash, entry(1, 7, "李娜（演示）"));
        }),
        case("same-value", "an element is disclosed twice, with one value", &|d| {
            disclose(d, hash, entry(1, 7, "张伟（演示）"));
        }),
        case(
            "group-over-clear",
            "a disclosed group has an element that stands in the clear",
            &|d| disclose(d, hash, entry(1, -1, group(1, "另一种"))),
        ),
        case("group-over-disclosed", "a disclosed group has an element that is disclosed", &|d| {
            disclose(d, hash, entry(1, -1, group(7, "李娜（演示）")));
        }),
        case("clear-group", "a group in the clear has an element that stands in the clear", &|d| {
            elements(d, |e| e.set(-1, group(1, "另一种")));
        }),
        case("group-over-group", "two groups have the same element", &|d| {
            elements(d, |e| e.set(-1, group(15, "张")));
            disclose(d, hash, entry(1, -2, group(15, "李")));
        }),
        case(
            "group-in-group",
            "a group in a group has an element that stands in the clear",
            &|d| {
                disclose(d, hash, entry(1, -1, Value::map([(-1, group(1, "另一种"))])));
            },
        ),
        case("group-twice", "a group is disclosed that stands in the clear", &|d| {
            elements(d, |e| e.set(-1, group(15, "张")));
            disclose(d, hash, entry(1, -1, group(24, "x")));
        }),
        case("unknown-twice", "an element of a later table stands in two groups", &|d| {
            elements(d, |e| {
                e.set(-1, group(99, "x"));
                e.set(-2, group(99, "y"));
            });
        }),
        case(
            "in-an-entry",
            "an entry of the extension is disclosed that stands in the clear",
            &|d| {
                let one = entry(1, "KZ_A", "乙");
                let mut map = Value::map([("KZ_A", "甲")]);
                insert(&mut map, one.digest(hash));
                elements(d, |e| e.set(42, map));
                d.disclosures.push(one);
            },
        ),
    ]
}
