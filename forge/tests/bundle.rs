//! `forge bundle`, step by step as an operator takes them, and other parties' public lists.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use client::{Taken, root, take};
use forge::trust::carrier::open;
use forge::trust::import::key_sets::{self, Terms};
use forge::trust::import::{Issuers, Scope, european, folder};
use forge::trust::publish::Files;
use serde_json::json;

mod client;

/// A folder for one test, gone when it ends.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("forge-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        fs::write(self.0.join(name), text).unwrap();
        self.0.join(name)
    }

    fn repository(&self) -> PathBuf {
        self.0.join("repository")
    }

    /// Runs `forge bundle` on the repository; an error is what it prints.
    fn forge(&self, command: &str, words: &[&str]) -> Result<String, String> {
        let out = Command::new(env!("CARGO_BIN_EXE_forge"))
            .args(["bundle", command])
            .arg(self.repository())
            .args(words)
            .args(["--at", "2026-06-01"])
            .output()
            .unwrap();
        match out.status.success() {
            true => Ok(String::from_utf8(out.stdout).unwrap()),
            false => Err(String::from_utf8(out.stderr).unwrap()),
        }
    }

    fn published(&self) -> Files {
        self.forge("publish", &[]).unwrap();
        open(&fs::read(self.repository().join("bundle.json")).unwrap()).unwrap()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A file of one authority with a key.
fn agencies(issuer: &str, region: &str) -> String {
    let jwk = forge::key::Key::from_seed("a", issuer).jwk();
    json!({ "issuers": [{
        "issuer": issuer,
        "name": { "zh-Hans": "甲", "en": "A" },
        "types": ["t"],
        "regions": [region],
        "max_lifetime": null,
        "keys": [{
            "kid": "1", "alg": "ES256", "x": jwk.x, "y": jwk.y,
            "not_before": 1, "not_after": 2, "state": "active",
        }],
    }] })
    .to_string()
}

#[test]
fn from_the_first_root_to_other_keys() {
    let place = Place::new("bundle");
    let agencies = place.file("agencies.json", &agencies("i", "990000"));
    let agencies = agencies.to_str().unwrap();
    let both = ["--keys", "SGD_SM3_SM2,ES256", "--threshold", "2"];
    place.forge("create", &["--targets-keys", "ES256,SGD_SM3_SM2"]).unwrap();
    place.forge("delegate", &[&["region/990000"], &both[..]].concat()).unwrap();
    place.forge("add", &["issuers/990000/agencies.json", agencies]).unwrap();
    let first = place.published();
    assert_eq!(take(&first), Ok(Taken { targets: 1, versions: [1, 2, 2, 2] }));

    for role in ["root", "timestamp", "snapshot", "targets", "region/990000"] {
        place.forge("rotate", &[role]).unwrap();
    }
    place.forge("renew", &["root"]).unwrap();
    let second = place.published();
    assert_eq!(take(&second), Ok(Taken { targets: 1, versions: [6, 3, 3, 3] }));
    let (before, after) = (root(&first).unwrap(), root(&second).unwrap());
    for role in ["root", "timestamp", "snapshot", "targets"] {
        let ids = |root: &serde_json::Value| root["signed"]["roles"][role]["keyids"].clone();
        assert_ne!(ids(&before), ids(&after), "{role}");
    }
    assert_eq!(
        fs::read(place.repository().join("root.json")).unwrap(),
        second["metadata/1.root.json"]
    );
    assert!(place.forge("show", &[]).unwrap_err().contains("--at"));
}

#[test]
fn whoever_publishes_needs_two_keys_only() {
    let place = Place::new("publish");
    place.forge("create", &[]).unwrap();
    place.forge("delegate", &["vendor/v"]).unwrap();
    for entry in fs::read_dir(place.repository().join("keys")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.starts_with("timestamp") && !name.starts_with("snapshot") {
            fs::remove_file(path).unwrap();
        }
    }
    assert_eq!(take(&place.published()), Ok(Taken { targets: 0, versions: [1, 2, 2, 2] }));
    let vendor = place.repository().join("metadata/1.vendor%2Fv.json");
    let text = fs::read_to_string(&vendor).unwrap();
    fs::write(&vendor, text.replace("2026-08-30", "2036-08-30")).unwrap();
    let why = place.forge("publish", &[]).unwrap_err();
    assert!(why.contains("vendor/v has 0 signatures that hold and needs 1"), "{why}");
    for (command, words) in [("rotate", ["timestamp"]), ("delegate", ["vendor/w"])] {
        let why = place.forge(command, &words).unwrap_err();
        assert!(why.contains("put more of these into"), "{why}");
    }
}

#[test]
fn what_is_wrong_is_not_signed() {
    let place = Place::new("refused");
    let file = |name: &str, issuer: &str, region: &str| {
        place.file(name, &agencies(issuer, region)).to_str().unwrap().to_owned()
    };
    let (good, elsewhere) = (file("a.json", "i", "990100"), file("b.json", "i", "880000"));
    assert!(place.forge("create", &["--threshold", "1"]).unwrap_err().contains("--threshold"));
    place.forge("create", &[]).unwrap();
    place.forge("delegate", &["region/990000"]).unwrap();
    place.forge("add", &["issuers/990000/a.json", &good]).unwrap();
    for (command, words, why) in [
        ("create", vec![], "already"),
        ("add", vec!["issuers/990000/b.json", &elsewhere], "880000 is not in 990000"),
        ("add", vec!["issuers/990000/c.json", &good], "same key id"),
        ("add", vec!["issuers/880000/b.json", &elsewhere], "delegate it first"),
        ("add", vec!["notes.json", &good], "no target has this path"),
        ("delegate", vec!["region/990000"], "rotate"),
        ("delegate", vec!["region/a/b"], "region/CODE"),
        ("rotate", vec!["region/880000"], "no role"),
        ("rotate", vec!["root", "--keys", "ES256", "--threshold", "1"], "--threshold 2"),
        ("rotate", vec!["targets", "--threshold", "2"], "--threshold is 1 to 1"),
        ("remove", vec!["types.json"], "not there"),
    ] {
        let said = place.forge(command, &words).unwrap_err();
        assert!(said.contains(why), "{command} {words:?}: {said}");
    }
    assert_eq!(take(&place.published()), Ok(Taken { targets: 1, versions: [1, 2, 2, 2] }));
}

/// The public test data, or none.
fn vectors() -> Option<PathBuf> {
    let given = std::env::var_os("YANZHENG_VECTORS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors");
    let found = given.or(Some(beside)).filter(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no public test data (YANZHENG_VECTORS)");
    }
    found
}

#[test]
fn public_lists_are_imported() {
    let Some(vectors) = vectors() else { return };
    let list = fs::read_to_string(vectors.join("hcert-pictures/trust.json")).unwrap();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&list).unwrap();
    let countries: Vec<_> = rows.iter().filter_map(|row| row["country"].as_str()).collect();
    let scope = Scope::new(&["vaccination", "test", "recovery"], &countries, None).unwrap();
    let imported = european::import(&list, &scope, &Issuers::new()).unwrap();
    assert_eq!((imported.taken, imported.skipped.clone()), (15, [("RSA".to_owned(), 1)].into()));
    let kids = imported.authorities.values().flatten().flat_map(|one| &one.keys);
    for kid in kids.map(|key| key.kid_hex.clone().unwrap()) {
        let bytes = forge::base64::from_hex(&kid).unwrap();
        assert!(rows.iter().any(|row| row["kid"] == forge::base64::standard(&bytes)), "{kid}");
    }

    let scope = Scope::new(&["t"], &["BV"], None).unwrap();
    let issuers = [("issuer".to_owned(), "https://issuer.example".to_owned())].into();
    let between = Some((1, 2));
    let terms = Terms { directory: "BV", scope: &scope, issuers: &issuers, between };
    let sets = folder::key_sets(&vectors.join("shc")).unwrap();
    assert_eq!(key_sets::import(&sets, &terms).unwrap().taken, 2);
    let certificates = folder::certificates(&vectors.join("ofd/certs"), &terms).unwrap();
    assert_eq!((certificates.taken, certificates.skipped), (6, [("RSA".to_owned(), 1)].into()));
}
