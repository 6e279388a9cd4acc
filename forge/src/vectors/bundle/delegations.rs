//! Whose word on a path counts (G8, G9): each role by its current delegator, inside its paths.

use serde_json::json;

use super::{bad, good, unsigned};
use crate::base64::hex;
use crate::hash::Hash;
use crate::trust::metadata::Quorum;
use crate::trust::records::{Authority, issuers_file};
use crate::trust::repository::Repository;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::ground::{
    ISSUERS, REGION_ROLE, authority, bent, changed, key, lean, small, withstood,
};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [current(b), paths(b), order(b), nested(b), many(b), vec![twice(b)]].concat()
}

fn keys(name: &str) -> Quorum {
    Quorum::all([key(name, 1)])
}

/// Issuers whose file says the same and nothing about anybody else.
fn nobody() -> Vec<u8> {
    issuers_file(&[])
}

/// The delegator has given the role another key.
fn current(b: &Bench) -> Vec<Case> {
    let about =
        "A role is verified with the keys that its delegator names now, also when it is held.";
    let rotated = || changed(|r| r.rotate_delegated(REGION_ROLE, &Quorum::all([key("region", 2)])));
    let mut stale = rotated();
    stale.delegated = small().delegated;
    lean(&mut stale);
    let mut gone = changed(|_| {});
    if let Some(meta) = gone.snapshot.signed["meta"].as_object_mut() {
        meta.remove("region/990000.json");
    }
    gone.snapshot.sign();
    gone.seal_timestamp();
    vec![
        good(b, ["delegation-rotated", about, "the region has another key"], &rotated())
            .attack("G8"),
        unsigned(
            b,
            ["delegation-cached", about, "the region has another key, and its role the old one's"],
            (REGION_ROLE, 0, 1),
            &stale,
        )
        .attack("G8"),
        super::alone(
            b,
            ["delegation-gone", about, "the snapshot does not name the region's role any more"],
            "trust.bundle_file_missing",
            json!({ "file": REGION_ROLE }),
            &gone,
        )
        .attack("G8"),
    ]
}

/// A role lists what it may not.
fn paths(b: &Bench) -> Vec<Case> {
    let about = "A role speaks of the paths that are delegated to it, and of no others.";
    let case = |name: &str, change, row, file: &str, repository: &Repository| {
        let (id, detail) = (format!("path-{name}"), json!({ "file": file }));
        bad(b, [&id, about, change], "trust.bundle_path_unauthorised", detail, repository)
            .attack(row)
            .critical()
    };
    let listing = |role: &str, path: &str, bytes: Vec<u8>| {
        changed(|r| {
            r.delegate_vendor("vendor-1", &keys("vendor"));
            r.add_to(role, path, bytes);
        })
    };
    let other = "issuers/980000/agencies.json";
    let below = "issuers/990000/below/agencies.json";
    let types = json!({ "types": [] }).to_string().into_bytes();
    let by_region = |path: &str, bytes| changed(|r| r.add_to(REGION_ROLE, path, bytes));
    let elsewhere = |regions: &[&str]| {
        changed(|r| {
            let regions = regions.iter().map(|one| (*one).to_owned()).collect();
            r.add(ISSUERS, issuers_file(&[Authority { regions, ..authority() }]));
        })
    };
    let top = changed(|r| r.add_to("targets", ISSUERS, issuers_file(&[authority()])));
    vec![
        case(
            "other-region",
            "the region lists another region's issuers",
            "G9",
            other,
            &by_region(other, nobody()),
        ),
        case(
            "types",
            "the region lists types",
            "G9",
            "types.json",
            &by_region("types.json", types.clone()),
        ),
        case(
            "policy",
            "the region lists a policy",
            "G9",
            "policy/x.json",
            &by_region("policy/x.json", json!({ "scenario": "x" }).to_string().into_bytes()),
        ),
        case("below", "a folder below the region's", "G9", below, &by_region(below, nobody())),
        case(
            "vendor-issuers",
            "a vendor lists issuers",
            "G9",
            other,
            &listing("vendor/vendor-1", other, nobody()),
        ),
        case(
            "vendor-other",
            "a vendor lists another vendor's types",
            "G9",
            "types/vendor-2/types.json",
            &listing("vendor/vendor-1", "types/vendor-2/types.json", types),
        ),
        case(
            "issuer-elsewhere",
            "an issuer for another region",
            "G9",
            ISSUERS,
            &elsewhere(&["990000", "980000"]),
        ),
        case(
            "issuer-country",
            "an issuer for the whole country",
            "G9",
            ISSUERS,
            &elsewhere(&["100000"]),
        ),
        good(
            b,
            ["path-inside", about, "an issuer for the region and for a city in it"],
            &elsewhere(&["990000", "990100"]),
        )
        .attack("G9"),
        case("both", "the targets list the region's issuers besides", "G9", ISSUERS, &top),
        good(
            b,
            ["path-top", about, "the targets list another region's issuers, which nobody else may"],
            &changed(|r| r.add_to("targets", other, nobody())),
        ),
    ]
}

/// One role under one name: the second would be another's word on the same paths.
fn twice(b: &Bench) -> Case {
    let about = "A role is delegated once.";
    withstood(
        b,
        ["role-twice", about, "the region's role is delegated twice"],
        "trust.bundle_malformed",
        json!({ "file": "targets" }),
        &changed(|r| {
            if let Some(roles) = r.targets.signed["delegations"]["roles"].as_array_mut() {
                roles.extend(roles.first().cloned());
            }
        })
        .files(),
    )
    .attack("G8")
}

