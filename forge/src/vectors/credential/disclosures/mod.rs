//! What a holder discloses of a credential code: every disclosure belongs to one digest, every
//! digest stands in its place, and nothing that is disclosed takes the place of what is there.

use serde_json::{Value as Json, json};

use crate::bound::Draft;
use crate::cbor::Value;
use crate::code::claim;
use crate::hash::Hash;
use crate::sd_cwt::{Disclosure, REDACTED_KEYS, Redactor, SD_ALG, insert};
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::showing::{Showing, disclose, elements, payload};

mod belonging;
mod parts;
mod places;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [
        right(b),
        redacted(b),
        belonging::cases(b),
        places::cases(b),
        parts::cases(b),
        hashes(b),
        nesting(b),
    ]
    .concat()
}

/// A draft that was changed, under an id of this room.
pub(super) fn draft(
    showing: &Showing,
    [name, about, change]: [&str; 3],
    edit: impl FnOnce(&mut Draft),
) -> Case {
    showing.draft([&format!("credential::{}-{name}", showing.name()), about, change], edit)
}

fn salt(seed: u8) -> Vec<u8> {
    vec![seed; 16]
}

fn entry(seed: u8, key: impl Into<Value>, value: impl Into<Value>) -> Disclosure {
    Disclosure::entry(salt(seed), key.into(), value.into())
}

/// What the valid presentation releases, with some members more and some less.
pub(super) fn with(showing: &Showing, more: &[(&str, Json)], less: &[&str]) -> Json {
    let mut claims = showing.claims();
    if let Some(members) = claims.as_object_mut() {
        members.retain(|name, _| !less.contains(&name.as_str()));
        members.extend(more.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    }
    claims
}

/// What a holder may do.
fn right(b: &Bench) -> Vec<Case> {
    let about = "A holder shows what it chooses, and what it keeps back is gone.";
    let showing = Showing::es256(b);
    let held = |name: &str, change: &str, keep: fn(&mut Vec<Disclosure>)| {
        let id = format!("credential::presentation-{name}");
        showing.held([&id, about, change], |held| keep(&mut held.disclosures))
    };
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Draft)| {
        draft(&showing, [name, about, change], |d| edit(d))
    };
    vec![
        held("nothing", "nothing is disclosed", Vec::clear)
            .releasing(with(&showing, &[], &["certificateHolderName", "holderOver18"]))
            .accept(),
        held("one", "one of two is disclosed", |all| all.truncate(1))
            .releasing(with(&showing, &[], &["holderOver18"]))
            .accept(),
        held("reversed", "the disclosures in another order", |all| all.reverse()).accept(),
        case("all-redacted", "everything is redacted, and nothing is disclosed", &|d| {
            let mut redactor = Redactor::new(showing.hash, "all redacted");
            elements(d, |e| redactor.redact(e, 1, "1"));
            d.disclosures.clear();
        })
        .releasing(json!({}))
        .accept(),
        case("decoys", "three digests that nothing stands behind", &|d| {
            let redactor = Redactor::new(showing.hash, "decoys");
            for place in ["1", "2", "3"] {
                elements(d, |e| redactor.decoy(e, place));
            }
        })
        .accept(),
        case("decoy-disclosed", "a decoy is disclosed: it stands for nothing", &|d| {
            disclose(d, showing.hash, Disclosure::decoy(salt(1)));
        })
        .accept(),
        case("more", "one element more", &|d| disclose(d, showing.hash, entry(1, 15, "张")))
            .releasing(with(&showing, &[("holderSurname", "张".into())], &[]))
            .accept(),
        case("element-unknown", "an element of a later table", &|d| {
            disclose(d, showing.hash, entry(1, 99, "x"));
        })
        .releasing(with(&showing, &[("element99", "x".into())], &[]))
        .accept(),
    ]
}

/// Redaction inside of elements.
fn redacted(b: &Bench) -> Vec<Case> {
    let about = "Inside an element an entry or a list's element may be kept back.";
    let showing = Showing::es256(b);
    let numbers = |name: &str, change: &str, shown: usize, released: Json| {
        draft(&showing, [name, about, change], |d| holders(d, showing.hash, 3, shown))
            .releasing(with(&showing, &[("certificateHolderCode", released)], &[]))
            .accept()
    };
    let extended = |name: &str, change: &str, shown: usize, released: Json| {
        draft(&showing, [name, about, change], |d| {
            let mut redactor = Redactor::new(showing.hash, "extension");
            let mut map = Value::map([("KZ_A", "甲"), ("KZ_B", "乙")]);
            redactor.redact(&mut map, "KZ_B", "KZ_B");
            elements(d, |e| e.set(42, map));
            d.disclosures.extend(redactor.disclosures.into_iter().take(shown));
        })
        .releasing(with(&showing, &[("extendInfo", released)], &[]))
        .accept()
    };
    let whole = json!({ "KZ_A": "甲", "KZ_B": "乙" });
    vec![
        numbers("holders", "two of three numbers are disclosed", 2, json!(["1", "2"])),
        numbers("holders-all", "all of three numbers are disclosed", 3, json!(["1", "2", "3"])),
        extended("extension", "an entry of the extension is disclosed", 1, whole),
        extended(
            "extension-kept-back",
            "an entry of the extension is kept back",
            0,
            json!({ "KZ_A": "甲" }),
        ),
    ]
}

