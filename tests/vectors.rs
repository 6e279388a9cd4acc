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

use suite::{Suite, answer, ask, cases, read, scan, verify};

#[test]
fn vectors() {
    let mut suite = Suite::new("vectors");
    for case in cases() {
        let receipt = verify(&case["anchors"], &scan(&case), &ask(&case));
        let expected = &case["expect"];
        let agrees = receipt["verdict"] == expected["verdict"]
            && receipt["code"] == expected["code"]
            && outcomes(&receipt) == expected["outcomes"]
            && expected
                .get("step")
                .is_none_or(|step| answer(&receipt).ends_with(step.as_str().unwrap()))
            && receipt.get("claims") == expected.get("claims");
        let actual = match receipt.get("claims") == expected.get("claims") {
            true => format!("{} {}", answer(&receipt), outcomes(&receipt)),
            false => format!("{} with other claims {}", answer(&receipt), receipt["claims"]),
        };
        let wanted =
            format!("{} {} {}", expected["verdict"], expected["code"], expected["outcomes"]);
        suite.case(case["id"].as_str().unwrap(), &wanted, &actual, agrees);
    }
    suite.end();
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
