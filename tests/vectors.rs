//! Our own vectors, made by the forge: one case, one fault, and the step that must answer.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod suite;

use serde_json::{Map, Value as Json, json};

use suite::{Suite, cases, judge_told, read};

#[test]
fn vectors() {
    let mut suite = Suite::new("vectors");
    for case in cases() {
        let (answers, receipt) = judge_told(&case);
        let id = case["id"].as_str().unwrap();
        let mut compare = |id: &str, expected: &Json, actual: &Json| {
            suite.case(id, &expected.to_string(), &actual.to_string(), expected == actual);
        };
        for (place, (expected, actual)) in answers.iter().enumerate() {
            compare(&format!("{id}/{place}"), expected, actual);
        }
        if let Some(expected) = case.get("expect") {
            compare(id, expected, &seen(&receipt, expected));
        }
    }
    suite.end();
}

/// What the receipt says of everything that an expectation can name. Claims, assurance and parts
/// count always: none may be there where none is expected; the others where the case speaks of them.
fn seen(receipt: &Json, expected: &Json) -> Json {
    let found = receipt["checks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|check| check.get("code") == Some(&receipt["code"]));
    let of_check = |name: &str| found.and_then(|check| check.get(name)).cloned();
    let of_receipt = |name: &str| receipt.get(name).cloned();
    let all = [
        ("verdict", of_receipt("verdict")),
        ("code", of_receipt("code")),
        ("outcomes", Some(outcomes(receipt))),
        ("claims", of_receipt("claims")),
        ("assurance", of_receipt("assurance")),
        (
            "parts",
            of_receipt("parts").map(|parts| parts.as_array().unwrap().iter().map(part).collect()),
        ),
    ];
    let named = [
        ("step", of_check("step")),
        ("detail", of_check("detail")),
        ("age", of_checks(receipt, "age").get("holder").cloned()),
        ("notes", Some(of_checks(receipt, "note").into())),
        ("credential", of_receipt("credential")),
        ("trust", of_receipt("trust")),
    ];
    let named = named.into_iter().filter(|(name, _)| expected.get(name).is_some());
    let present = all.into_iter().chain(named);
    let present = present.filter_map(|(name, value)| Some((name.to_owned(), value?)));
    present.collect::<Map<_, _>>().into()
}

/// What one of several credentials came to.
fn part(part: &Json) -> Json {
    let mut seen = json!({
        "verdict": part["verdict"],
        "code": part["code"],
        "outcomes": outcomes(part),
    });
    for name in ["claims", "assurance"] {
        if let Some(value) = part.get(name) {
            seen[name] = value.clone();
        }
    }
    seen
}

/// A member of the checks that have it, by step.
fn of_checks(receipt: &Json, member: &str) -> Map<String, Json> {
    let checks = receipt["checks"].as_array().unwrap().iter();
    let having = checks
        .filter_map(|check| Some((check["step"].as_str()?.to_owned(), check.get(member)?.clone())));
    having.collect()
}

#[test]
fn signature_checks() {
    let mut suite = Suite::new("signature-checks");
    for case in read("tests/vectors/signature-checks.json").as_array().unwrap() {
        let ask = yanzheng::host::from_json(&case["request"].to_string()).unwrap();
        let actual = match yanzheng::host::check_signature(ask).unwrap() {
            Ok(()) => json!({ "valid": true }),
            Err(fault) => json!({ "valid": false, "code": fault.code() }),
        };
        let agrees = actual == case["expect"];
        suite.case(
            case["id"].as_str().unwrap(),
            &case["expect"].to_string(),
            &actual.to_string(),
            agrees,
        );
    }
    suite.end();
}

/// The same request gives the same receipt, byte for byte.
#[test]
fn receipts_repeat() {
    for case in cases() {
        assert_eq!(judge_told(&case), judge_told(&case), "{}", case["id"]);
    }
}

/// Regenerating the committed vectors gives the same files.
#[test]
fn the_forge_repeats() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let made = forge::vectors::files();
    assert!(!made.is_empty());
    for (name, text) in made {
        let committed = std::fs::read_to_string(folder.join(name)).unwrap();
        assert!(
            committed.replace("\r\n", "\n") == text,
            "{name}: run `cargo run -p forge -- vectors`"
        );
    }
}

fn outcomes(receipt: &Json) -> Json {
    let checks = receipt["checks"].as_array().unwrap();
    checks
        .iter()
        .map(|check| (check["step"].as_str().unwrap().to_owned(), check["outcome"].clone()))
        .collect::<Map<_, _>>()
        .into()
}
