//! Whether a target file says what it must, before anybody signs it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value as Json;

use super::records::{Agreement, Authority, KeyRecord, Pair, State};
use super::{Objection, objection};
use crate::cbor::Value;
use crate::cbor_read::decode;

/// Checks a target file by what its path says it is.
///
/// # Errors
/// An [`Objection`] that names the path and what to change.
pub fn check(path: &str, bytes: &[u8]) -> Result<(), Objection> {
    let checked = match path.split('/').collect::<Vec<_>>().as_slice() {
        ["issuers", region, name] if named(name) => issuers(region, bytes),
        ["types.json"] => types(bytes),
        ["types", vendor, name] if named(name) && !vendor.is_empty() => types(bytes),
        ["recognition.json"] => recognition(bytes),
        ["policy", name] if named(name) => policy(name.trim_end_matches(".json"), bytes),
        ["revocation", region, name] => pack(region, name, bytes),
        _ => objection(
            "no target has this path: it is issuers/REGION/NAME.json, types.json, \
             types/VENDOR/NAME.json, recognition.json, policy/SCENARIO.json, \
             revocation/REGION/STREAM.SEQUENCE.snapshot or the same with .delta",
        ),
    };
    checked.map_err(|Objection(why)| Objection(format!("{path}: {why}")))
}

/// Whether an allowed region covers another: the same, or the country, a province or a prefecture
/// of GB/T 2260 in which the other lies.
pub fn covers(allowed: &str, region: &str) -> bool {
    let division = |code: &str| code.len() == 6 && code.bytes().all(|c| c.is_ascii_digit());
    let prefix = match allowed {
        super::world::COUNTRY => "",
        _ => allowed.strip_suffix("0000").or(allowed.strip_suffix("00")).unwrap_or(allowed),
    };
    let inside = division(allowed) && division(region) && region.starts_with(prefix);
    allowed == region || inside
}

fn named(name: &str) -> bool {
    name.strip_suffix(".json").is_some_and(|stem| !stem.is_empty())
}

fn issuers(region: &str, bytes: &[u8]) -> Result<(), Objection> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        issuers: Vec<Authority>,
    }
    let mut known = BTreeSet::new();
    for authority in &read::<File>(bytes)?.issuers {
        let of = |Objection(why)| Objection(format!("{}: {why}", authority.issuer));
        scope(region, authority).map_err(of)?;
        for record in &authority.keys {
            key(record).map_err(of)?;
            let id = (&authority.issuer, &record.kid, &record.kid_hex, &record.alg);
            if !known.insert(id) {
                return objection(format!("{}: a key id stands twice", authority.issuer));
            }
        }
    }
    Ok(())
}

fn scope(directory: &str, authority: &Authority) -> Result<(), Objection> {
    let Authority { issuer, types, regions, lists, max_lifetime, keys, .. } = authority;
    let no_lists = lists.as_ref().is_none_or(Vec::is_empty);
    if issuer.is_empty() {
        return objection("`issuer` is empty");
    }
    if regions.is_empty() || (types.is_empty() && no_lists) {
        return objection("without `regions`, and `types` or `lists`, it has no authority");
    }
    if let Some(region) = regions.iter().find(|region| !covers(directory, region)) {
        return objection(format!("region {region} is not in {directory}, whose file this is"));
    }
    let address = |list: &&String| !list.starts_with("https://");
    if let Some(list) = lists.iter().flatten().find(address) {
        return objection(format!("list {list} is no address: it begins with https://"));
    }
    if max_lifetime.is_some_and(|seconds| seconds <= 0) {
        return objection("`max_lifetime` is not above 0: null for no limit");
    }
    if keys.is_empty() { objection("it has no keys") } else { Ok(()) }
}

fn key(record: &KeyRecord) -> Result<(), Objection> {
    let kid = match (&record.kid, &record.kid_hex) {
        (Some(kid), None) => Some(kid.len()),
        (None, Some(hex)) => crate::base64::from_hex(hex).map(|kid| kid.len()),
        _ => return objection("a key has either `kid` or `kid_hex`"),
    };
    if !kid.is_some_and(|length| (1..=64).contains(&length)) {
        return objection("a key id has 1 to 64 bytes");
    }
    if record.public().is_none() {
        return objection("a key is none of ES256 or SGD_SM3_SM2, or no point of its curve");
    }
    if record.not_before > record.not_after {
        return objection("a key's `not_before` is after its `not_after`");
    }
    match (record.state, record.cut_off, &record.except) {
        (State::Active, None, None)
        | (State::Retired, Some(_), None)
        | (State::Compromised, None, _) => Ok(()),
        _ => objection(
            "a retired key has `cut_off`, only a compromised one `except`, an active one neither",
        ),
    }
}

fn types(bytes: &[u8]) -> Result<(), Objection> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        types: Vec<Json>,
    }
    for row in &read::<File>(bytes)?.types {
        if row["type"].as_str().is_none_or(str::is_empty) || !row["name"].is_object() {
            return objection("every row has a text `type` and an object `name`");
        }
    }
    Ok(())
}

fn recognition(bytes: &[u8]) -> Result<(), Objection> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        agreements: Vec<Agreement>,
    }
    let mut known = BTreeSet::new();
    for Agreement { id, pairs, .. } in &read::<File>(bytes)?.agreements {
        if id.is_empty() || !known.insert(id.clone()) {
            return objection(format!("agreement id {id:?} is empty or stands twice"));
        }
        let wrong = |pair: &&Pair| pair.from == pair.to || pair.not_before > pair.not_after;
        if let Some(Pair { from, to, .. }) = pairs.iter().find(wrong) {
            return objection(format!(
                "{id}: the pair {from}, {to} is one region, or over at once"
            ));
        }
    }
    Ok(())
}

