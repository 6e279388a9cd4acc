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

use suite::{Suite, ask, cases, read, scan, verify};

#[test]
fn vectors() {
    let mut suite = Suite::new("vectors");
    for case in cases() {
        let receipt = verify(&case["anchors"], &scan(&case), &ask(&case));
        let expected = &case["expect"];
        let actual = seen(&receipt, expected);
        let agrees = actual == *expected;
        suite.case(
            case["id"].as_str().unwrap(),
            &expected.to_string(),
            &actual.to_string(),
            agrees,
        );
    }
    suite.end();
}

/// What the receipt says of everything that an expectation can name. Claims count always: none may
/// be released where none is expected; the others where the case speaks of them.
fn seen(receipt: &Json, expected: &Json) -> Json {
    let found = receipt["checks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|check| check.get("code") == Some(&receipt["code"]));
    let of_check = |name: &str| found.and_then(|check| check.get(name)).cloned();
    let all = [
        ("verdict", receipt.get("verdict").cloned()),
        ("code", receipt.get("code").cloned()),
        ("outcomes", Some(outcomes(receipt))),
        ("claims", receipt.get("claims").cloned()),
        ("step", of_check("step").filter(|_| expected.get("step").is_some())),
        ("detail", of_check("detail").filter(|_| expected.get("detail").is_some())),
        (
            "credential",
            receipt.get("credential").cloned().filter(|_| expected.get("credential").is_some()),
        ),
    ];
    let present = all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    present.collect::<Map<_, _>>().into()
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
        let once = verify(&case["anchors"], &scan(&case), &ask(&case)).to_string();
        let twice = verify(&case["anchors"], &scan(&case), &ask(&case)).to_string();
        assert_eq!(once, twice, "{}", case["id"]);
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