/// Two roles for one path.
fn two(first: bool, terminating: bool, listed: &[&str]) -> Repository {
    changed(|r| {
        r.delegate("targets", "first", &keys("first"), &["issuers/990000/*".to_owned()]);
        if let Some(roles) = r.targets.signed["delegations"]["roles"].as_array_mut() {
            roles.rotate_right(1);
            roles[0]["terminating"] = terminating.into();
        }
        if !first {
            let roles = r.targets.signed["delegations"]["roles"].as_array_mut();
            if let Some(roles) = roles {
                roles.rotate_left(1);
            }
        }
        r.remove(ISSUERS);
        for role in listed {
            r.add_to(role, ISSUERS, issuers_file(&[authority()]));
        }
    })
}

fn order(b: &Bench) -> Vec<Case> {
    let about =
        "The first role in order that lists a path speaks of it; after a terminating one nobody.";
    let code = "trust.bundle_path_unauthorised";
    let detail = || json!({ "file": ISSUERS });
    let prefix = |digits: usize| {
        changed(|r| {
            let digest = hex(&Hash::Sha256.digest(ISSUERS.as_bytes()));
            let role = &mut r.targets.signed["delegations"]["roles"][0];
            role["path_hash_prefixes"] = json!([digest[..digits]]);
            if let Some(role) = role.as_object_mut() {
                role.remove("paths");
            }
        })
    };
    let mut elsewhere = prefix(4);
    elsewhere.targets.signed["delegations"]["roles"][0]["path_hash_prefixes"] = json!(["00"]);
    elsewhere.seal();
    vec![
        good(
            b,
            ["order-first", about, "a role before the region's, which lists the path alone"],
            &two(true, false, &["first"]),
        )
        .attack("G8"),
        good(
            b,
            [
                "order-passed",
                about,
                "a role before the region's, not terminating, which lists nothing",
            ],
            &two(true, false, &[REGION_ROLE]),
        )
        .attack("G8"),
        bad(
            b,
            [
                "order-terminating",
                about,
                "a terminating role before the region's, which lists nothing",
            ],
            code,
            detail(),
            &two(true, true, &[REGION_ROLE]),
        )
        .attack("G8")
        .critical(),
        bad(
            b,
            [
                "order-behind",
                about,
                "a role behind the terminating one of the region lists the path",
            ],
            code,
            detail(),
            &two(false, false, &["first"]),
        )
        .attack("G8")
        .critical(),
        bad(
            b,
            ["order-both", about, "two roles list the path"],
            code,
            detail(),
            &two(true, false, &["first", REGION_ROLE]),
        )
        .attack("G8"),
        good(b, ["order-prefix", about, "the path is delegated by its digest"], &prefix(4)),
        bad(
            b,
            ["order-prefix-other", about, "other digests are delegated"],
            code,
            detail(),
            &elsewhere,
        )
        .attack("G8"),
    ]
}

/// The region delegates further.
fn nested(b: &Bench) -> Vec<Case> {
    let about = "Delegation goes two levels deep.";
    let all = ["issuers/990000/*".to_owned()];
    let two_levels = || {
        changed(|r| {
            r.delegate(REGION_ROLE, "city", &keys("city"), &all);
            r.remove(ISSUERS);
            r.add_to("city", ISSUERS, issuers_file(&[authority()]));
        })
    };
    let mut three = changed(|r| {
        r.delegate(REGION_ROLE, "city", &keys("city"), &all);
        r.delegate("city", "office", &keys("office"), &all);
    });
    three.seal();
    let circle = changed(|r| r.delegate(REGION_ROLE, REGION_ROLE, &keys("region"), &all));
    let limit = || json!({ "limit": 2 });
    let outside = changed(|r| {
        r.delegate(REGION_ROLE, "city", &keys("city"), &["issuers/980000/*".to_owned()]);
        r.add_to("city", "issuers/980000/agencies.json", nobody());
    });
    vec![
        good(b, ["nested-two", about, "a role of the region lists its issuers"], &two_levels())
            .attack("G8"),
        bad(
            b,
            ["nested-three", about, "a role of a role of the region"],
            "trust.bundle_too_deep",
            limit(),
            &three,
        )
        .attack("G8"),
        bad(
            b,
            ["nested-circle", about, "the region delegates to itself"],
            "trust.bundle_too_deep",
            limit(),
            &circle,
        )
        .attack("G8"),
        bad(
            b,
            [
                "nested-outside",
                "Nobody delegates more than was delegated to it.",
                "the region delegates another region's issuers",
            ],
            "trust.bundle_path_unauthorised",
            json!({ "file": "issuers/980000/agencies.json" }),
            &outside,
        )
        .attack("G8")
        .critical(),
    ]
}

/// More roles than anybody needs, all of one content.
fn many(b: &Bench) -> Vec<Case> {
    let about = "A bundle has at most 128 delegated roles.";
    let mut many = bent(|r| {
        let entry = r.targets.signed["delegations"]["roles"][0].clone();
        let content = r.delegated.get(REGION_ROLE).cloned();
        let Some(content) = content else { return };
        let entries = (0..129).map(|number| {
            let mut one = entry.clone();
            one["name"] = format!("r{number:03}").into();
            one["paths"] = json!([]);
            one
        });
        r.targets.signed["delegations"]["roles"] = entries.collect();
        r.delegated = (0..129).map(|number| (format!("r{number:03}"), content.clone())).collect();
    });
    many.seal_targets();
    lean(&mut many);
    vec![
        super::alone(
            b,
            ["delegations-129", about, "129 roles"],
            "trust.bundle_too_many",
            json!({ "limit": 128 }),
            &many,
        )
        .attack("G7"),
    ]
}