/// Redacts each of some holders' numbers, and discloses the first ones.
fn holders(draft: &mut Draft, hash: Hash, count: usize, shown: usize) {
    let mut redactor = Redactor::new(hash, "holders");
    let mut list = Value::array((1..=count).map(|number| number.to_string()));
    for place in 0..count {
        redactor.redact_element(&mut list, place, &place.to_string());
    }
    elements(draft, |e| e.set(8, list));
    draft.disclosures.extend(redactor.disclosures.into_iter().take(shown));
}

/// What digests are made with.
fn hashes(b: &Bench) -> Vec<Case> {
    let about = "Digests are made with SHA-256 or SM3, as the header says.";
    let showing = Showing::es256(b);
    let case = |name: &str, change: &str, number: i64| {
        draft(&showing, [&format!("sd-alg-{name}"), about, change], |d| {
            d.message.protected.set(SD_ALG, number);
        })
        .attack("E6")
    };
    let weak = |name, change, number| {
        case(name, change, number).fault("credential.digest_unauthorised").critical()
    };
    let sound =
        |name, change, number| case(name, change, number).fault("credential.digest_unsupported");
    let mixed = |showing: &Showing, name: &str, change: &str, hash: Hash| {
        draft(showing, [&format!("sd-alg-{name}"), about, change], |d| {
            let all = std::mem::take(&mut d.disclosures);
            d.message.protected.set(SD_ALG, hash.cose());
            elements(d, |e| e.remove(REDACTED_KEYS));
            for one in all {
                disclose(d, hash, one);
            }
        })
        .accept()
        .attack("E6")
    };
    vec![
        weak("sha-1", "SHA-1", -14),
        weak("sha-256-64", "SHA-256 cut to 64 bits", -15),
        weak("zero", "the number 0", 0),
        weak("positive", "the number 16", 16),
        weak("signature", "the number of a signature algorithm", -7),
        weak("unregistered", "a number that nobody has registered", -65_000),
        sound("sha-384", "SHA-384, sound and not computed here", -43),
        sound("sha-512", "SHA-512, sound and not computed here", -44),
        case("sm3-named", "SM3, where the digests are of SHA-256", -132_905)
            .fault("credential.disclosure_unknown"),
        mixed(&showing, "sm3-under-es256", "SM3 under an issuer's key over P-256", Hash::Sm3),
        mixed(
            &Showing::sm2(b),
            "sha-256-under-sm2",
            "SHA-256 under an issuer's SM2 key",
            Hash::Sha256,
        ),
    ]
}

/// Disclosures inside disclosures.
fn nesting(b: &Bench) -> Vec<Case> {
    let about = "Disclosures lie in disclosures up to eight deep, in any order.";
    let showing = Showing::es256(b);
    let nested = |name: &str, change: &str, depth: usize, reversed: bool| {
        draft(&showing, [name, about, change], |d| {
            // A code has room for so many only when it states nothing else.
            payload(d, |p| p.set(claim::ELEMENTS, Value::Map(Vec::new())));
            d.disclosures = chain(showing.hash, depth);
            let outermost = d.disclosures[depth - 1].digest(showing.hash);
            elements(d, |e| insert(e, outermost));
            if reversed {
                d.disclosures.reverse();
            }
        })
        .releasing(json!({ "holderSurname": "张" }))
    };
    vec![
        nested("nested-3", "a surname three disclosures deep", 3, false).accept(),
        nested("nested-3-reversed", "the same, the outermost disclosure first", 3, true).accept(),
        nested("nested-8", "a surname eight disclosures deep", 8, false).accept().attack("E11"),
        nested("nested-9", "a surname nine disclosures deep", 9, false)
            .fault("credential.disclosure_too_deep")
            .detail(json!({ "limit": 8 }))
            .attack("E11")
            .high(),
        draft(&showing, ["nested-middle", about, "the middle one of three is kept back"], |d| {
            d.disclosures = chain(showing.hash, 3);
            let outermost = d.disclosures[2].digest(showing.hash);
            elements(d, |e| {
                e.remove(REDACTED_KEYS);
                insert(e, outermost);
            });
            d.disclosures.remove(1);
        })
        .fault("credential.disclosure_unknown")
        .attack("E11"),
    ]
}

/// A surname in groups inside groups, innermost first.
fn chain(hash: Hash, depth: usize) -> Vec<Disclosure> {
    let mut all = vec![entry(0, 15, "张")];
    for seed in 1..u8::try_from(depth).unwrap_or_default() {
        let mut group = Value::Map(Vec::new());
        insert(&mut group, all[all.len() - 1].digest(hash));
        all.push(entry(seed, -1, group));
    }
    all
}