/// The members of a policy. A verifier refuses the whole bundle for another one.
const POLICY: [&str; 23] = [
    "agreements",
    "assurance",
    "claims",
    "claims_by_type",
    "holder_match",
    "indeterminate",
    "instead",
    "limits",
    "max_status_age",
    "never_keep",
    "not_covered",
    "optional",
    "outputs",
    "regions",
    "retention",
    "same",
    "scenario",
    "sources",
    "status",
    "title",
    "types",
    "values",
    "version",
];

/// Does not check what the members say: `yanzheng policy check` does.
fn policy(scenario: &str, bytes: &[u8]) -> Result<(), Objection> {
    let policy: BTreeMap<String, Json> = read(bytes)?;
    if policy.get("scenario").and_then(Json::as_str) != Some(scenario) {
        return objection(format!(
            "member `scenario` is not {scenario:?}, as the file's name says"
        ));
    }
    match policy.keys().find(|name| !POLICY.contains(&name.as_str())) {
        Some(name) => objection(format!("member `{name}` is not in the policy language")),
        None => Ok(()),
    }
}

fn pack(region: &str, name: &str, bytes: &[u8]) -> Result<(), Objection> {
    let kind = match name.rsplit_once('.') {
        Some((_, "snapshot")) => 1,
        Some((_, "delta")) => 2,
        _ => 0,
    };
    let mut stem = name.rsplitn(3, '.').skip(1);
    let sequence: Option<u64> = stem.next().and_then(|sequence| sequence.parse().ok());
    if kind == 0 || stem.next().is_none_or(str::is_empty) || sequence.is_none() {
        return objection("a pack is named STREAM.SEQUENCE.snapshot or STREAM.SEQUENCE.delta");
    }
    let Some(map) = decode(bytes) else { return objection("is not CBOR, as a pack is") };
    let says = |key: i64, value: &Value| map.get(key) == Some(value);
    let sequence = Value::Integer(sequence.unwrap_or_default().into());
    let fits = says(2, &Value::from(kind)) && says(3, &Value::from(region)) && says(6, &sequence);
    if fits { Ok(()) } else { objection("its kind, region or sequence is not as its path says") }
}

fn read<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Result<T, Objection> {
    serde_json::from_slice(bytes).map_err(|error| Objection(error.to_string()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::{check, covers};
    use crate::cbor::{Value, encode};
    use crate::trust::world::demo;

    const A: &str = "issuers/990000/agencies.json";

    fn contents(path: &str) -> Json {
        serde_json::from_slice(&demo("a", 1_780_272_000).contents[path]).unwrap()
    }

    #[test]
    fn the_demonstration_is_as_it_must_be() {
        for (path, bytes) in demo("a", 1_780_272_000).contents {
            assert_eq!(check(&path, &bytes), Ok(()));
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let changes: [(&str, &str, Json); 11] = [
            ("/issuers/0/regions", "no authority", json!([])),
            ("/issuers/0/regions", "not in 990000", json!(["980000"])),
            ("/issuers/1/types", "no authority", json!([])),
            ("/issuers/0/lists/0", "https://", json!("http://a/")),
            ("/issuers/0/max_lifetime", "max_lifetime", json!(0)),
            ("/issuers/0/keys", "no keys", json!([])),
            ("/issuers/0/keys/0/kid", "64 bytes", json!("")),
            ("/issuers/0/keys/0/kid", "twice", json!("region-a-0")),
            ("/issuers/0/keys/0/x", "curve", json!("AA")),
            ("/issuers/0/keys/0/not_after", "not_before", json!(0)),
            ("/issuers/0/keys/0/state", "cut_off", json!("retired")),
        ];
        for (place, expected, value) in changes {
            let mut file = contents(A);
            *file.pointer_mut(place).unwrap() = value;
            let why = check(A, file.to_string().as_bytes()).unwrap_err().0;
            assert!(why.starts_with(A) && why.contains(expected), "{place}: {why}");
        }
        let national = contents(A).to_string();
        assert!(check("issuers/100000/agencies.json", national.as_bytes()).is_ok());
        assert!(check("issuers/980000/agencies.json", national.as_bytes()).is_err());
    }

    #[test]
    fn other_files_are_checked_by_their_paths() {
        let pack = |sequence: i64| {
            encode(&Value::map([
                (1, Value::from(1)),
                (2, Value::from(1)),
                (3, Value::from("990000")),
                (6, Value::from(sequence)),
            ]))
        };
        assert_eq!(check("revocation/990000/all.7.snapshot", &pack(7)), Ok(()));
        for path in [
            "990000/all.8.snapshot",
            "980000/all.7.snapshot",
            "990000/all.7.delta",
            "990000/7.snapshot",
        ] {
            assert!(check(&format!("revocation/{path}"), &pack(7)).is_err(), "{path}");
        }
        for (path, text) in [
            ("types.json", r#"{"types":[{"type":""}]}"#),
            ("policy/a.json", r#"{"scenario":"b"}"#),
            ("policy/a.json", r#"{"scenario":"a","tpyes":[]}"#),
            ("recognition.json", r#"{"agreements":[{"id":"a"}]}"#),
            ("notes.json", "{}"),
        ] {
            assert!(check(path, text.as_bytes()).is_err(), "{path}");
        }
    }

    #[test]
    fn a_region_covers_what_lies_in_it() {
        for (allowed, region, expected) in [
            ("100000", "990101", true),
            ("990000", "990101", true),
            ("990100", "990101", true),
            ("990100", "990000", false),
            ("980000", "970000", false),
            ("100000", "BV", false),
            ("BV", "BV", true),
        ] {
            assert_eq!(covers(allowed, region), expected, "{allowed} {region}");
        }
    }
}
