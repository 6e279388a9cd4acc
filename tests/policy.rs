//! The policy language, by its own cases: which texts are policies, what is decided by them, what a holder
//! is told beforehand, what a counter asks for, and what a wallet reads in it. `suite-policy.mjs` asks the
//! same of the package.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod suite;

use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use yanzheng::host::{Verifier, check_policy, from_json};

use suite::{Suite, answer, ask, read, scan, told, whole};

/// Members that a receipt may have or not; a case names those that it must have, with null for none.
const KEY: [u8; 32] = [7; 32];

#[test]
fn written() {
    let mut suite = Suite::new("policy-written");
    for case in cases("written") {
        let mut found = data(&check_policy(case["text"].as_str().unwrap()));
        let sentence = found.as_object_mut().unwrap().remove("sentence");
        assert_eq!(sentence.is_some(), found["ok"] == false, "{found}");
        compare(&mut suite, &case, &found);
    }
    suite.end();
}

/// The packs are policies, each of its own scenario, by their digests in every form.
#[test]
fn shipped() {
    let mut suite = Suite::new("policy-shipped");
    for path in suite::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("pkg/policies"), ".json") {
        let text = std::fs::read_to_string(&path).unwrap();
        let scenario = path.file_stem().unwrap().to_str().unwrap();
        let short: Json = serde_json::from_str(&text).unwrap();
        let [found, again] = [&text, &short.to_string()].map(|text| data(&check_policy(text)));
        let agrees = found["ok"] == true && found["scenario"] == scenario && found == again;
        suite.case(scenario, "ok", &found.to_string(), agrees);
    }
    suite.end();
}

#[test]
fn decided() {
    let mut suite = Suite::new("policy-decisions");
    for case in cases("decisions") {
        let receipt = judged(&case);
        let expect = &case["expect"];
        let code = expect["code"].as_str().unwrap();
        let step = expect["step"].as_str().unwrap_or_default();
        let verdict = expect["verdict"].as_str().unwrap();
        let expected = format!("{verdict} {code} {step}");
        let actual = answer(&receipt);
        let id = case["id"].as_str().unwrap();
        suite.case(id, expected.trim_end(), &actual, actual == expected.trim_end());
        for (what, expected, found) in members(expect, &receipt) {
            let id = format!("{id}/{what}");
            suite.case(&id, &expected.to_string(), &found.to_string(), expected == found);
        }
    }
    suite.end();
}

#[test]
fn held() {
    let mut suite = Suite::new("policy-prechecks");
    for case in cases("prechecks") {
        let verifier = told(&case);
        let scenario = case.get("policy").or(case.get("scenario")).unwrap();
        let ask = json!({ "scenario": scenario, "held": case["held"], "at": case["at"] });
        let found = data(&verifier.precheck(from_json(&ask.to_string()).unwrap()).unwrap());
        compare(&mut suite, &case, &found);
    }
    suite.end();
}

#[test]
fn asked() {
    let mut suite = Suite::new("policy-requests");
    for case in cases("requests") {
        let verifier = told(&case);
        let mut ask = case["options"].clone();
        (ask["scenario"], ask["at"]) = (case["policy"].clone(), case["at"].clone());
        let found = data(&verifier.request(from_json(&ask.to_string()).unwrap()).unwrap());
        if let Some(text) = found["text"].as_str() {
            let again = data(&verifier.read_request(text));
            assert_eq!(again["request"], found["request"], "{}", case["id"]);
            let scanned = suite::receipt(&verifier, text.as_bytes(), &json!({ "at": 1 }));
            assert_eq!(scanned["code"], "envelope.unsupported", "{}", case["id"]);
        }
        compare(&mut suite, &case, &found);
    }
    suite.end();
}

#[test]
fn read_by_a_wallet() {
    let mut suite = Suite::new("policy-readings");
    for case in cases("readings") {
        let found = data(&told(&case).read_request(case["text"].as_str().unwrap()));
        compare(&mut suite, &case, &found);
    }
    suite.end();
}

