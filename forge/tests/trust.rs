//! The repositories that the kit makes, read by a client that shares nothing with them.

use client::{Taken, read, root, take};
use forge::key::{DEMO_SEED, Key};
use forge::public_key::Algorithm;
use forge::trust::carrier::{bundle, open};
use forge::trust::metadata::Quorum;
use forge::trust::repository::Repository;
use forge::trust::world::{demo, large, role_key};
use serde_json::Value as Json;

mod client;

const AT: i64 = 1_780_272_000;

/// One key of each algorithm, by their numbers.
fn keys(role: &str, [sm2, es256]: [usize; 2]) -> [Key; 2] {
    [
        role_key(Algorithm::Sm2, DEMO_SEED, role, sm2),
        role_key(Algorithm::Es256, DEMO_SEED, role, es256),
    ]
}

fn world() -> Repository {
    demo(DEMO_SEED, AT)
}

#[test]
fn the_demonstration_is_taken_and_follows_from_its_seed() {
    let files = world().files();
    assert_eq!(take(&files), Ok(Taken { targets: 28, versions: [1; 4] }));
    assert_eq!(files, world().files());
    assert_ne!(files, demo("another", AT).files());
    assert_eq!(open(&bundle(&files)), Ok(files));
}

#[test]
fn every_role_gets_other_keys() {
    let mut repository = world();
    repository.rotate("root", &Quorum::all(keys("root", [4, 5])), AT);
    for role in ["timestamp", "snapshot", "targets"] {
        repository.rotate(role, &Quorum::of(1, keys(role, [3, 4])), AT);
    }
    repository.rotate_delegated("region/990000", &Quorum::all(keys("region/990000", [2, 3])));
    let later = repository.publish(AT + 60);
    assert_eq!(take(&later), Ok(Taken { targets: 28, versions: [5, 2, 2, 2] }));
    let region = read(&later, "metadata/2.region%2F990000.json").unwrap();
    assert_eq!(region["signatures"].as_array().map(Vec::len), Some(2));
    assert!(later.contains_key("metadata/1.region%2F980000.json"));
    let root = root(&later).unwrap();
    assert_eq!(root["signed"]["keys"].as_object().map(serde_json::Map::len), Some(8));
}

#[test]
fn a_new_root_is_signed_by_the_thresholds_of_both() {
    let mut repository = world();
    let before = repository.root().keys.clone();
    let after = keys("root", [4, 5]);
    repository.rotate("root", &Quorum::all(after.clone()), AT);
    assert!(take(&repository.files()).is_ok());
    for signers in [&before[..2], &after[..], &[before[0].clone(), after[0].clone()]] {
        repository.root().sign_with(signers);
        let refused = Err("root: too few signatures".to_owned());
        assert_eq!(take(&repository.files()), refused);
    }
    repository.root().sign_with(before[1..].iter().chain(&after));
    assert!(take(&repository.files()).is_ok());
}

#[test]
fn what_changes_gets_a_version_and_nothing_else_does() {
    let mut repository = world();
    repository.add("revocation/980000/list.1.snapshot", [0; 4096]);
    repository.remove("policy/library.card.json");
    repository.undelegate("targets", "vendor/vendor-2");
    let files = repository.publish(AT + 60);
    assert_eq!(take(&files), Ok(Taken { targets: 27, versions: [1, 2, 2, 2] }));
    assert!(files.contains_key("metadata/2.region%2F980000.json"));
    assert!(files.contains_key("metadata/1.region%2F990000.json"));
    assert!(!files.keys().any(|name| name.contains("vendor-2") || name.contains("library")));
    let timestamp = read(&files, "metadata/timestamp.json").unwrap();
    assert_eq!(timestamp["signed"]["issued"], "2026-06-01T00:01:00Z");
    assert_eq!(timestamp["signed"]["expires"], "2026-06-08T00:01:00Z");
}

#[test]
fn a_layer_is_wrong_only_where_it_was_changed() {
    let mut hash = world();
    hash.targets.signed["targets"]["types.json"]["length"] = 1.into();
    hash.targets.sign();
    hash.seal_snapshot();
    hash.seal_timestamp();
    assert!(take(&hash.files()).unwrap_err().ends_with("types.json: length or hash"));

    let mut version = world();
    version.snapshot.signed["meta"]["targets.json"]["version"] = 9.into();
    version.snapshot.sign();
    version.seal_timestamp();
    assert_eq!(take(&version.files()), Err("metadata/9.targets.json: version".to_owned()));

    let mut unsigned = world();
    unsigned.timestamp.signed["version"] = 7.into();
    assert!(take(&unsigned.files()).unwrap_err().starts_with("timestamp: signature of "));

    let mut loose = world();
    loose.root().signed["consistent_snapshot"] = false.into();
    loose.root().sign();
    assert!(loose.files().contains_key("targets/types.json"));
    assert!(loose.files().contains_key("metadata/region%2F990000.json"));
}

#[test]
fn a_country_is_delegated_region_by_region() {
    let repository = large(DEMO_SEED, AT, 2, 3, 2);
    assert_eq!(take(&repository.files()), Ok(Taken { targets: 3, versions: [1; 4] }));
    let issuers = &repository.contents["issuers/990200/agencies.json"];
    let issuers: Json = serde_json::from_slice(issuers).unwrap();
    assert_eq!(issuers["issuers"][2]["keys"].as_array().map(Vec::len), Some(2));
}
