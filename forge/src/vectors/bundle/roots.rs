//! One root after another (G1, G11): each by the keys before it and by its own.

use serde_json::json;

use super::{alone, bad, good, unsigned};
use crate::trust::metadata::Quorum;
use crate::trust::repository::Repository;
use crate::vectors::bench::{AT, Bench};
use crate::vectors::case::Case;
use crate::vectors::ground::{
    LATER, backing, bent, case, changed, key, pinned, sm2_key, small, withstood,
};
use crate::vectors::told::Trust;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [signed(b), sequence(b), quorum(b)].concat()
}

/// The small bundle a day later, with a root that gives the root other keys.
fn rotated() -> Repository {
    let next = [key("root", 3), sm2_key("root", 4)];
    changed(|r| r.rotate("root", &Quorum::all(next), LATER))
}

fn resigned(keys: &[crate::key::Key]) -> Repository {
    let mut repository = rotated();
    repository.root().sign_with(keys);
    repository
}

fn signed(b: &Bench) -> Vec<Case> {
    let about = "A root is signed by enough keys of the root before it, and enough of its own.";
    let old = [key("root", 1), sm2_key("root", 2)];
    let new = [key("root", 3), sm2_key("root", 4)];
    let [first, second] = old.clone();
    let [third, fourth] = new.clone();
    let case = |name: &str, change, have, keys: &[crate::key::Key]| {
        let id = format!("root-{name}");
        unsigned(b, [&id, about, change], ("root", have, 2), &resigned(keys)).attack("G1")
    };
    vec![
        good(b, ["root-rotated", about, "a root with other keys"], &rotated()).attack("G1"),
        case("by-old", "the new root signed by the old keys only", 0, &old),
        case("by-new", "the new root signed by its own keys only", 0, &new),
        case(
            "by-one-old",
            "one of the old keys and both new ones",
            1,
            &[first.clone(), third.clone(), fourth],
        ),
        case("by-one-new", "both old keys and one of the new ones", 1, &[first, second, third]),
        case("by-none", "the new root without signatures", 0, &[]),
    ]
}

/// Four roots, of which the second and the third exchange keys of the root.
fn chain() -> Repository {
    changed(|r| {
        let keys = |from: usize| [key("root", from), sm2_key("root", from + 1)];
        r.rotate("root", &Quorum::all(keys(3)), AT);
        r.rotate("root", &Quorum::all(keys(5)), LATER);
        r.rotate("timestamp", &Quorum::all([key("timestamp", 2)]), LATER);
    })
}

fn sequence(b: &Bench) -> Vec<Case> {
    let about = "Roots are taken one version after another, from the one that is held or pinned.";
    let mut skipped = chain();
    skipped.roots.remove(1);
    let mut wrong = bent(|_| {});
    let next = wrong.next_root(LATER);
    next.signed["version"] = 3.into();
    next.sign();
    let mut misnamed = wrong.files();
    if let Some(bytes) = misnamed.remove("metadata/3.root.json") {
        misnamed.insert("metadata/2.root.json".to_owned(), bytes);
    }
    let mut older = bent(|_| {});
    let same = older.next_root(LATER);
    same.signed["version"] = 1.into();
    same.sign();
    let mut again = older.files();
    let first = small().roots[0].bytes();
    again.insert("metadata/1.root.json".to_owned(), first.clone());
    again.insert("metadata/2.root.json".to_owned(), older.root().bytes());
    let mut ended = chain();
    for root in &mut ended.roots[1..3] {
        root.expire(AT - 1);
    }
    let by = |from: usize| [key("root", from), sm2_key("root", from + 1)];
    ended.roots[1].sign_with(&[by(1), by(3)].concat());
    ended.roots[2].sign_with(&[by(3), by(5)].concat());
    let mut unrooted = small().files();
    unrooted.insert("metadata/1.root.json".to_owned(), b"{}".to_vec());
    let late = Trust::pinned(&chain().roots[2].bytes());
    let detail = || json!({ "role": "root" });
    let code = "trust.bundle_version_mismatch";
    let jump = |words, files: &_| withstood(b, words, code, detail(), files).critical();
    vec![
        good(b, ["root-chain", about, "four roots"], &chain()),
        good(
            b,
            ["root-chain-ended", about, "four roots, of which the two between have expired"],
            &ended,
        )
        .attack("G4"),
        case(b, ["root-chain-late", about, "four roots, and the third is pinned"])
            .trust(late.takes(&chain().files(), LATER))
            .accept()
            .backed(backing(&chain(), LATER)),
        case(b, ["root-chain-steps", about, "first two of four roots, then all"])
            .trust(pinned().takes(&rotated().files(), LATER).takes(&after(), LATER))
            .accept(),
        bad(
            b,
            ["root-skipped", about, "the second of four roots is missing"],
            "trust.bundle_signature_missing",
            json!({ "role": "timestamp", "have": 0, "of": 1 }),
            &skipped,
        )
        .attack("G3"),
        jump(["root-jump", about, "version 3 in the place of version 2"], &misnamed).attack("G3"),
        jump(["root-again", about, "version 1 in the place of version 2"], &again).attack("G3"),
        case(b, ["root-pinned", about, "a first root that is none, where the first is pinned"])
            .trust(pinned().takes(&unrooted, LATER))
            .accept()
            .backed(backing(&small(), LATER)),
    ]
}

/// What follows the rotated one: another root, and everything published anew.
fn after() -> crate::trust::publish::Files {
    let mut repository = rotated();
    repository.rotate("timestamp", &Quorum::all([key("timestamp", 2)]), LATER);
    repository.publish(LATER)
}

fn quorum(b: &Bench) -> Vec<Case> {
    let about = "A root takes two keys at least: one that is lost must not be enough.";
    let mut one = bent(|_| {});
    let next = one.next_root(LATER);
    next.signed["roles"]["root"]["threshold"] = 1.into();
    next.sign();
    let detail = json!({ "role": "root", "have": 1, "of": 2 });
    let code = "trust.bundle_signature_missing";
    let mut other = bent(|_| {});
    other.next_root(LATER).signed["_type"] = "targets".into();
    other.root().sign();
    vec![
        bad(b, ["root-threshold-1", about, "a root with a threshold of 1"], code, detail, &one)
            .attack("G1")
            .critical(),
        super::malformed(
            b,
            ["root-type", "A file is of the type that it says.", "targets in the place of a root"],
            "root",
            &other,
        )
        .attack("A15"),
        alone(
            b,
            [
                "root-of-others",
                "Another verifier's root is nobody's here.",
                "a bundle of another world, whose root has the next version",
            ],
            "trust.bundle_signature_missing",
            json!({ "role": "root", "have": 0, "of": 2 }),
            &strange(),
        )
        .attack("A16")
        .critical(),
    ]
}

/// Another world's bundle, with two roots.
fn strange() -> Repository {
    let mut strange = small();
    let keys = [key("stranger", 1), key("stranger", 2)];
    strange.roots.clear();
    let mut root = small().roots[0].clone();
    root.keys = keys.to_vec();
    strange.roots.push(root);
    strange.rotate("root", &Quorum::all(keys), LATER);
    strange.root().sign();
    strange.publish(LATER);
    strange
}
