//! `trust-files.json`: every content that cases offer, once, and the bundles that most others are
//! like.
//!
//! A content that begins with a brace stands there as text, every other one in base64.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value as Json, json};

use crate::base64::standard;
use crate::key::DEMO_SEED;
use crate::trust::publish::Files;
use crate::trust::world::demo;
use crate::vectors::bench::AT;
use crate::vectors::ground::{changed, small};
use crate::vectors::status;
use crate::vectors::told::{File, Trust};

/// The bundles that others are like, by their names.
static BASES: LazyLock<Vec<Base>> = LazyLock::new(|| {
    let named = |(name, files): (&'static str, Files)| {
        let file = |(name, bytes): (String, Vec<u8>)| (name.clone(), File::new(&name, &bytes));
        (name, files.into_iter().map(file).collect())
    };
    let grounds = [
        ("demo", demo(DEMO_SEED, AT).files()),
        ("small", small().files()),
        ("changed", changed(|_| {}).files()),
    ];
    grounds.into_iter().chain(status::bundles()).map(named).collect()
});

/// A bundle's name, and its files by their names in it.
type Base = (&'static str, Vec<(String, File)>);

/// A bundle's files by the names of their contents, or how it differs from the one that it is most
/// like, when that is shorter.
pub(super) fn map(files: &BTreeMap<String, File>) -> Json {
    let whole: Map<String, Json> =
        files.iter().map(|(name, file)| (name.clone(), file.reference())).collect();
    let like = |(name, base): &Base| {
        let mut with = whole.clone();
        for (file, content) in base {
            match with.get(file) {
                Some(same) if *same == content.reference() => drop(with.remove(file)),
                Some(_) => {}
                None => drop(with.insert(file.clone(), Json::Null)),
            }
        }
        json!({ "like": name, "with": with })
    };
    let others = BASES.iter().map(like);
    let shortest = others.min_by_key(|json| json["with"].as_object().map_or(0, Map::len));
    match shortest {
        Some(json) if json["with"].as_object().is_some_and(|with| with.len() < whole.len()) => json,
        _ => whole.into(),
    }
}

/// The file: `bundles` and `files`.
pub(super) fn shelf<'t>(told: impl IntoIterator<Item = &'t Trust>) -> Json {
    let mut contents = BTreeMap::new();
    let mut put = |file: &File| drop(contents.insert(file.name.clone(), written(&file.bytes)));
    let mut bundles = Map::new();
    for (name, base) in BASES.iter() {
        for (_, file) in base {
            put(file);
        }
        let map: Map<_, _> =
            base.iter().map(|(name, file)| (name.clone(), file.reference())).collect();
        bundles.insert((*name).to_owned(), map.into());
    }
    for trust in told {
        trust.files().for_each(&mut put);
    }
    json!({ "bundles": bundles, "files": contents })
}

fn written(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) if text.starts_with('{') => text.to_owned(),
        _ => standard(bytes),
    }
}