/// The cases of one kind, with what they name.
fn cases(kind: &str) -> Vec<Json> {
    let language = read("tests/vectors/policy-language.json");
    let named = |case: &Json| match case.get("verifier") {
        Some(_) => whole(&language, case),
        None => case.clone(),
    };
    language[kind].as_array().unwrap().iter().map(named).collect()
}

/// An answer as data.
fn data<T: Serialize>(answer: &T) -> Json {
    serde_json::from_str(&serde_json::to_string(answer).unwrap()).unwrap()
}

fn compare(suite: &mut Suite, case: &Json, found: &Json) {
    let expect = &case["expect"];
    let id = case["id"].as_str().unwrap();
    suite.case(id, &expect.to_string(), &found.to_string(), expect == found);
}

/// What is decided, by a verifier that keeps its verdicts where the case says so.
fn judged(case: &Json) -> Json {
    let verifier = told(case);
    match case["kept"].as_str() {
        None => suite::receipt(&verifier, &scan(case), &ask(case)),
        Some(how) => kept(verifier, how, case),
    }
}

/// The same where verdicts are kept: shown a second time, signed before the journal begins, or while
/// nothing can be written.
fn kept(mut verifier: Verifier, how: &str, case: &Json) -> Json {
    let (scan, mut ask) = (scan(case), ask(case));
    let at = case["at"].as_i64().unwrap();
    let begins = if how == "late" { at + 1 } else { at - 1 };
    verifier.terminal(&KEY).unwrap();
    let first = json!({ "at": begins, "journal": true }).to_string();
    let first = verifier.enter(from_json(&first).unwrap()).unwrap();
    assert_eq!(data(&verifier.follow(&first.text).unwrap())["ok"], true);
    match how {
        "failing" => ask["unkept"] = true.into(),
        "twice" => {
            let receipt = verifier.verify(&scan, from_json(&ask.to_string()).unwrap()).unwrap();
            let (_, record) = verifier.keep(receipt, "salt").unwrap();
            assert_eq!(data(&verifier.follow(&record.text).unwrap())["ok"], true);
        }
        _ => {}
    }
    suite::receipt(&verifier, &scan, &ask)
}

/// What a case expects of a receipt, and what stands there, member by member.
fn members(expect: &Json, receipt: &Json) -> Vec<(String, Json, Json)> {
    let checks = receipt["checks"].as_array().unwrap();
    let cause = checks.iter().find(|check| check["code"] == expect["code"]);
    let of_cause = ["detail", "rule", "instead"].map(|name| {
        let found = cause.and_then(|cause| cause.get(name)).cloned().unwrap_or_default();
        (name.to_owned(), expect.get(name).cloned().unwrap_or_default(), found)
    });
    let of_checks = |receipt: &Json, name: &str| -> Json {
        let checks = receipt["checks"].as_array().unwrap().iter();
        let named = checks.filter_map(|check| {
            Some((check["step"].as_str()?.to_owned(), check.get(name)?.clone()))
        });
        Json::Object(named.collect::<Map<_, _>>())
    };
    let outcomes = of_checks(receipt, "outcome");
    let own = ["claims", "assurance"].map(|name| {
        let of = |json: &Json| json.get(name).cloned().unwrap_or_default();
        (name.to_owned(), of(expect), of(receipt))
    });
    let parts = receipt["parts"].as_array().into_iter().flatten().map(|part| {
        let mut seen = json!({
            "verdict": part["verdict"], "code": part["code"], "outcomes": of_checks(part, "outcome"),
        });
        for name in ["claims", "assurance"] {
            if let Some(value) = part.get(name) {
                seen[name] = value.clone();
            }
        }
        seen
    });
    let parts: Vec<_> = parts.collect();
    let of_parts =
        ("parts".to_owned(), expect.get("parts").cloned().unwrap_or(json!([])), Json::Array(parts));
    let named = expect["receipt"].as_object().into_iter().flatten().map(|(name, value)| {
        (name.clone(), value.clone(), receipt.get(name).cloned().unwrap_or_default())
    });
    let named: Vec<_> = named.collect();
    [("outcomes".to_owned(), expect["outcomes"].clone(), outcomes), of_parts]
        .into_iter()
        .chain(of_cause)
        .chain(own)
        .chain(named)
        .collect()
}
